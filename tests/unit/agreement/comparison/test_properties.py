"""Whatever two texts are compared: nothing is lost, nothing invented, and it all adds up."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.comparison.applying import apply_to, undo
from agreement.comparison.comparing import compare
from agreement.comparison.fields import canonical, compare_rows
from agreement.comparison.keyed import steps
from agreement.comparison.pieces import Fate, Piece, RunChange, new_words, old_words
from agreement.comparison.sequences import longest_increasing, matches
from agreement.comparison.texts import compare_blocks, compare_runs, new_of, old_of
from agreement.comparison.words import compare_words
from agreement.snapshot import ClauseSnapshot, Snapshot, to_bytes
from agreement.text.runs import Run
from tests.unit.agreement.comparison.strategies import passages, rows, runs, snapshots, texts

Letter = tuple[str, bool, bool, str, str]


def letters(said: list[Run]) -> list[Letter]:
    """Return every character with its form: what a text says, however it is cut into runs."""
    return [
        (letter, run.bold, run.italic, run.href, run.clause) for run in said for letter in run.text
    ]


def before(pieces: tuple[RunChange, ...]) -> list[Run]:
    return [one.was or one.run for one in pieces if one.piece is not Piece.ADDED]


def after(pieces: tuple[RunChange, ...]) -> list[Run]:
    return [one.run for one in pieces if one.piece is not Piece.REMOVED]


@settings(max_examples=40)
@given(snapshots(), snapshots())
def test_applying_gives_the_new_text_and_undoing_the_old_to_the_byte(
    old: Snapshot, new: Snapshot
) -> None:
    comparison = compare(old, new)
    assert to_bytes(apply_to(old, comparison)) == to_bytes(new)
    assert to_bytes(undo(new, comparison)) == to_bytes(old)


def said(clause: ClauseSnapshot) -> object:
    return (
        clause.heading,
        clause.text,
        clause.plain,
        clause.is_binding,
        sorted(clause.rules, key=lambda rule: rule.id),
    )


@settings(max_examples=40)
@given(snapshots(), snapshots())
def test_what_came_went_and_changed_is_what_a_plain_count_finds(
    old: Snapshot, new: Snapshot
) -> None:
    comparison = compare(old, new)
    olds = {clause.uid: said(clause) for _section, clause in old.clauses()}
    news = {clause.uid: said(clause) for _section, clause in new.clauses()}
    both = olds.keys() & news.keys()
    found = {fate: {clause.uid for clause in comparison.of(fate)} for fate in Fate}
    assert found[Fate.NEW] == news.keys() - olds.keys()
    assert found[Fate.GONE] == olds.keys() - news.keys()
    assert found[Fate.CHANGED] == {uid for uid in both if olds[uid] != news[uid]}
    assert found[Fate.SAME] == {uid for uid in both if olds[uid] == news[uid]}
    assert comparison.summary.new == len(found[Fate.NEW])
    assert comparison.summary.gone == len(found[Fate.GONE])
    assert comparison.summary.changed == len(found[Fate.CHANGED])


@settings(max_examples=40)
@given(snapshots(), snapshots())
def test_a_clause_is_told_once_and_a_moved_one_is_never_new_or_gone(
    old: Snapshot, new: Snapshot
) -> None:
    told = [clause for _section, clause in compare(old, new).clauses()]
    uids = [clause.uid for clause in told]
    everywhere = {c.uid for text in (old, new) for _section, c in text.clauses()}
    assert sorted(uids) == sorted(everywhere)
    sections = [{c.uid: s.slug for s, c in text.clauses()} for text in (old, new)]
    for clause in told:
        if clause.uid in sections[0] and clause.uid in sections[1]:
            assert clause.fate in {Fate.SAME, Fate.CHANGED}
            if sections[0][clause.uid] != sections[1][clause.uid]:
                assert clause.is_moved
        else:
            assert not clause.is_moved


@settings(max_examples=40)
@given(snapshots())
def test_a_text_compared_with_itself_is_no_change(one: Snapshot) -> None:
    comparison = compare(one, one)
    assert comparison.is_nothing
    assert not comparison.touched
    assert not comparison.summary.services


@settings(max_examples=40)
@given(snapshots(), snapshots())
def test_backwards_is_the_mirror(old: Snapshot, new: Snapshot) -> None:
    there, back = compare(old, new), compare(new, old)
    for fate, mirrored in ((Fate.NEW, Fate.GONE), (Fate.CHANGED, Fate.CHANGED)):
        assert {c.uid for c in there.of(fate)} == {c.uid for c in back.of(mirrored)}
    assert there.is_nothing == back.is_nothing


@given(passages, passages)
def test_paragraphs_of_both_texts_are_all_there_with_every_letter_and_its_form(
    old: tuple, new: tuple
) -> None:
    changes = compare_blocks(old, new)
    assert (old_of(changes), new_of(changes)) == (old, new)
    for change in changes:
        assert letters(before(change.pieces)) == letters(
            list(change.old.runs if change.old else ())
        )
        assert letters(after(change.pieces)) == letters(list(change.new.runs if change.new else ()))


@given(st.lists(runs, max_size=5), st.lists(runs, max_size=5))
def test_what_is_kept_or_restyled_leads_to_the_same_place(old: list[Run], new: list[Run]) -> None:
    for one in compare_runs(old, new):
        if one.piece is Piece.RESTYLED:
            assert one.was is not None
            assert one.was != one.run
            assert replace(one.was, bold=one.run.bold, italic=one.run.italic) == one.run
        else:
            assert one.was is None


@given(st.text() | texts, st.text() | texts)
def test_leaving_out_the_added_gives_the_old_words_and_the_reverse(old: str, new: str) -> None:
    words = compare_words(old, new)
    assert (old_words(words), new_words(words)) == (old, new)
    assert all(one.text for one in words)


@given(st.lists(st.integers(0, 5), max_size=60), st.lists(st.integers(0, 5), max_size=60))
def test_stretches_in_common_are_equal_and_in_order(old: list[int], new: list[int]) -> None:
    old_at, new_at = 0, 0
    for match in matches(old, new):
        assert match.old >= old_at
        assert match.new >= new_at
        assert match.length > 0
        assert old[match.old :][: match.length] == new[match.new :][: match.length]
        old_at, new_at = match.old + match.length, match.new + match.length


@given(st.permutations(range(7)))
def test_no_longer_part_is_in_order_than_the_one_found(numbers: list[int]) -> None:
    found = [numbers[place] for place in longest_increasing(numbers)]
    assert found == sorted(found)
    longest = [1] * len(numbers)
    for place, number in enumerate(numbers):
        longest[place] = 1 + max(
            (longest[i] for i in range(place) if numbers[i] < number), default=0
        )
    assert len(found) == max(longest)


@given(st.permutations(range(6)), st.permutations(range(6)), st.integers(0, 6), st.integers(0, 6))
def test_the_common_order_holds_both_orders(
    old: list[int], new: list[int], old_length: int, new_length: int
) -> None:
    a = [(number, 0) for number in old[:old_length]]
    b = [(number, 0) for number in new[:new_length]]
    order = steps(a, b)
    moved = {step.key for step in order if step.is_departure}
    assert [s.key for s in order if not s.is_departure and s.key in b] == b
    assert [s.key for s in order if s.key in a and (s.is_departure or s.key not in moved)] == a


@given(st.lists(rows, max_size=4), st.lists(rows, max_size=4))
def test_rows_of_both_lists_are_all_there(old: list[object], new: list[object]) -> None:
    found = compare_rows(old, new)
    olds = [canonical(row.old) for row in found if row.old is not None]
    news = [canonical(row.new) for row in found if row.new is not None]
    assert sorted(olds) == sorted(map(canonical, old))
    assert sorted(news) == sorted(map(canonical, new))
    for row in found:
        same = row.old == row.new
        assert (row.fate is Fate.SAME) == same
