"""The parts of a Word file that are read: unpacked with limits, parsed without entities."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from lxml import etree

from agreement.importing.imported import ImportRefused

LARGEST_DOCX = 20 * 1024 * 1024
LARGEST_PART = 64 * 1024 * 1024
MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_MAIN = "word/document.xml"
_PARTS = (_MAIN, "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels")
_ENCRYPTED = 0x1
_DAMAGED = (BadZipFile, zlib.error, EOFError, RuntimeError, OSError, NotImplementedError, KeyError)
"""What zipfile raises for archives that are none, or damaged, or packed in another way."""


@dataclass(frozen=True)
class Package:
    """The text with its styles, its numbering, and the addresses that its links lead to."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    links: etree._Element | None


def open_package(content: bytes) -> Package:
    """Return the parts of a Word file.

    Raises ImportRefused with a sentence for what is no Word file, an old or an encrypted one, one
    with macros, a damaged or a huge one.
    """
    if len(content) > LARGEST_DOCX:
        raise ImportRefused.because(
            _("Die Word-Datei ist größer als 20 MB. Nehmen Sie die Bilder heraus oder teilen Sie.")
        )
    if content.startswith(_OLE):
        raise ImportRefused.because(
            _(
                "Das ist eine alte Word-Datei (.doc) oder eine mit Kennwort. Öffnen Sie sie in "
                "Word und speichern Sie sie ohne Kennwort als „Word-Dokument (.docx)“."
            )
        )
    if not content.startswith(_ZIP):
        raise ImportRefused.because(_("Das ist keine Word-Datei (.docx) und keine JSON-Datei."))
    try:
        parts = _unpacked(content)
    except _DAMAGED:
        raise ImportRefused.because(_damaged()) from None
    return Package(*(_parsed(parts.get(name)) for name in _PARTS))


def _unpacked(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()[: MOST_PARTS + 1]}
        if any(entry.flag_bits & _ENCRYPTED for entry in entries.values()):
            sentence = _("Die Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne.")
            raise ImportRefused.because(sentence)
        _refuse_foreign(set(entries), archive)
        return {name: _part(archive, name) for name in _PARTS if name in entries}


def _refuse_foreign(names: set[str], archive: ZipFile) -> None:
    if len(names) > MOST_PARTS:
        raise ImportRefused.because(_too_large())
    if _MAIN not in names or "[Content_Types].xml" not in names:
        sentence = _("Das ist keine Word-Datei. Speichern Sie sie in Word als .docx.")
        raise ImportRefused.because(sentence)
    has_macros = any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names)
    if has_macros or b"macroEnabled" in _part(archive, "[Content_Types].xml"):
        raise ImportRefused.because(
            _("Die Datei enthält Makros. Speichern Sie sie in Word als .docx ohne Makros.")
        )


def _part(archive: ZipFile, name: str) -> bytes:
    """Return a part; what the archive says of its size is not believed."""
    with archive.open(name) as file:
        content = file.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise ImportRefused.because(_too_large())
    return content


def _parsed(content: bytes | None) -> etree._Element | None:
    if content is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ImportRefused.because(_damaged()) from None
    if root.getroottree().docinfo.doctype:
        # Word writes none; it could only define entities that grow without end.
        raise ImportRefused.because(_damaged())
    return root


def _damaged() -> str:
    return _("Die Word-Datei ist beschädigt. Öffnen Sie sie in Word und speichern Sie sie neu.")


def _too_large() -> str:
    return _("Die Word-Datei ist ausgepackt zu groß. Kopieren Sie nur den Text in eine neue Datei.")
