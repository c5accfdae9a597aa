"""Files that were made to harm whoever imports them, and texts that were made to harm readers."""

import time
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from docx import Document

from agreement.importing.docx_package import LARGEST_DOCX
from agreement.importing.file_reading import read_content
from agreement.importing.imported import ImportRefused
from agreement.models import Agreement, AgreementVersion, ImportDraft, VersionClause
from tests.factories import people
from tests.factories.imports import as_docx, as_json, clause, docx, repacked, section, text

# Django leaves the temporary file of an upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

GOOD = docx(("Heading 1", "§ 1 Ziele"), "(1) Eins.", "(2) Zwei.")
DOCUMENT = "word/document.xml"
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def refusal(content: bytes, name: str = "datei.docx") -> str:
    with pytest.raises(ImportRefused) as refused:
        read_content(content, name)
    return " ".join(str(problem) for problem in refused.value.problems)


def with_document(change: Any) -> bytes:
    return repacked(GOOD, lambda name, part: change(part) if name == DOCUMENT else part)


def bomb() -> bytes:
    """Return a small file whose document unpacks to 200 MB."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(DOCUMENT, b"<w>" + b" " * 200_000_000 + b"</w>")
    return file.getvalue()


def encrypted() -> bytes:
    """Return an archive whose entries say that they are encrypted."""
    content = bytearray(GOOD)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(sign, at + 1)
    return bytes(content)


def laughs(part: bytes) -> bytes:
    lines = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    head = f"<!DOCTYPE w [<!ENTITY a0 'ha'>{lines}]>".encode()
    return part.replace(b"?>", b"?>" + head, 1).replace(b"Eins.", b"&a9;")


def outside(part: bytes) -> bytes:
    head = b"<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    return part.replace(b"?>", b"?>" + head, 1).replace(b"Eins.", b"&x;")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (repacked(GOOD, lambda _n, part: part, **{"word/vbaProject.bin": b"x"}), "Makros"),
        (
            repacked(
                GOOD,
                lambda name, part: (
                    part.replace(
                        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                        b"vnd.ms-word.document.macroEnabled.main+xml",
                    )
                    if name == "[Content_Types].xml"
                    else part
                ),
            ),
            "Makros",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "alte Word-Datei"),
        (encrypted(), "Kennwort"),
        (b"PK\x03\x04 kein Archiv", "beschädigt"),
        (GOOD[: len(GOOD) // 2], "beschädigt"),
        (with_document(laughs), "beschädigt"),
        (with_document(outside), "beschädigt"),
        (with_document(lambda _part: b"<w:document"), "beschädigt"),
        (with_document(lambda _part: b"<a>" * 5_000 + b"</a>" * 5_000), "beschädigt"),
        (bomb(), "ausgepackt zu groß"),
        (b"PK\x03\x04" + b"\0" * LARGEST_DOCX, "größer als 20 MB"),
        (b"%PDF-1.7", "nicht als JSON"),
        (b"", "leer"),
    ],
    ids=lambda value: str(value[:20]) if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_another_office_file_is_no_word_file() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "keine Word-Datei" in refusal(file.getvalue())


def test_two_thousand_pages_are_refused_in_seconds() -> None:
    line = b"<w:p><w:r><w:t>(1) Ein Absatz wie jeder andere.</w:t></w:r></w:p>"
    content = with_document(
        lambda part: part.replace(b"<w:sectPr", line * 60_000 + b"<w:sectPr", 1)
    )
    started = time.process_time()
    assert "mehr als 20.000 Absätze" in refusal(content)
    assert time.process_time() - started < 20


def test_a_document_of_thousands_of_clauses_is_refused() -> None:
    line = b"<w:p><w:r><w:t>(1) Absatz.</w:t></w:r></w:p>"
    content = with_document(lambda part: part.replace(b"<w:sectPr", line * 4_000 + b"<w:sectPr", 1))
    assert "Möglich sind" in refusal(content)


def test_tables_within_tables_within_tables_are_read_once_each() -> None:
    document: Any = Document()
    document.add_heading("Stellen", 1)
    table = document.add_table(1, 1)
    for depth in range(25):
        table.cell(0, 0).text = f"Ebene {depth}"
        table = table.cell(0, 0).add_table(1, 1)
    table.cell(0, 0).text = "Innerstes"
    (one,) = read_content(as_docx(document), "x.docx").text.sections[0].clauses
    wording = one.text[0].text
    assert wording.count("Innerstes") == 1
    assert wording.count("Ebene 7") == 1


def test_a_damaged_file_never_fails_unsaid() -> None:
    random = Random(4)
    for _ in range(60):
        content = bytearray(GOOD)
        for _each in range(random.randint(1, 6)):
            content[random.randrange(4, len(content))] = random.randrange(256)
        try:
            read_content(bytes(content), "x.docx")
        except ImportRefused as refused:
            assert str(refused)  # noqa: PT017  # either way is fine, another error is none


def test_damaged_xml_never_fails_unsaid() -> None:
    random = Random(5)

    def spoil(part: bytes) -> bytes:
        changed = bytearray(part)
        for _each in range(random.randint(1, 8)):
            changed[random.randrange(60, len(changed))] = random.choice(b'<>"/=0a9- &xs')
        return bytes(changed)

    for _ in range(60):
        try:
            read_content(with_document(spoil), "x.docx")
        except ImportRefused as refused:
            assert str(refused)  # noqa: PT017  # either way is fine, another error is none


def test_fifty_megabytes_are_refused_by_their_size_and_nothing_is_kept(db: None) -> None:
    client = Client()
    client.force_login(people.coordination())
    file = SimpleUploadedFile("gross.json", b" " * (50 * 1024 * 1024))
    answer = client.post("/admin/agreement/import/", {"file": file, "agreement": ""})
    assert "größer als 20 MB" in answer.content.decode()
    assert not ImportDraft.objects.exists()


def test_the_command_leaves_nothing_behind_of_hostile_files(db: None, tmp_path: Path) -> None:
    people.coordination()
    good, deep = tmp_path / "gut.json", tmp_path / "tief.json"
    good.write_bytes(as_json(text(section(clause("a")), in_force="2020-01-01")))
    deep.write_bytes(b"[" * 10_000)
    with pytest.raises(CommandError, match=r"tief\.json: Die Datei ist zu tief verschachtelt"):
        call_command("import_agreement", str(good), str(deep), seal=True, stdout=StringIO())
    assert not Agreement.objects.exists()
    assert not AgreementVersion.objects.exists()


def test_markup_in_an_imported_text_reaches_no_reader(db: None, tmp_path: Path) -> None:
    coordination = people.coordination()
    path = tmp_path / "boese.json"
    bad = {"uid": EVIL, "heading": EVIL, "text": f"{EVIL}\n- {EVIL}", "plain": EVIL}
    runs = [{"text": EVIL, "bold": True, "href": 'https://example.org/"><script>alert(3)</script>'}]
    linked = {"heading": "Verweis", "text": [{"kind": "paragraph", "runs": runs}]}
    data = text(section(bad, linked, title=f"Ziele {EVIL}"), in_force="2020-01-01")
    path.write_bytes(as_json({**data, "title": f"Titel {EVIL}"}))
    call_command("import_agreement", str(path), seal=True, stdout=StringIO())
    client = Client()
    client.force_login(coordination)
    client.post(
        "/admin/agreement/import/",
        {"file": SimpleUploadedFile(f"{EVIL}.json", path.read_bytes()), "agreement": ""},
    )
    kept = ImportDraft.objects.get()
    slug = VersionClause.objects.values_list("section_slug", flat=True)[0]
    preview = f"/admin/agreement/import/{kept.pk}/"
    for address in (
        *("/vereinbarung/", f"/vereinbarung/{slug}/", "/intern/arbeitsfassung/"),
        *("/admin/agreement/import/", preview, f"{preview}0/"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address


def test_an_address_that_runs_a_script_is_refused() -> None:
    runs = [{"text": "hier", "href": "javascript:alert(1)"}]
    data = text(section(clause("a", [{"kind": "paragraph", "runs": runs}])))
    assert "Ein Verweis muss mit https://" in refusal(as_json(data), "datei.json")
