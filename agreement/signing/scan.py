"""Scans of signed paper: what kind of file it is, and what the QR codes on its pages say.

The kind follows from the content, never from the name. Pages are drawn within limits, so that no
file makes the server draw for long.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Any

import pypdfium2
import zxingcpp
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from portal.core.picture_check import NOT_DECODED, check_image

LARGEST = 15 * 1024 * 1024
MOST_PAGES = 30
PAGES_READ = 6
"""The cover page comes first or last; so many from either end are searched for its code."""
PIXELS = 2200
"""The longer side of a page as it is drawn: some 190 dots an inch on A4."""

ONE_AT_A_TIME = Lock()
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


class FileKind(StrEnum):
    """The kinds of files that are taken, by their content types."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def ending(self) -> str:
        """How a name of such a file ends."""
        return {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png"}[self]


BEGINNINGS = {
    FileKind.PDF: b"%PDF-",
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
}


@dataclass(frozen=True)
class Scan:
    """A file that is what it says, with its bytes."""

    kind: FileKind
    content: bytes

    def codes(self) -> list[str]:
        """Return the texts of the QR codes on its pages, as far as they can be read."""
        return [code for page in self._pages() for code in _codes_on(page)]

    @property
    def pages(self) -> int:
        """How many pages it has; a picture is one."""
        if self.kind is not FileKind.PDF:
            return 1
        with _opened(self.content) as document:
            return len(document)

    def drawn(self, number: int) -> bytes | None:
        """Return a page (from 1) of a PDF as a PNG, or None if no such page can be drawn."""
        with _opened(self.content) as document:
            page = _drawn(document, number - 1) if 1 <= number <= len(document) else None
        if page is None:
            return None
        found = io.BytesIO()
        page.save(found, "PNG")
        return found.getvalue()

    def _pages(self) -> Iterator[Any]:
        if self.kind is FileKind.PDF:
            yield from _drawn_pages(self.content)
        else:
            with Image.open(io.BytesIO(self.content)) as picture:
                yield picture.convert("L")


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind of a file by its first bytes, None for any other."""
    found = (kind for kind, beginning in BEGINNINGS.items() if content.startswith(beginning))
    return next(found, None)


def read_scan(content: bytes) -> Scan:
    """Return an uploaded scan.

    Raises ValidationError with a sentence for a file that is too large, no PDF, JPEG or PNG,
    broken, locked by a password or of too many pages.
    """
    if len(content) > LARGEST:
        raise ValidationError(
            _("Die Datei ist zu groß: erlaubt sind %(limit)s MB. Scannen Sie gröber oder in Grau.")
            % {"limit": LARGEST // 1024 // 1024}
        )
    kind = kind_of(content)
    if kind is None:
        raise ValidationError(
            _("Das ist weder PDF noch JPEG noch PNG. Speichern Sie den Scan als PDF.")
        )
    if kind is FileKind.PDF:
        _check_pdf(content)
    else:
        check_image(io.BytesIO(content))
    return Scan(kind, content)


def _check_pdf(content: bytes) -> None:
    try:
        with _opened(content) as document:
            pages = len(document)
    except pypdfium2.PdfiumError:
        raise ValidationError(
            _("Das PDF lässt sich nicht öffnen: Es ist beschädigt oder mit Passwort gesperrt.")
        ) from None
    if not 1 <= pages <= MOST_PAGES:
        raise ValidationError(
            _("Das PDF hat %(pages)s Seiten, erlaubt sind 1 bis %(limit)s.")
            % {"pages": pages, "limit": MOST_PAGES}
        )


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """Open a PDF; PDFium serves one thread at a time, and crashes the process otherwise."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as document:
        yield document


def _drawn_pages(content: bytes) -> Iterator[Any]:
    """Draw the first and the last pages in grey; a page that cannot be drawn shows no code."""
    with _opened(content) as document:
        count = len(document)
        ends = [*range(min(PAGES_READ, count)), *range(max(PAGES_READ, count - PAGES_READ), count)]
        drawn = [_drawn(document, number) for number in ends]
    yield from (page for page in drawn if page is not None)


def _drawn(document: Any, number: int) -> Any:
    """Return a page (from 0) as a picture, or None for a broken one."""
    try:
        page = document[number]
        scale = PIXELS / max(*page.get_size(), 1)
        return page.render(scale=scale, grayscale=True).to_pil()
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None


def _codes_on(page: Any) -> list[str]:
    try:
        page.load()
    except NOT_DECODED:
        return []
    return [code.text for code in zxingcpp.read_barcodes(page, QR)]
