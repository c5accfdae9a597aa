"""Reads a comparison into lines: codes have their names, references their numbers. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from agreement.comparison.changes import (
    ClauseChange,
    Comparison,
    SectionChange,
)
from agreement.comparison.fields import compare_rows
from agreement.comparison.keyed import Key, fate_of, steps
from agreement.comparison.pieces import BlockChange, Fate, Piece, RunChange
from agreement.comparison.words import compare_words
from agreement.comparison_files import words
from agreement.comparison_files.lines import Line, Stay, Style, Unit
from agreement.comparison_files.sides import Sides
from agreement.exports import phrases
from agreement.snapshot import FieldSnapshot, PartySnapshot
from agreement.structured import JSONValue, StructuredField
from agreement.structured_words import field_in_words
from agreement.text.runs import Run
from agreement.wording import Words, rule_in_words

Item = TypeVar("Item")


def units_of(comparison: Comparison, sides: Sides) -> list[Unit]:
    """Return all of both texts in reading order.

    Without what is new and what arrived it is the old text, without what is gone and what
    departed the new one.
    """
    return list(_Reader(comparison, sides).units())


class _Reader:
    def __init__(self, comparison: Comparison, sides: Sides) -> None:
        self._comparison = comparison
        self._old, self._new = sides.old.words, sides.new.words

    def units(self) -> Iterator[Unit]:
        yield self._front()
        for entry in self._comparison.entries:
            stay = Stay.DEPARTED if entry.is_departure else Stay.HERE
            if entry.section.is_moved and not entry.is_departure:
                stay = Stay.ARRIVED
            yield from self._section(entry.section, stay)
        yield self._accepted()

    def _front(self) -> Unit:
        old, new = self._comparison.old, self._comparison.new
        lines = [_line(Style.TITLE, old.title, new.title)]
        lines += _facts(
            _labelled("Aktenzeichen", old.reference), _labelled("Aktenzeichen", new.reference)
        )
        pairs = [(change.old, change.new) for change in self._comparison.parties]
        lines += _list(
            phrases.PARTIES,
            [
                (_partner(before), _partner(after))
                for before, after in in_both_orders(pairs, old.parties, new.parties)
            ],
        )
        return _plain_unit("front", lines)

    def _accepted(self) -> Unit:
        old, new = self._comparison.old, self._comparison.new
        pairs = [(change.old, change.new) for change in self._comparison.accepted]
        sentences = [
            (words.accepted(before, self._old), words.accepted(after, self._new))
            for before, after in in_both_orders(pairs, old.accepted, new.accepted)
        ]
        return _plain_unit("accepted", list(_list(phrases.ACCEPTED, sentences)))

    def _section(self, section: SectionChange, stay: Stay) -> Iterator[Unit]:
        is_touched = section.fate is not Fate.SAME or section.is_moved or section.is_renumbered
        note = words.moved_section(section, stay)
        head = tuple(self._head(section))
        yield Unit(f"s-{section.slug}", "", stay, head, section.fate, is_touched, note)
        for entry in section.entries:
            change = entry.clause
            if stay is Stay.DEPARTED:
                stands = bool(change.old) and (entry.is_departure or not change.is_moved)
            else:
                stands = stay is Stay.HERE or (bool(change.new) and not entry.is_departure)
            place = Stay.ARRIVED if change.is_moved and stay is Stay.HERE else stay
            place = Stay.DEPARTED if entry.is_departure else place
            if stands:
                lines = tuple(self._clause(change))
                note = words.note_of(change, place)
                facts = (change.fate, change.is_touched, note)
                yield Unit(f"k-{change.uid}", change.uid, place, lines, *facts)

    def _head(self, section: SectionChange) -> Iterator[Line]:
        old, new = section.old, section.new
        yield _numbered_line(
            Style.SECTION,
            (old.number, old.title) if old else None,
            (new.number, new.title) if new else None,
        )
        summaries = [side.summary if side else "" for side in (old, new)]
        yield from _facts(*(_labelled(phrases.PLAIN_WORDS, text) for text in summaries))
        pairs = [(field.old, field.new) for field in section.fields]
        for before, after in in_both_orders(
            pairs, old.fields if old else (), new.fields if new else ()
        ):
            yield from self._field(before, after)

    def _field(self, old: FieldSnapshot | None, new: FieldSnapshot | None) -> Iterator[Line]:
        values = [side.value if side else [] for side in (old, new)]
        if all(isinstance(value, list) for value in values):
            changes = [(row.old, row.new) for row in compare_rows(*values)]
            pairs = [
                ([] if before is None else [before], [] if after is None else [after])
                for before, after in in_both_orders(changes, *values)
            ]
            style = Style.ITEM
        else:
            pairs, style = [(values[0], values[1])], Style.TEXT
        said = [(_said(old, one, self._old), _said(new, other, self._new)) for one, other in pairs]
        rows = [row for row in said if any(row)]
        if rows:
            before, after = (side.label if side else "" for side in (old, new))
            yield _headline(Style.FIELD, (before, after), rows)
        yield from (_line(style, *row) for row in rows)

    def _clause(self, change: ClauseChange) -> Iterator[Line]:
        old, new = change.old, change.new
        yield _numbered_line(
            Style.CLAUSE,
            (old.number, old.heading) if old else None,
            (new.number, new.heading) if new else None,
        )
        remarks = [phrases.EXPLANATORY if s and not s.is_binding else "" for s in (old, new)]
        yield from _facts(*remarks)
        for block in change.text:
            yield self._block(block)
        rules = [(rule.old, rule.new) for rule in change.rules]
        for before, after in in_both_orders(
            rules, old.rules if old else (), new.rules if new else ()
        ):
            sentences = (
                rule_in_words(before, self._old) if before else "",
                rule_in_words(after, self._new) if after else "",
            )
            yield from _facts(*(_labelled(phrases.RESPONSIBILITY, said) for said in sentences))
        plain = [side.plain if side else "" for side in (old, new)]
        yield from _facts(*(_labelled(phrases.PLAIN_WORDS, text) for text in plain))

    def _block(self, block: BlockChange) -> Line:
        pieces = tuple(each for one in block.pieces for each in self._numbered(one))
        return Line(Style.TEXT, block.fate, pieces, block.old, block.new)

    def _numbered(self, one: RunChange) -> Iterator[RunChange]:
        """Yield a reference with the number that the clause has in each text."""
        if not one.run.clause:
            yield one
            return
        old = _with_number(one.was or one.run, self._old)
        new = _with_number(one.run, self._new)
        if one.piece is Piece.REMOVED:
            yield RunChange(Piece.REMOVED, old)
        elif one.piece is Piece.ADDED:
            yield RunChange(Piece.ADDED, new)
        elif old.text != new.text:
            yield RunChange(Piece.REMOVED, old)
            yield RunChange(Piece.ADDED, new)
        else:
            yield RunChange(one.piece, new, old if one.was else None)


def in_both_orders(
    pairs: Sequence[tuple[Item | None, Item | None]], old: Sequence[Item], new: Sequence[Item]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield pairs of things so that either side is in its own order.

    What stands in another order than before goes where it stood and comes where it stands.
    """
    before, after = _places(pairs, 0, old), _places(pairs, 1, new)
    order = steps(before, after)
    moved = {step.key for step in order if step.is_departure}
    for step in order:
        one, other = pairs[step.key[1]]
        if step.is_departure:
            yield one, None
        else:
            yield (None if step.key in moved else one), other


