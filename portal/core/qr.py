"""An address as a QR code to print: inline SVG that needs neither a file nor a style."""

from dataclasses import dataclass
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

BORDER = 4
"""Light modules around the code, as ISO/IEC 18004 asks for."""


@dataclass(frozen=True, slots=True)
class QrDrawing:
    """A code as components/qr.html draws it: its size in modules, and the dark ones as a path."""

    size: int
    path: str


@lru_cache(maxsize=256)
def qr_drawing(address: str) -> QrDrawing:
    """Return the code of an address; raises ValueError for one that no code can hold."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=BORDER)
    code.add_data(address)
    rows = code.get_matrix()
    dark = (
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return QrDrawing(len(rows), "".join(dark))
