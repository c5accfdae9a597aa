"""The words in a file, read by a process of their own that may be killed.

Run as a program it reads a file from its input and writes its text, in UTF-8, to its output; its
one argument is the kind of file. It knows nothing of the portal: what a stranger has uploaded may
be made to take all memory, all time, or the whole process along. Exit codes: 0 read (no text if
there is none), 3 cannot be read whatever one does, anything else an accident.
"""

import codecs
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO
from xml.parsers import expat

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
"""Of computing; whoever starts the process has a clock of its own."""
MOST_SIGNS = 500_000
MOST_PAGES = 3_000
MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 5_000
BLOCK = 64 * 1024
UNREADABLE = 3

WORD_PARTS = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    ValueError,
)
"""What files raise that are damaged, encrypted, packed in another way or made to hurt."""


class Unreadable(Exception):
    """A file without a text that one could get."""


def read_text(content: bytes, kind: str) -> str:
    """Return the words in a file of a kind (its extension); raises Unreadable."""
    reader = READERS.get(kind)
    if reader is None:
        return ""
    try:
        return _limited(reader(content))
    except DAMAGED as error:
        raise Unreadable(type(error).__name__) from error


def _limited(pieces: Iterator[str]) -> str:
    """Return pieces of text as one, as far as anybody searches it."""
    found: list[str] = []
    length = 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > MOST_SIGNS:
            break
    return "".join(found)[:MOST_SIGNS].replace("\0", " ").strip()


def _pdf(content: bytes) -> Iterator[str]:
    # Here, so that other kinds need not load it.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("PDF") from error
    with document:
        for number in range(min(len(document), MOST_PAGES)):
            try:
                page = document[number]
                text: str = page.get_textpage().get_text_bounded()
            except pypdfium2.PdfiumError:
                # One page that is broken does not take the others' words away.
                continue
            page.close()
            yield text + "\n"


def _plain(content: bytes) -> Iterator[str]:
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        yield content.decode("utf-16" if is_wide else "cp1252", errors="replace")


def _word(content: bytes) -> Iterator[str]:
    yield from _parts(content, WORD_PARTS.fullmatch, _Words(texts={"t"}, ends={"p", "tab", "br"}))


def _open_document(content: bytes) -> Iterator[str]:
    words = _Words(
        texts={"body"},
        ends={"p", "h", "tab", "line-break", "s", "table-cell"},
        hidden={"annotation", "tracked-changes"},
    )
    yield from _parts(content, "content.xml".__eq__, words)


def _sheet(content: bytes) -> Iterator[str]:
    words = _Words(texts={"t"}, ends={"si"}, hidden={"rPh"})
    yield from _parts(content, "xl/sharedStrings.xml".__eq__, words)


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _pdf,
    "docx": _word,
    "odt": _open_document,
    "ods": _open_document,
    "xlsx": _sheet,
    "txt": _plain,
    "csv": _plain,
}


class _Words:
    """Which elements of a document's XML hold words, by their names without prefix."""

    def __init__(
        self, texts: set[str], ends: set[str], hidden: set[str] | frozenset[str] = frozenset()
    ) -> None:
        self.texts = texts
        self.ends = ends
        self.hidden = hidden


def _parts(content: bytes, is_read: Callable[[str], object], words: _Words) -> Iterator[str]:
    """Yield the words of some parts of a zipped document, in their order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [entry.filename for entry in archive.infolist()[:MOST_PARTS]]
        for name in filter(is_read, dict.fromkeys(names)):
            with archive.open(name) as part:
                yield from _words_of(_blocks(part), words)


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """Yield a part's bytes; what the archive says of its size is not believed."""
    unpacked = 0
    while block := part.read(BLOCK):
        unpacked += len(block)
        if unpacked > MOST_UNPACKED:
            raise Unreadable("bomb")
        yield block


def _words_of(blocks: Iterator[bytes], words: _Words) -> Iterator[str]:
    """Yield the words in XML, block by block: a whole tree of it takes a hundred times as much."""
    found: list[str] = []
    inside = 0
    hidden = 0

    def start(name: str, _attributes: object) -> None:
        nonlocal inside, hidden
        local = name.rpartition(":")[2]
        inside += local in words.texts
        hidden += local in words.hidden

    def end(name: str) -> None:
        nonlocal inside, hidden
        local = name.rpartition(":")[2]
        inside -= local in words.texts
        hidden -= local in words.hidden
        if local in words.ends:
            found.append("\n")

    def data(text: str) -> None:
        if inside and not hidden:
            found.append(text)

    def doctype(*_facts: object) -> None:
        # No word processor writes one; it could only define entities that grow without end.
        raise Unreadable("doctype")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = doctype
    for block in blocks:
        parser.Parse(block)
        yield "".join(found)
        found.clear()
    is_final = True
    parser.Parse(b"", is_final)
    yield "".join(found)


def main() -> None:
    """Read the file on the input, within limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        text = read_text(sys.stdin.buffer.read(), sys.argv[1])
    except Unreadable:
        sys.exit(UNREADABLE)
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()