def _places(
    pairs: Sequence[tuple[Item | None, Item | None]], side: int, items: Sequence[Item]
) -> list[Key]:
    """Return the pairs (by their place) in the order in which their things stand on a side."""
    left = [(place, pair[side]) for place, pair in enumerate(pairs) if pair[side] is not None]
    found: list[Key] = []
    for item in items:
        at = next(index for index, (_place, thing) in enumerate(left) if thing == item)
        found.append(("pair", left.pop(at)[0]))
    return found


def _plain_unit(key: str, lines: Sequence[Line]) -> Unit:
    """Return lines that are in both texts, whatever became of each."""
    is_touched = any(line.fate is not Fate.SAME for line in lines)
    fate = Fate.CHANGED if is_touched else Fate.SAME
    return Unit(key, "", Stay.HERE, tuple(lines), fate, is_touched)


def _list(label: str, rows: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """Yield sentences under a heading; on a side without any there is none."""
    if rows:
        yield _headline(Style.SECTION, (label, label), rows)
    yield from (_line(Style.ITEM, *row) for row in rows)


def _headline(style: Style, labels: tuple[str, str], rows: Sequence[tuple[str, str]]) -> Line:
    """Return the heading of some rows; on a side without any there is none."""
    has_old, has_new = (any(row[side] for row in rows) for side in (0, 1))
    return _line(style, labels[0] if has_old else "", labels[1] if has_new else "")


def _said(field: FieldSnapshot | None, value: JSONValue, labels: Words) -> str:
    if field is None:
        return ""
    return "\n".join(field_in_words(StructuredField(field.key, field.label, value), labels))


def _with_number(run: Run, labels: Words) -> Run:
    return replace(run, text=labels.clauses.get(run.clause, run.text))


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def _partner(party: PartySnapshot | None) -> str:
    if party is None:
        return ""
    deputy = f", in Vertretung: {party.deputy}" if party.deputy else ""
    return f"{party.name}, {party.role}; zeichnet durch: {party.signatory}{deputy}"


def _facts(old: str, new: str) -> Iterator[Line]:
    """Yield an aside, if either text has it."""
    if old or new:
        yield _line(Style.ASIDE, old, new)


def _numbered_line(style: Style, old: tuple[str, str] | None, new: tuple[str, str] | None) -> Line:
    """Return the heading of a section or clause: its number is another as a whole."""
    before, after = (f"{side[0]} {side[1]}".strip() if side else "" for side in (old, new))
    fate = fate_of(old, new)
    if old is None or new is None or old[0] == new[0]:
        return Line(style, fate, tuple(_pieces(before, after)))
    numbers = (RunChange(Piece.REMOVED, Run(old[0])), RunChange(Piece.ADDED, Run(new[0])))
    rest = _pieces(before.removeprefix(old[0]), after.removeprefix(new[0]))
    return Line(style, fate, (*numbers, *rest))


def _line(style: Style, old: str, new: str) -> Line:
    """Return a line of plain words; where it says nothing in a text it does not stand there."""
    fate = fate_of(old or None, new or None)
    return Line(style, fate, tuple(_pieces(old, new)))


def _pieces(old: str, new: str) -> Iterable[RunChange]:
    return (RunChange(one.piece, Run(one.text)) for one in compare_words(old, new))
