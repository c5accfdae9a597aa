"""Two texts that come from one: what only one side changed is taken, the rest is asked."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.identity import Stored
from agreement.merging.choices import ORDER, THERE, Choice, merged_clauses, undecided
from agreement.merging.threeway import PARTS, Side, merge_clauses, woven

WORDS = ("Alle", "Jugendliche", "Erwachsene", "Familien")


def clause(uid: str, **values: Any) -> Stored:
    facts = {"heading": "Wer", "text": "<p>Alle.</p>", "kind": "binding", "plain": "", "rules": []}
    facts |= {"claim": "", "change": "substantial", "change_reason": ""}
    return {"type": "clause", "id": uid, "value": {**facts, **values}}


def texts(stored: list[Stored]) -> dict[str, str]:
    return {one["id"]: one["value"]["text"] for one in stored}


def test_what_two_people_changed_in_different_clauses_is_both_taken() -> None:
    base = [clause("a"), clause("b")]
    merge = merge_clauses(
        base,
        [clause("a", text="<p>Ihres.</p>"), clause("b")],
        [clause("a"), clause("b", text="<p>Meines.</p>")],
    )

    assert not merge.needs_decision
    assert texts(merged_clauses(merge, {})) == {"a": "<p>Ihres.</p>", "b": "<p>Meines.</p>"}


def test_different_parts_of_one_clause_are_taken_from_both() -> None:
    merge = merge_clauses(
        [clause("a")], [clause("a", heading="Wer kommt")], [clause("a", plain="Für alle.")]
    )

    [merged] = merged_clauses(merge, {})
    assert merged["value"]["heading"] == "Wer kommt"
    assert merged["value"]["plain"] == "Für alle."


def test_the_same_part_changed_twice_is_asked_and_may_be_written_anew() -> None:
    merge = merge_clauses(
        [clause("a")], [clause("a", text="<p>Ihres.</p>")], [clause("a", text="<p>Meines.</p>")]
    )

    assert undecided(merge, {}) == [("a", "text")]
    with pytest.raises(ValueError, match="decided"):
        merged_clauses(merge, {})
    for choice, text in (
        (Choice(Side.THEIRS), "<p>Ihres.</p>"),
        (Choice(Side.MINE), "<p>Meines.</p>"),
        (Choice(Side.MINE, "<p>Beides.</p>"), "<p>Beides.</p>"),
    ):
        [merged] = merged_clauses(merge, {("a", "text"): choice})
        assert merged["value"]["text"] == text


def test_the_marks_of_the_editor_are_no_change() -> None:
    merge = merge_clauses(
        [clause("a")],
        [clause("a", text='<p data-block-key="x1">Alle.</p>')],
        [clause("a", text='<p data-block-key="y2">Alle.</p>', change_reason="\r\n")],
    )

    assert not merge.needs_decision


def test_a_clause_that_one_deleted_and_the_other_left_alone_is_gone() -> None:
    both = [clause("a"), clause("b")]
    assert [c["id"] for c in merged_clauses(merge_clauses(both, both, both[:1]), {})] == ["a"]
    assert [c["id"] for c in merged_clauses(merge_clauses(both, both[1:], both), {})] == ["b"]


@pytest.mark.parametrize("deleted_by_me", [True, False])
def test_a_clause_that_one_deleted_and_the_other_changed_is_asked(deleted_by_me: bool) -> None:
    changed = [clause("a", text="<p>Neu.</p>")]
    sides = (changed, []) if deleted_by_me else ([], changed)
    merge = merge_clauses([clause("a")], *sides)

    assert undecided(merge, {}) == [("a", THERE)]
    keep, drop = (Side.THEIRS, Side.MINE) if deleted_by_me else (Side.MINE, Side.THEIRS)
    assert merged_clauses(merge, {("a", THERE): Choice(keep)}) == changed
    assert merged_clauses(merge, {("a", THERE): Choice(drop)}) == []


def test_ones_own_wording_of_a_clause_that_moved_away_becomes_a_new_clause() -> None:
    merge = merge_clauses([clause("a")], [], [clause("a", text="<p>Meines.</p>")])

    [kept] = merged_clauses(merge, {("a", THERE): Choice(Side.MINE)}, {"a": "§ 5 Abs. 1"})

    assert kept["id"] != "a"
    assert kept["value"]["text"] == "<p>Meines.</p>"


def test_new_clauses_of_both_stand_where_they_were_put() -> None:
    base = [clause("a"), clause("b")]
    merge = merge_clauses(base, [*base, clause("theirs")], [base[0], clause("mine"), base[1]])

    merged = [c["id"] for c in merged_clauses(merge, {})]
    assert merged == ["a", "mine", "b", "theirs"]


def test_the_order_of_whoever_changed_it_stands_and_two_orders_are_asked() -> None:
    a, b, c = clause("a"), clause("b"), clause("c")
    one = merge_clauses([a, b, c], [c, a, b], [a, b, c])
    assert [each["id"] for each in merged_clauses(one, {})] == ["c", "a", "b"]

    two = merge_clauses([a, b, c], [c, a, b], [b, a, c])
    assert undecided(two, {}) == [("", ORDER)]
    chosen = merged_clauses(two, {("", ORDER): Choice(Side.MINE)})
    assert [each["id"] for each in chosen] == ["b", "a", "c"]


def test_without_a_known_base_every_difference_is_asked() -> None:
    merge = merge_clauses(None, [clause("a"), clause("b")], [clause("a", heading="Anders")])

    assert set(undecided(merge, {})) == {("a", "heading"), ("b", THERE)}


uids = st.lists(st.sampled_from("abcdef"), unique=True)


@st.composite
def sides(draw: Any) -> tuple[list[Stored], list[Stored], list[Stored]]:
    """Return a text, and what two people made of it."""
    base = [clause(uid) for uid in draw(uids)]
    return base, _edited(draw, base, "g"), _edited(draw, base, "h")


def _edited(draw: Any, base: list[Stored], new: str) -> list[Stored]:
    edited = [copy.deepcopy(one) for one in base if draw(st.booleans())]
    for one in edited:
        if draw(st.booleans()):
            one["value"]["text"] = f"<p>{draw(st.sampled_from(WORDS))}.</p>"
    edited = draw(st.permutations(edited))
    return [*edited, *([clause(new, text=f"<p>{new}</p>")] if draw(st.booleans()) else [])]


@given(sides())
def test_no_change_of_either_side_goes_without_being_asked(
    texts_of_all: tuple[list[Stored], list[Stored], list[Stored]],
) -> None:
    base, theirs, mine = texts_of_all
    merge = merge_clauses(base, theirs, mine)
    asked = set(undecided(merge, {}))
    everything = {key: Choice(Side.MINE) for key in asked}
    found = {one["id"]: one["value"] for one in merged_clauses(merge, everything)}
    old = {one["id"]: one["value"] for one in base}

    for side in (theirs, mine):
        for one in side:
            before = old.get(one["id"], {})
            for part in PARTS:
                was, now = before.get(part), one["value"].get(part)
                if was != now and not {(one["id"], part), (one["id"], THERE)} & asked:
                    assert found[one["id"]].get(part) == now
    assert len(found) == len(set(found))


@given(sides())
def test_merging_with_an_unchanged_side_gives_the_other_side(
    texts_of_all: tuple[list[Stored], list[Stored], list[Stored]],
) -> None:
    base, theirs, _mine = texts_of_all
    for merge in (merge_clauses(base, theirs, base), merge_clauses(base, base, theirs)):
        assert not merge.needs_decision
        assert merged_clauses(merge, {}) == theirs


@given(uids, uids)
def test_weaving_keeps_the_first_order_and_everything_of_both(
    first: list[str], second: list[str]
) -> None:
    result = woven(first, second)

    assert [uid for uid in result if uid in first] == first
    assert sorted(result) == sorted({*first, *second})
