"""The PDF of a comparison can be read without colour, and says what changed and where."""

from dataclasses import replace

import pypdfium2
import pytest

from agreement.comparison.comparing import compare
from agreement.comparison_files.pdf import comparison_pdf
from agreement.comparison_files.words import counts
from agreement.snapshot import Snapshot
from agreement.text.runs import Run
from tests.factories import versions
from tests.unit.agreement.comparison_files.expected import sides


def text_of(content: bytes) -> str:
    """Return all text, as it is copied from the file; the ends of lines are spaces."""
    with pypdfium2.PdfDocument(content) as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    return " ".join(" ".join(pages).split())


def made(old: Snapshot, new: Snapshot) -> str:
    return text_of(comparison_pdf(compare(old, new), sides(old, new)))


@pytest.fixture(scope="module")
def pair() -> tuple[Snapshot, Snapshot]:
    """Two versions in which everything changed that can."""
    old = versions.everything()
    first, second = old.sections[0].clauses
    other = replace(
        first,
        heading="Zuständigkeit und Hilfe",
        number="§ 2 Abs. 2",
        rules=(),
        change_reason="Beschluss (Beispiel)",
        text=(
            versions.paragraph("Es gilt ", Run("kursiv", italic=True), " das Neue."),
            versions.paragraph("Siehe ", Run("hier", href="https://example.org/neu"), "."),
        ),
    )
    sections = (
        replace(old.sections[0], clauses=(replace(second, number="§ 1 Abs. 1"),)),
        replace(old.sections[1], clauses=(*old.sections[1].clauses, other)),
    )
    return old, replace(old, sections=sections)


@pytest.fixture(scope="module")
def shown(pair: tuple[Snapshot, Snapshot]) -> str:
    return made(*pair)


def test_what_came_and_went_has_signs_of_its_own_in_copied_text(shown: str) -> None:
    assert "[+ und Hilfe+]" in shown
    assert "[−Zuständigkeit: Wer 12 bis 26 Jahre alt ist: zuständig ist der JMD.−]" in shown
    assert "[−§ 1 Abs. 1−][+§ 2 Abs. 2+]" in shown
    assert "[−Anlage 1 Bogen−]" in shown


def test_each_change_has_a_word_beside_it(shown: str) -> None:
    for word in ("STAND HIER", "VERSCHOBEN UND GEÄNDERT", "ENTFALLEN", "ANDERE NUMMER"):
        assert word in shown
    assert "Verschoben: steht jetzt als § 2 Abs. 2." in shown
    assert "Verschoben: stand bisher als § 1 Abs. 1." in shown
    assert "Begründung: Beschluss (Beispiel)" in shown


def test_a_link_that_leads_elsewhere_is_told_with_both_addresses(shown: str) -> None:
    assert "https://example.org/neu" in shown
    assert "https://example.org/gesetz" in shown


def test_references_show_the_number_of_each_text(shown: str) -> None:
    assert "Nach [−§ 1 Abs. 1−][+§ 2 Abs. 2+] gilt dies." in shown


def test_the_front_counts_what_changed(pair: tuple[Snapshot, Snapshot], shown: str) -> None:
    assert "Vergleich: Fassung 1 und Fassung 2" in shown
    for line in counts(compare(*pair)):
        assert line in shown


def test_unchanged_clauses_are_left_out() -> None:
    kept, changed = (versions.clause(versions.paragraph(f"Satz {name}.")) for name in "AB")
    old = versions.snapshot(versions.section(kept, changed))
    other = replace(changed, text=(versions.paragraph("Satz C."),))
    new = replace(old, sections=(versions.section(kept, other),))
    text = made(old, new)
    assert "Satz A" not in text
    assert "Satz [−B−][+C+]." in text


def test_two_equal_texts_say_so() -> None:
    one = versions.everything()
    assert "Beide Texte sagen dasselbe." in made(one, one)


def test_restyled_words_say_how_they_look_now() -> None:
    old, new = (
        versions.clause(versions.paragraph("Der ", Run("JMD", bold=bold), " berät."), uid="a")
        for bold in (False, True)
    )
    texts = [versions.snapshot(versions.section(one), parties=()) for one in (old, new)]
    assert "JMD (jetzt fett) berät." in made(*texts)


def test_markup_in_the_text_is_only_text_and_strange_letters_do_not_stop_it() -> None:
    old = versions.snapshot(versions.section(versions.clause(uid="a")))
    nasty = versions.clause(versions.paragraph('#panic("x") *a* $b$ 😀 \x07'), uid="a")
    text = made(old, replace(old, sections=(versions.section(nasty),)))
    assert '#panic("x") *a* $b$' in text or "#panic(" in text
    assert "[U+1F600]" in text


def test_the_same_comparison_gives_the_same_bytes(pair: tuple[Snapshot, Snapshot]) -> None:
    first, second = (comparison_pdf(compare(*pair), sides(*pair)) for _time in range(2))
    assert first == second
    assert first.startswith(b"%PDF")
