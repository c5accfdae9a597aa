"""Agreements in Word files: what becomes a section, what a clause, and what is left out."""

from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from agreement.importing.docx_reading import read_docx
from agreement.importing.imported import ImportedText, ReadText, SectionKind
from agreement.importing.notation import lines_of_blocks
from tests.factories.imports import as_docx, docx


def outline(read: ReadText | ImportedText) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return sections with headings and texts of their clauses, as plain lines."""
    text = read.text if isinstance(read, ReadText) else read
    return [
        (section.title, [(one.heading, lines_of_blocks(one.text)) for one in section.clauses])
        for section in text.sections
    ]


def read(*lines: tuple[str, str] | str) -> ReadText:
    return read_docx(docx(*lines), "Datei")


def test_headings_become_sections_and_numbered_paragraphs_clauses() -> None:
    found = read(
        ("Title", "Rahmenvereinbarung (Beispiel)"),
        "Zwischen den Partnern gilt:",
        ("Heading 1", "§ 1 Ziele"),
        "(1) Die Partner arbeiten zusammen.",
        "Sie treffen sich.",
        "(2) Sie tun dies gern.",
        ("Heading 1", "§ 2 Migrationsberatung"),
        "Nur ein Satz.",
    )
    assert found.text.title == "Rahmenvereinbarung (Beispiel)"
    assert outline(found) == [
        ("Präambel", [("Präambel", "Zwischen den Partnern gilt:")]),
        (
            "Ziele",
            [
                (
                    "Die Partner arbeiten zusammen",
                    "Die Partner arbeiten zusammen.\nSie treffen sich.",
                ),
                ("Sie tun dies gern", "Sie tun dies gern."),
            ],
        ),
        ("Migrationsberatung", [("Migrationsberatung", "Nur ein Satz.")]),
    ]
    assert [s.kind for s in found.text.sections][1:] == [SectionKind.GENERAL, SectionKind.MBE]
    assert any("2 Klauseln hatten keine Überschrift" in remark for remark in found.remarks)


def test_lower_headings_become_clauses_and_keep_the_numbers_below_them() -> None:
    found = read(
        ("Heading 1", "Erster Teil"),
        ("Heading 2", "§ 1 Zweck"),
        "(1) Eins.",
        "(2) Zwei.",
        ("Heading 2", "§ 2 Dauer"),
        "Ein Jahr.",
        ("Heading 1", "Zweiter Teil"),
        ("Heading 2", "§ 3 Schluss"),
        "Ende.",
    )
    assert outline(found) == [
        ("Erster Teil", [("Zweck", "(1) Eins.\n(2) Zwei."), ("Dauer", "Ein Jahr.")]),
        ("Zweiter Teil", [("Schluss", "Ende.")]),
    ]


def test_paragraph_signs_without_a_style_are_headings_too() -> None:
    found = read("§ 1 Zweck", "Abs. 1 Eins.", "Abs. 2 Zwei.", "§ 2", "Drei nach § 1 Abs. 2.")
    assert outline(found) == [
        ("Zweck", [("Eins", "Eins."), ("Zwei", "Zwei.")]),
        ("§ 2", [("§ 2", "Drei nach § 1 Abs. 2.")]),
    ]


def test_a_number_in_a_line_of_its_own_takes_the_centred_line_below_as_its_title() -> None:
    document: Any = Document()
    for words in ("§ 1", "Zweck"):
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("1. Eins.")
    document.add_paragraph("2. Zwei.")
    assert outline(read_docx(as_docx(document), "x")) == [
        ("Zweck", [("Eins", "Eins."), ("Zwei", "Zwei.")])
    ]


def test_points_after_a_colon_are_wording_and_no_clauses() -> None:
    found = read("§ 1 Aufgaben", "Die Beratung umfasst:", "1. Hilfe,", "2. Rat.", "Sonst nichts.")
    ((_title, clauses),) = outline(found)
    assert clauses == [("Aufgaben", "Die Beratung umfasst:\n1. Hilfe,\n2. Rat.\nSonst nichts.")]


def test_bold_words_that_open_a_clause_are_its_heading() -> None:
    document: Any = Document()
    document.add_heading("Ziele", 1)
    paragraph = document.add_paragraph("(1) ")
    paragraph.add_run("Dauer.").bold = True
    paragraph.add_run(" Ein Jahr.")
    document.add_paragraph("(2) Rest.")
    assert outline(read_docx(as_docx(document), "x"))[0][1][0] == ("Dauer", "Ein Jahr.")


def test_numbers_that_word_writes_by_itself_stand_in_the_text() -> None:
    found = read(
        ("Heading 1", "Aufgaben"),
        "(1) Dazu gehören:",
        ("List Number", "Hilfe"),
        ("List Number", "Rat"),
        ("List Bullet", "Punkt"),
    )
    ((_title, clauses),) = outline(found)
    assert clauses[0][1] == "Dazu gehören:\n1. Hilfe\n2. Rat\n- Punkt"


def test_bold_italic_and_web_addresses_are_kept() -> None:
    document: Any = Document()
    document.add_heading("Ziele", 1)
    paragraph = document.add_paragraph("Ein ")
    paragraph.add_run("fetter").bold = True
    paragraph.add_run(" und ")
    paragraph.add_run("schräger").italic = True
    text = read_docx(as_docx(document), "x").text
    (block,) = text.sections[0].clauses[0].text
    assert [(run.text, run.bold, run.italic) for run in block.runs] == [
        ("Ein ", False, False),
        ("fetter", True, False),
        (" und ", False, False),
        ("schräger", False, True),
    ]


def test_tables_become_lines_and_tables_within_them_stay_in_their_cell() -> None:
    document: Any = Document()
    document.add_heading("Stellen", 1)
    table = document.add_table(2, 2)
    for place, words in enumerate(["Ort", "Dienst", "Bretten", ""]):
        table.cell(place // 2, place % 2).text = words
    inner = table.cell(1, 1).add_table(2, 1)
    inner.cell(0, 0).text, inner.cell(1, 0).text = "MBE", "JMD"
    found = read_docx(as_docx(document), "x")
    assert outline(found)[0][1][0][1] == "- Ort | Dienst\n- Bretten | MBE; JMD"
    assert any("Tabellen (2)" in remark for remark in found.remarks)


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    document: Any = Document()
    document.add_heading("Ziele", 1)
    paragraph = document.add_paragraph("Wir ")
    for tag, run in (("ins", "<w:t>helfen</w:t>"), ("del", "<w:delText>zahlen</w:delText>")):
        xml = f"<w:{tag} {nsdecls('w')} w:id='1' w:author='x'><w:r>{run}</w:r></w:{tag}>"
        paragraph._p.append(parse_xml(xml))
    found = read_docx(as_docx(document), "x")
    assert outline(found)[0][1][0][1] == "Wir helfen"
    assert any("nachverfolgte Änderungen (2)" in remark for remark in found.remarks)


def test_hidden_words_are_left_out_and_said() -> None:
    document: Any = Document()
    document.add_heading("Ziele", 1)
    paragraph = document.add_paragraph("Sichtbar.")
    paragraph.add_run(" Geheim.").font.hidden = True
    found = read_docx(as_docx(document), "x")
    assert outline(found)[0][1][0][1] == "Sichtbar."
    assert any("ausgeblendet" in remark for remark in found.remarks)


def test_a_file_without_headings_is_one_section_named_as_the_file() -> None:
    found = read("(1) Eins.", "(2) Zwei.")
    assert outline(found) == [("Datei", [("Eins", "Eins."), ("Zwei", "Zwei.")])]


def test_a_single_top_heading_is_the_title() -> None:
    found = read(("Heading 1", "Vereinbarung"), ("Heading 2", "Ziele"), "Eins.")
    assert found.text.title == "Vereinbarung"
    assert outline(found) == [("Ziele", [("Ziele", "Eins.")])]
