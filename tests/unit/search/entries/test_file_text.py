"""The words in files, whatever these are."""

import subprocess
import sys
import time
import zipfile
from io import BytesIO

import pytest
from docx import Document

from portal.search.entries import file_text
from portal.search.entries.file_text import Unreadable, read_text
from tests.factories.texts_of_files import locked_pdf, pdf

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def zipped(**parts: bytes) -> bytes:
    """Return an archive with these parts; `_` stands for a slash, `__` for a dot."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", ".").replace("_", "/"), content)
    return file.getvalue()


def word(body: str) -> bytes:
    return zipped(word_document__xml=f'<w:document xmlns:w="{WORD}">{body}</w:document>'.encode())


def apart(content: bytes, kind: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as the worker does."""
    command = [sys.executable, "-I", file_text.__file__, kind]
    return subprocess.run(  # our own program
        command, input=content, capture_output=True, timeout=60, env={}, check=False
    )


def test_a_pdf_is_read_page_by_page() -> None:
    found = read_text(pdf("Erste Seite Beispiel", "Zweite Seite Wohngeld"), "pdf")
    assert found.split() == ["Erste", "Seite", "Beispiel", "Zweite", "Seite", "Wohngeld"]


def test_a_word_file_is_read_with_tables_headers_and_notes() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Kopfzeile Beispiel"
    document.add_paragraph("Erster Absatz")
    document.add_table(1, 1).cell(0, 0).text = "Tabellenzelle"
    file = BytesIO()
    document.save(file)
    found = read_text(file.getvalue(), "docx")
    assert {"Kopfzeile Beispiel", "Erster Absatz", "Tabellenzelle"} <= set(found.split("\n"))


def test_what_was_deleted_in_a_word_file_is_not_read() -> None:
    gone = "<w:del><w:r><w:delText>geheim</w:delText></w:r></w:del>"
    body = f"<w:p><w:r><w:t>bleibt</w:t></w:r>{gone}</w:p>"
    assert read_text(word(body), "docx") == "bleibt"


def test_an_open_document_is_read_without_remarks() -> None:
    content = (
        f'<o xmlns:text="{OPEN}" xmlns:office="o"><office:body><text:p>Wohn'
        "<text:span>geld</text:span></text:p><office:annotation><text:p>Bemerkung</text:p>"
        "</office:annotation><text:p>Antrag</text:p></office:body></o>"
    ).encode()
    assert read_text(zipped(content__xml=content), "odt").split() == ["Wohngeld", "Antrag"]


def test_a_sheet_is_read() -> None:
    content = b"<sst><si><t>Kurs</t></si><si><r><t>Niveau </t></r><r><t>B1</t></r></si></sst>"
    assert read_text(zipped(xl_sharedStrings__xml=content), "xlsx") == "Kurs\nNiveau B1"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_plain_text_is_read_in_every_usual_coding(coding: str) -> None:
    assert read_text("Straße für Müller".encode(coding), "txt") == "Straße für Müller"


def test_a_kind_that_nobody_reads_has_no_text() -> None:
    assert read_text(b"MZ", "exe") == ""


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "xlsx", "ods"])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04 nothing", b"\0" * 5000])
def test_what_is_no_such_file_is_refused(kind: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_text(content, kind)


def test_an_encrypted_pdf_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_text(locked_pdf(), "pdf")


def test_an_encrypted_word_file_is_refused() -> None:
    plain = bytearray(word("<w:p/>"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        plain[plain.index(mark) + place] |= 1
    with pytest.raises(Unreadable):
        read_text(bytes(plain), "docx")


def test_an_empty_pdf_has_no_text() -> None:
    assert read_text(pdf(""), "pdf") == ""


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(word_document__xml=b"<w>" + b" " * (file_text.MOST_UNPACKED + 1))
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable):
        read_text(bomb, "docx")


def test_entities_that_grow_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(Unreadable):
        read_text(zipped(word_document__xml=laughs), "docx")


def test_a_text_without_end_is_cut() -> None:
    assert len(read_text(b"wort " * 1_000_000, "txt")) <= file_text.MOST_SIGNS


def test_the_program_says_what_it_read_and_what_it_cannot() -> None:
    assert apart("Grüße".encode(), "txt").stdout.decode() == "Grüße"
    refused = apart(b"no pdf", "pdf")
    assert (refused.returncode, refused.stdout) == (file_text.UNREADABLE, b"")


def test_the_program_ends_when_a_file_takes_all_memory() -> None:
    program = (
        "import runpy, sys; sys.argv = ['x', 'txt'];"
        f"m = runpy.run_path({file_text.__file__!r});"
        "m['READERS']['txt'] = lambda content: iter([' ' * 4_000_000_000]);"
        "m['main']()"
    )
    started = time.monotonic()
    done = subprocess.run(  # our own program
        [sys.executable, "-I", "-c", program], input=b"x", capture_output=True, check=False
    )
    assert done.returncode not in (0, file_text.UNREADABLE)
    assert b"MemoryError" in done.stderr
    assert time.monotonic() - started < 30
