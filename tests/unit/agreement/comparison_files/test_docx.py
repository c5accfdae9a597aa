"""Accepting all tracked changes gives the new text, rejecting all of them the old one."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from agreement.comparison.comparing import compare
from agreement.comparison_files.docx import comparison_docx
from agreement.snapshot import Snapshot
from agreement.text.runs import Run, TextBlock
from tests.factories import versions
from tests.unit.agreement.comparison.strategies import snapshots
from tests.unit.agreement.comparison_files.expected import Paragraph, paragraphs, sides
from tests.unit.agreement.comparison_files.word_reader import Read, W, WordFile


def made(old: Snapshot, new: Snapshot) -> WordFile:
    return WordFile(comparison_docx(compare(old, new), sides(old, new)))


def body(read: list[Read]) -> list[Paragraph]:
    """Return what the file says of the text: from its title to the line that ends it."""
    first = next(place for place, one in enumerate(read) if one.style == "Title")
    assert read[-1].text == "Ende des Vergleichs."
    return [(one.style, one.item and one.item[:2], one.letters) for one in read[first:-1]]


def holds(old: Snapshot, new: Snapshot) -> WordFile:
    """Check both promises, and return the file."""
    file = made(old, new)
    known = {clause.uid for text in (old, new) for _section, clause in text.clauses()}
    assert body(file.accepted()) == paragraphs(new, known)
    assert body(file.rejected()) == paragraphs(old, known)
    return file


def marks(file: WordFile, name: str) -> list[str]:
    """Return what is marked, as plain text."""
    found = file.body.iter(f"{W}{name}")
    return [text for one in found if (text := "".join(one.itertext()))]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(snapshots(), snapshots())
def test_accepting_gives_the_new_and_rejecting_the_old_text(old: Snapshot, new: Snapshot) -> None:
    holds(old, new)


def test_everything_a_version_holds_comes_through_both_ways() -> None:
    old = versions.everything()
    new = replace(old, title="Neue Vereinbarung (Beispiel)", sections=old.sections[::-1])
    file = holds(old, new)
    assert "Es gilt " in "".join(one.text for one in file.accepted())


@pytest.fixture
def old() -> Snapshot:
    return versions.everything()


def with_text(old: Snapshot, *blocks: TextBlock) -> Snapshot:
    """Return the same version with another text in its first clause."""
    section = old.sections[0]
    clause = replace(section.clauses[0], text=blocks)
    changed = replace(section, clauses=(clause, *section.clauses[1:]))
    return replace(old, sections=(changed, *old.sections[1:]))


def test_only_the_words_that_changed_are_marked(old: Snapshot) -> None:
    one = with_text(old, versions.paragraph("Der JMD berät bis 26."))
    other = with_text(old, versions.paragraph("Der JMD berät bis 27."))
    file = holds(one, other)
    assert (marks(file, "ins"), marks(file, "del")) == (["27"], ["26"])
    for mark in [*file.body.iter(f"{W}ins"), *file.body.iter(f"{W}del")]:
        assert mark.get(f"{W}author") == "Schnittstellenportal"
        assert mark.get(f"{W}date") == "2026-11-23T00:00:00Z"


def test_bold_letters_are_a_change_of_form_and_no_other_words(old: Snapshot) -> None:
    one = with_text(old, versions.paragraph("Der JMD berät."))
    other = with_text(old, versions.paragraph("Der ", Run("JMD", bold=True), " berät."))
    file = holds(one, other)
    assert not marks(file, "ins") + marks(file, "del")
    assert len(list(file.body.iter(f"{W}rPrChange"))) == 1


def test_a_link_that_leads_elsewhere_is_taken_out_and_put_in(old: Snapshot) -> None:
    one, other = (
        with_text(old, versions.paragraph("Siehe ", Run("hier", href=f"https://example.org/{to}")))
        for to in "ab"
    )
    file = holds(one, other)
    assert (marks(file, "ins"), marks(file, "del")) == (["hier"], ["hier"])


def test_a_paragraph_that_becomes_an_item_keeps_its_words(old: Snapshot) -> None:
    one = with_text(old, versions.paragraph("Beratung"), versions.paragraph("Begleitung"))
    other = with_text(old, versions.item("Beratung", numbered=True), versions.item("Begleitung"))
    file = holds(one, other)
    assert not marks(file, "ins") + marks(file, "del")


def numbers(read: list[Read]) -> list[tuple[str, str]]:
    return [(one.text, one.item[2]) for one in read if one.item and one.item[0]]


def test_an_item_put_into_a_numbered_list_belongs_to_the_same_list(old: Snapshot) -> None:
    first, middle, last = (versions.item(name, numbered=True) for name in ("A", "B", "C"))
    file = holds(with_text(old, first, last), with_text(old, first, middle, last))
    found = numbers(file.accepted())
    assert [text for text, _list in found] == ["A", "B", "C"]
    assert len({number for _text, number in found}) == 1


def test_lists_that_become_one_are_one_and_were_two(old: Snapshot) -> None:
    first, last = (versions.item(name, numbered=True) for name in ("A", "B"))
    between = versions.paragraph("Dazwischen steht etwas.")
    file = holds(with_text(old, first, between, last), with_text(old, first, last))
    assert len({number for _text, number in numbers(file.accepted())}) == 1
    assert len({number for _text, number in numbers(file.rejected())}) == 2


def test_a_moved_clause_is_marked_as_moved_with_both_ends_named_alike() -> None:
    a, b, c = (
        versions.clause(versions.paragraph(f"Satz {name}."), number=f"§ 1 Abs. {name}")
        for name in "123"
    )
    parties = (versions.party(),)
    old = versions.snapshot(versions.section(a, b, c), parties=parties)
    changed = replace(a, text=(versions.paragraph("Satz 1 und mehr."),))
    new = versions.snapshot(versions.section(b, c, changed), parties=parties)
    file = holds(old, new)
    assert "Satz 1." in "".join(marks(file, "moveFrom"))
    assert "Satz 1" in "".join(marks(file, "moveTo"))
    assert marks(file, "ins") == [" und mehr"]
    assert not marks(file, "del")
    names = [
        [one.get(f"{W}name") for one in file.body.iter(f"{W}{kind}RangeStart")]
        for kind in ("moveFrom", "moveTo")
    ]
    assert names[0] == names[1]
    assert len(names[0]) == 1


def test_every_mark_has_a_number_of_its_own_and_every_bookmark_its_name(old: Snapshot) -> None:
    new = replace(old, sections=old.sections[::-1])
    file = made(old, new)
    tags = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")
    ids = [one.get(f"{W}id") for tag in tags for one in file.body.iter(f"{W}{tag}")]
    assert len(ids) == len(set(ids))
    names = [one.get(f"{W}name") for one in file.body.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))


def test_properties_stand_in_the_order_that_the_schema_asks_for(old: Snapshot) -> None:
    one = with_text(old, versions.paragraph("Beratung"), versions.paragraph("Begleitung"))
    other = with_text(old, versions.item("Beratung", numbered=True), versions.item("Neu"))
    content = comparison_docx(compare(one, other), sides(one, other))
    order = [f"{W}{name}" for name in ("pStyle", "numPr", "rPr", "pPrChange")]
    seen = set()
    for form in WordFile(content).body.iterfind(f"{W}p/{W}pPr"):
        tags = [child.tag for child in form]
        seen |= set(tags)
        assert tags == [tag for tag in order if tag in tags]
    assert seen == set(order)
    assert docx.Document(BytesIO(content)).paragraphs[-1].text == "Ende des Vergleichs."


def test_characters_that_xml_cannot_hold_do_not_stop_the_file(old: Snapshot) -> None:
    file = made(old, with_text(old, versions.paragraph("Glocke\x07 und \ud800 Rest")))
    assert "Glocke\ufffd und" in "".join(one.text for one in file.accepted())


def test_the_same_comparison_gives_the_same_bytes(old: Snapshot) -> None:
    new = replace(old, title="Anders")
    first, second = (comparison_docx(compare(old, new), sides(old, new)) for _time in range(2))
    assert first == second
    assert etree.tostring(WordFile(first).body)
