"""A version touches what somebody follows if it says something else of it."""

from dataclasses import replace

from agreement.following.touching import touches
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.text.runs import BlockKind, Run, TextBlock

WORDS = (TextBlock(BlockKind.PARAGRAPH, (Run("Wortlaut (Beispiel)."),)),)
CLAUSE = ClauseSnapshot("k1", "§ 1 Abs. 1", "Ziele", True, WORDS, "", "substantial", "", ())
SECTION = SectionSnapshot("ziele", "general", "§ 1", "Ziele", "", (), (CLAUSE,))
OTHER = SectionSnapshot("ende", "general", "§ 2", "Ende", "", (), ())
TEXT = Snapshot("a", "Vereinbarung", "", 1, "", False, (), (SECTION, OTHER))


def with_clause(clause: ClauseSnapshot) -> Snapshot:
    return replace(TEXT, number=2, sections=(replace(SECTION, clauses=(clause,)), OTHER))


def test_every_version_touches_the_agreement() -> None:
    assert touches(TEXT, TEXT)


def test_a_new_number_alone_touches_neither_clause_nor_section() -> None:
    new = with_clause(replace(CLAUSE, number="§ 4 Abs. 1"))
    assert not touches(TEXT, new, clause="k1")
    assert not touches(TEXT, new, section="ziele")


def test_other_words_touch_the_clause_and_its_section_alone() -> None:
    new = with_clause(replace(CLAUSE, plain="Einfacher Satz (Beispiel)."))
    assert touches(TEXT, new, clause="k1")
    assert touches(TEXT, new, section="ziele")
    assert not touches(TEXT, new, section="ende")


def test_moving_a_clause_touches_it_and_both_sections() -> None:
    emptied, filled = replace(SECTION, clauses=()), replace(OTHER, clauses=(CLAUSE,))
    new = replace(TEXT, sections=(emptied, filled))
    assert touches(TEXT, new, clause="k1")
    assert touches(TEXT, new, section="ziele")
    assert touches(TEXT, new, section="ende")


def test_what_comes_and_what_goes_is_touched() -> None:
    without = replace(TEXT, sections=(OTHER,))
    assert touches(TEXT, without, clause="k1")
    assert touches(TEXT, without, section="ziele")
    assert touches(None, TEXT, clause="k1")
    assert not touches(None, without, clause="k1")
