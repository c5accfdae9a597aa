"""The code on the card: what a reader finds again, drawn with its quiet zone."""

import re

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from portal.core.qr import BORDER, qr_drawing

ADDRESS = "https://portal.example.org/partner/verein/stelle/"


def dark_modules(path: str) -> set[tuple[int, int]]:
    return {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}


def test_the_drawing_shows_the_modules_of_the_code_and_nothing_else() -> None:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(ADDRESS)
    expected = {
        (x + BORDER, y + BORDER)
        for y, row in enumerate(code.get_matrix())
        for x, is_dark in enumerate(row)
        if is_dark
    }
    assert dark_modules(qr_drawing(ADDRESS).path) == expected


def test_four_light_modules_stand_around_the_code() -> None:
    drawing = qr_drawing(ADDRESS)
    inside = range(BORDER, drawing.size - BORDER)
    assert all(x in inside and y in inside for x, y in dark_modules(drawing.path))


def test_another_address_is_another_code() -> None:
    assert qr_drawing(ADDRESS) != qr_drawing(f"{ADDRESS}2/")
