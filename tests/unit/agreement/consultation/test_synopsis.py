"""The rows of a synopsis."""

from typing import Any

from agreement.comparison.pieces import Piece
from agreement.comparison.texts import new_of, old_of
from agreement.consultation.synopsis import Said, Wanted, synopsis_rows
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.text.runs import BlockKind, Run, TextBlock

HERE, THERE = "11111111-0000-4000-8000-000000000000", "22222222-0000-4000-8000-000000000000"


def block(*runs: str | Run) -> TextBlock:
    made = tuple(run if isinstance(run, Run) else Run(run) for run in runs)
    return TextBlock(BlockKind.PARAGRAPH, made)


def clause(uid: str, number: str, *blocks: TextBlock, heading: str = "Ziel") -> ClauseSnapshot:
    return ClauseSnapshot(
        uid=uid,
        number=number,
        heading=heading,
        is_binding=True,
        text=blocks,
        plain="",
        change="substantial",
        change_reason="",
        rules=(),
    )


def section(slug: str, *clauses: ClauseSnapshot) -> SectionSnapshot:
    facts: dict[str, Any] = dict.fromkeys(SectionSnapshot.__dataclass_fields__, "")
    facts |= {"slug": slug, "title": slug.title(), "fields": (), "clauses": clauses}
    return SectionSnapshot(**facts)


def text(*sections: SectionSnapshot) -> Snapshot:
    facts: dict[str, Any] = dict.fromkeys(Snapshot.__dataclass_fields__, ())
    return Snapshot(**(facts | {"sections": sections}))


def said(uuid: str, at: str, **facts: Any) -> Said:
    given = {"organisation": HERE, "organisation_name": "Hier", "kind": "remark", **facts}
    return Said(uuid=uuid, clause=at, **given)


ROUND = text(
    section(
        "eins", clause("a", "§ 1", block("Alle, die neu sind.")), clause("b", "§ 2", block("B"))
    ),
    section("zwei", clause("c", "§ 3", block("Siehe ", Run("§ 1", clause="a"), "."))),
)


def test_the_whole_text_comes_first_then_the_clauses_of_which_something_is_said_in_order() -> None:
    rows = synopsis_rows(
        ROUND, [said("1", "c"), said("2", "a"), said("3", ""), said("4", "a")], None
    )
    assert [(row.number, [one.said.uuid for one in row.entries]) for row in rows] == [
        ("", ["3"]),
        ("§ 1", ["2", "4"]),
        ("§ 3", ["1"]),
    ]


def test_a_proposal_is_shown_as_changes_of_the_wording_that_give_both_back() -> None:
    proposal = (block("Alle, die noch neu sind."),)
    (row,) = synopsis_rows(ROUND, [said("1", "a", proposal=proposal)], None)
    changes = row.entries[0].proposal
    assert (old_of(changes), new_of(changes)) == (row.wording, proposal)


def test_a_proposal_for_a_clause_that_is_gone_is_new_text_wherever_it_was_carried_to() -> None:
    proposal = (block("Anders."),)
    moved = {"proposal": proposal, "is_moved": True}
    for row in synopsis_rows(ROUND, [said("1", "a", **moved), said("2", "", **moved)], None):
        pieces = {one.piece for change in row.entries[0].proposal for one in change.pieces}
        assert pieces == {Piece.ADDED}


def test_a_quote_that_does_not_stand_in_the_text_is_marked() -> None:
    found = [said("1", "a", quote="die neu sind"), said("2", "a", quote="die alt sind")]
    (row,) = synopsis_rows(ROUND, found, None)
    assert [one.quote_is_gone for one in row.entries] == [False, True]


def test_each_clause_says_how_it_reads_now() -> None:
    now = text(
        section(
            "eins", clause("a", "§ 1", block("Alle, die sehr neu sind."), heading="Zielgruppe")
        ),
        section("zwei", clause("c", "§ 2", block("Siehe ", Run("§ 1", clause="a"), "."))),
    )
    changed, gone, same = synopsis_rows(ROUND, [said(at, at) for at in "abc"], now)
    assert changed.outcome
    assert gone.outcome
    assert same.outcome
    assert new_of(changed.outcome.changes) == (block("Alle, die sehr neu sind."),)
    assert not changed.outcome.is_same
    assert gone.outcome.is_gone
    assert (same.outcome.is_same, same.outcome.number) == (True, "§ 2")


def test_a_reference_to_a_clause_that_got_another_number_is_no_change_of_words() -> None:
    now = text(
        section("eins", clause("x", "§ 1", block("Neu.")), clause("a", "§ 2", block("A"))),
        section("zwei", clause("c", "§ 3", block("Siehe ", Run("§ 1", clause="a"), "."))),
    )
    (row,) = synopsis_rows(ROUND, [said("1", "c")], now)
    assert row.outcome
    assert {one.piece for change in row.outcome.changes for one in change.pieces} == {Piece.KEPT}


def test_one_sees_the_open_ones_those_of_an_organisation_or_of_a_section() -> None:
    everything = [
        said("1", "a"),
        said("2", "a", result="adopted"),
        said("3", "c", organisation=THERE),
        said("4", "c", is_asked_again=True),
        said("5", ""),
    ]

    def seen(**wanted: Any) -> list[str]:
        rows = synopsis_rows(ROUND, everything, None, Wanted(**wanted))
        return [one.said.uuid for row in rows for one in row.entries]

    assert seen() == ["5", "1", "2", "3", "4"]
    assert seen(only_open=True) == ["5", "1", "3"]
    assert seen(organisation=THERE) == ["3"]
    assert seen(section="eins") == ["1", "2"]
    assert seen(section="zwei", only_open=True) == ["3"]
