"""The PDF says every word, proves itself, and is what PDF/A-3a and PDF/UA-1 ask for."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from agreement.exports.document import PrintDocument, PrintSignature
from agreement.exports.pdf import evidence, render_pdf, sealed_text
from agreement.exports.seal import ensure_seal, seal_pdf
from agreement.snapshot import FieldSnapshot, Snapshot, to_bytes
from agreement.text.runs import Run
from tests.factories import versions
from tests.services import verapdf

AWKWARD = [
    '#let x = 5 #x #pagebreak() #read("/etc/passwd")',
    "$a^2$ und $ frei",
    "@verweis und <marke>",
    "*fett* _kursiv_ `code` ```block```",
    "\\ \\u{1F600} C:\\Ordner\\",
    "= Überschrift",
    "- Punkt + Zahl / Begriff: Wort",
    "// Bemerkung /* und */ mehr",
    "„Anführung“ \"gerade\" 'einfach' -- --- ... ~",
    "{klammern} [eckig] (rund) <eckig>",
    "%PDF-1.7 %%EOF endobj endstream",
]
REMARK = "diemaschinenlesbareFassungenthältsieselbst"
FOREIGN = [
    "مرحبا بكم في الاستشارة",
    "שלום וברכה",
    "Консультація для мігрантів",
    "Türkçe danışmanlık",
    "Grüße, Straße, ẞ, Œuvre, Ελληνικά",
]


def rendered(snapshot: Snapshot, **fields: object) -> bytes:
    sealed = sealed_text(snapshot.number, to_bytes(snapshot))
    return render_pdf(versions.document(snapshot, **fields), [sealed, evidence(b'{"a":"b"}')])


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    path = tmp_path / "seal.pem"
    ensure_seal(path, "portal.example.org")
    return path


def pages(content: bytes) -> list[str]:
    """Return the text of each page."""
    with pypdfium2.PdfDocument(content) as file:
        return [page.get_textpage().get_text_bounded() for page in file]


def said(content: bytes) -> str:
    """Return all text, without line ends and invisible characters."""
    text = " ".join(pages(content)).replace("\u200b", "").replace("\xa0", " ")
    return re.sub(r"(?:\ufffe|-)?\s+", " ", text)


def attachments(content: bytes) -> dict[str, bytes]:
    with pypdfium2.PdfDocument(content) as file:
        found = [file.get_attachment(n) for n in range(file.count_attachments())]
        return {one.get_name(): bytes(one.get_data()) for one in found}


def bookmarks(content: bytes) -> Iterator[tuple[int, str]]:
    with pypdfium2.PdfDocument(content) as file:
        for mark in file.get_toc():
            yield mark.level, mark.get_title()


def squeezed(text: str) -> str:
    return re.sub(r"[\s\-\ufffe\u00ad\u200b\u0002]", "", text)


@pytest.fixture(scope="module")
def awkward() -> Snapshot:
    """Everything there is, and texts that try to be something else."""
    whole = versions.everything()
    hostile = versions.clause(
        *(versions.paragraph(text) for text in [*AWKWARD, *FOREIGN]),
        *(versions.item(text) for text in AWKWARD),
        number="§ 3 Abs. 1",
        heading=AWKWARD[0],
        plain=AWKWARD[1],
    )
    added = versions.section(
        hostile, number="§ 3", slug="drei", title=AWKWARD[2], summary=AWKWARD[3]
    )
    return replace(whole, sections=(*whole.sections, added))


@pytest.fixture(scope="module")
def long() -> Snapshot:
    return versions.long()


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory, awkward: Snapshot) -> str:
    """What veraPDF says against four sealed files, of which the one called “broken” is none."""
    folder = tmp_path_factory.mktemp("conformance")
    ensure_seal(folder / "seal.pem", "portal.example.org")
    signature = PrintSignature(
        awkward.parties[0].organisation,
        "Beispielverband",
        "Vorstand",
        True,
        "Auf Papier",
        date(2026, 11, 25),
    )
    odd = versions.clause(versions.paragraph("😀 漢字 \ue000 a\u00adb \u202e x \x07 ]\u20dd"))
    files = {
        "awkward": rendered(awkward, signatures=(signature,), signed_on=date(2026, 11, 25)),
        "legacy": rendered(
            replace(awkward, is_legacy=True, parties=()), commences_on=date(2024, 1, 1)
        ),
        "odd": rendered(versions.snapshot(versions.section(odd))),
        "broken": rendered(versions.snapshot()).replace(b"<pdfaid:part>3", b"<pdfaid:part>2", 1),
    }
    paths = []
    for name, content in files.items():
        paths.append(folder / f"{name}.pdf")
        paths[-1].write_bytes(seal_pdf(content, folder / "seal.pem"))
    return verapdf.complaints(paths)


@pytest.mark.parametrize("name", ["awkward", "legacy", "odd"])
def test_verapdf_has_nothing_against_a_sealed_file(verdict: str, name: str) -> None:
    assert f"{name}.pdf" not in verdict


def test_verapdf_says_what_is_wrong_with_a_broken_one(verdict: str) -> None:
    assert "broken.pdf: not 3a" in verdict


def test_the_same_version_gives_the_same_bytes(awkward: Snapshot) -> None:
    assert rendered(awkward) == rendered(awkward)


def test_the_file_ends_with_the_end_of_a_line(awkward: Snapshot) -> None:
    assert rendered(awkward).endswith(b"%%EOF\n")


def test_text_is_never_read_as_markup(awkward: Snapshot) -> None:
    found = squeezed(said(rendered(awkward)))
    for text in AWKWARD:
        # In the clause and in the list.
        assert found.count(squeezed(text)) >= 2, text


def test_letters_of_other_scripts_are_there(awkward: Snapshot) -> None:
    found = said(rendered(awkward))
    for text in ("Консультація", "danışmanlık", "Straße", "Ελληνικά"):
        assert text in found
    # Right-to-left words come out in one order or the other, whichever tool reads them.
    assert any(word in found for word in ("مرحبا", "ابحرم"))
    assert any(word in found for word in ("שלום", "םולש"))


def test_a_letter_that_the_fonts_lack_is_printed_as_its_code_point() -> None:
    text = versions.paragraph("Ein 😀 und 漢 und \ue000 und \x07.")
    found = said(rendered(versions.snapshot(versions.section(versions.clause(text)))))
    assert "Ein [U+1F600] und [U+6F22] und [U+E000] und [U+0007]." in found
    assert REMARK in squeezed(found)


def test_nothing_is_said_of_missing_letters_where_none_is_missing(awkward: Snapshot) -> None:
    assert REMARK not in squeezed(said(rendered(awkward)))


def test_no_word_runs_off_the_page() -> None:
    word = "Donaudampfschifffahrt" * 20
    rows = [{"who": word, "what": word, "by_when": word}]
    fields = (FieldSnapshot("steps", word, rows),)
    clause = versions.clause(versions.paragraph(word), versions.item(word, 1), heading=word)
    content = rendered(
        versions.snapshot(versions.section(clause, fields=fields, title=word), title=word)
    )
    assert word in squeezed(said(content))
    with pypdfium2.PdfDocument(content) as file:
        for page in file:
            text = page.get_textpage()
            rights = [text.get_rect(n)[2] for n in range(text.count_rects())]
            assert max(rights) < page.get_width() - 30


def test_every_page_has_its_number_the_version_and_the_hash(awkward: Snapshot) -> None:
    sha256 = hashlib.sha256(to_bytes(awkward)).hexdigest()
    found = pages(rendered(awkward))
    assert len(found) > 4
    for number, text in enumerate(found, start=1):
        assert f"Seite {number} von {len(found)}" in text
        assert "Fassung 1" in text
        assert f"SHA-256 {sha256}" in text.replace("\r\n", " ")


def test_the_sealed_bytes_lie_in_the_file_and_have_the_printed_hash(awkward: Snapshot) -> None:
    content = rendered(awkward)
    found = attachments(content)
    assert found["fassung-1.json"] == to_bytes(awkward)
    assert found["nachweis.json"] == b'{"a":"b"}'
    assert hashlib.sha256(found["fassung-1.json"]).hexdigest() in pages(content)[0]


def test_bookmarks_lead_to_every_section_and_clause(awkward: Snapshot) -> None:
    marks = list(bookmarks(rendered(awkward)))
    titles = [title.replace("\xa0", " ") for _level, title in marks]
    for number in ("§ 1", "§ 1 Abs. 1", "§ 1 Abs. 2", "§ 2", "Anlage 1"):
        assert any(title.startswith(number) for title in titles), number
    assert {level for level, _title in marks} == {0, 1}


def test_the_last_page_prints_the_checkpoint(awkward: Snapshot) -> None:
    last = pages(rendered(awkward))[-1]
    assert "Nachweis" in last
    for line in versions.NOTE.split("\n"):
        assert line in last


def test_tables_and_rules_and_plain_words_are_printed(awkward: Snapshot) -> None:
    found = said(rendered(awkward))
    for words in (
        "Wer Was Bis wann",
        "Träger Gemeinden Zeitraum",
        "Östringen",
        "ab 1. Januar 2026",
        "Wer 12 bis 26 Jahre alt ist: zuständig ist der JMD.",
        "In einfachen Worten – nicht bindend",
        "Erläuterung, nicht bindend",
        "Nach § 1 Abs. 1 gilt dies.",
    ):
        assert words in found, words


def test_signatures_name_function_kind_and_day(awkward: Snapshot) -> None:
    signed = PrintSignature(
        awkward.parties[0].organisation,
        "Beispielverband",
        "Vorstand",
        True,
        "Mit dem Konto",
        date(2026, 11, 25),
    )
    found = squeezed(said(rendered(awkward, signatures=(signed,))))
    assert "Vorstand(inVertretung)MitdemKonto25.November2026" in found
    assert "nochoffen" in found


def test_a_legacy_version_says_from_when_on_it_is_proved() -> None:
    found = said(rendered(versions.snapshot(is_legacy=True)))
    assert "vom Tag der Übernahme an, nicht vorher" in found
    assert "noch offen" not in found


def test_a_long_agreement_is_printed_whole(long: Snapshot) -> None:
    content = rendered(long)
    found = pages(content)
    assert len(found) >= 60
    text = " ".join(found)
    assert all(f"Klausel {number} (Beispiel)" in text for number in range(1, 181))


def test_no_person_stands_in_the_metadata(awkward: Snapshot, seal: Path) -> None:
    with pypdfium2.PdfDocument(seal_pdf(rendered(awkward), seal)) as file:
        facts = file.get_metadata_dict(skip_empty=True)
    assert "Author" not in facts
    assert facts["Title"] == "Vereinbarung (Beispiel) – Fassung 1"


def test_links_that_are_no_web_addresses_are_left_out() -> None:
    run = Run("hier", href="javascript:alert(1)")
    made = versions.snapshot(versions.section(versions.clause(versions.paragraph(run))))
    assert b"javascript" not in rendered_without_attachments(versions.document(made))


def rendered_without_attachments(document: PrintDocument) -> bytes:
    return render_pdf(document, [])
