"""A file, whichever of the two formats it has."""

from pathlib import Path

from django.utils.translation import gettext as _

from agreement.importing.docx_package import LARGEST_DOCX
from agreement.importing.docx_reading import read_docx
from agreement.importing.imported import ImportRefused, ReadText
from agreement.importing.json_reading import read_json

_WORD = (b"PK", b"\xd0\xcf\x11\xe0")
LARGEST_FILE = LARGEST_DOCX


def read_content(content: bytes, name: str) -> ReadText:
    """Return the text of a file, read as what it is and not as what its name says.

    Raises ImportRefused with everything that is wrong.
    """
    if not content.strip():
        raise ImportRefused.because(_("Die Datei ist leer."))
    if is_word(content):
        return read_docx(content, Path(name).stem)
    return read_json(content)


def is_word(content: bytes) -> bool:
    """Whether a file is a Word file, of today or of long ago."""
    return content.startswith(_WORD)


def read_path(path: Path) -> tuple[ReadText, bool]:
    """Return the text of a file on disk, and whether it is a Word file.

    Raises ImportRefused, also for a file that is not there.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        sentence = _("Die Datei lässt sich nicht öffnen: %(reason)s.")
        raise ImportRefused.because(sentence % {"reason": error.strerror or "?"}) from None
    return read_content(content, path.name), is_word(content)
