"""The Word document says every clause, with real headings, lists, tables and fields."""

import re
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from agreement.exports.docx import render_docx
from agreement.snapshot import Snapshot
from agreement.text.runs import Run
from tests.factories import versions


def opened(snapshot: Snapshot, **fields: object) -> Any:
    return docx.Document(BytesIO(render_docx(versions.document(snapshot, **fields))))


@pytest.fixture(scope="module")
def whole() -> Snapshot:
    return versions.everything()


@pytest.fixture(scope="module")
def file(whole: Snapshot) -> Any:
    return opened(whole)


def text(file: Any) -> str:
    return "\n".join(paragraph.text for paragraph in file.paragraphs)


def test_it_says_every_clause(file: Any, whole: Snapshot) -> None:
    found = text(file)
    for _section, clause in whole.clauses():
        assert f"{clause.number} {clause.heading}" in found
    assert "Nach § 1 Abs. 1 gilt dies." in found
    assert "Zuständigkeit: Wer 12 bis 26 Jahre alt ist: zuständig ist der JMD." in found


def test_headings_are_real_ones(file: Any) -> None:
    found = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert ("Heading 1", "§ 1 Grundsätze") in found
    assert ("Heading 2", "§ 1 Abs. 2 Ausnahme") in found
    assert ("Heading 1", "Anlage 1 Bogen") in found


def _place_in_list(paragraph: Any) -> tuple[int, int]:
    """Return level and list; (-1, 0) for what is no item."""
    form = paragraph._p.pPr
    if form is None or form.numPr is None:
        return -1, 0
    return form.numPr.ilvl.val, form.numPr.numId.val


def test_lists_are_numbered_by_word_and_nested(file: Any) -> None:
    items = {paragraph.text: _place_in_list(paragraph) for paragraph in file.paragraphs}
    assert items["Erstens"][0] == 0
    assert items["Darunter"][0] == 1
    assert items["Noch tiefer"][0] == 2
    assert items["Erstens"] == items["Zweitens"]
    assert items["Noch tiefer"][1] != items["Erstens"][1]


def test_tabs_and_ends_of_lines_are_elements() -> None:
    clause = versions.clause(versions.paragraph("eins\tzwei\ndrei"))
    file = opened(versions.snapshot(versions.section(clause)))
    (run,) = (run for paragraph in file.paragraphs for run in paragraph.runs if "eins" in run.text)
    names = [part.tag.partition("}")[2] for part in run._r]
    assert names == ["t", "tab", "t", "br", "t"]


def test_each_numbered_list_begins_at_one() -> None:
    rows = [versions.item("Eins", numbered=True), versions.paragraph("Dazwischen")]
    file = opened(versions.snapshot(versions.section(versions.clause(*rows, *rows))))
    lists = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.text == "Eins"]
    assert len(set(lists)) == 2


def test_tables_have_a_head_that_is_repeated(file: Any) -> None:
    table = next(t for t in file.tables if t.cell(0, 0).text == "Wer")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Wer", "Was", "Bis wann"],
        ["JMD", "kündigt die Übergabe an", "drei Monate vorher"],
        ["MBE", "bestätigt sie", ""],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_header_and_footer_carry_version_hash_and_page_numbers(file: Any) -> None:
    section = file.sections[0]
    assert "Fassung 1" in section.header.paragraphs[0].text
    foot = section.footer.paragraphs[0]
    assert re.search("SHA-256 [0-9a-f]{64}", foot.text)
    codes = [code.text.strip() for code in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_references_lead_to_bookmarks_that_are_there(file: Any) -> None:
    body = file.element.body
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert targets
    assert targets <= names
    assert all(len(name) <= 40 for name in names)


def test_web_addresses_are_links_and_others_are_not() -> None:
    runs = [
        Run("gut", href="https://example.org/a?b=1&c=2"),
        Run("böse", href="javascript:alert(1)"),
    ]
    file = opened(versions.snapshot(versions.section(versions.clause(versions.paragraph(*runs)))))
    targets = [each._target for each in file.part.rels.values() if each.is_external]
    assert targets == ["https://example.org/a?b=1&c=2"]
    assert "gutböse" in text(file)


def test_properties_name_the_version_and_no_person(file: Any) -> None:
    facts = file.core_properties
    assert facts.title == "Vereinbarung (Beispiel) – Fassung 1"
    assert (facts.author, facts.last_modified_by) == ("Schnittstellenportal",) * 2
    assert facts.comments == ""


def test_the_same_version_gives_the_same_bytes(whole: Snapshot) -> None:
    document = versions.document(whole)
    assert render_docx(document) == render_docx(document)


def test_letters_that_xml_cannot_hold_leave_a_mark() -> None:
    clause = versions.clause(versions.paragraph("a\x07b <w:t> & ]]>"), heading="\x00")
    found = text(opened(versions.snapshot(versions.section(clause))))
    assert "a\ufffdb <w:t> & ]]>" in found


def test_it_holds_no_macros_and_nothing_from_elsewhere(whole: Snapshot) -> None:
    packed = render_docx(versions.document(whole))
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


def test_a_long_agreement_is_whole() -> None:
    long = versions.long()
    found = text(opened(long))
    assert all(block in found for block in versions.texts_of(long))
