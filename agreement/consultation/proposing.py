"""Another wording for a clause, written in plain lines, with the form of the old one kept. Pure.

Plain lines hold no bold, italic or links. What somebody leaves as it was keeps its form, so that
the comparison with the old wording shows what they changed and nothing else.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from agreement.comparison.pieces import BlockChange, Piece
from agreement.comparison.texts import compare_blocks
from agreement.importing.notation import blocks_of_lines, lines_of_blocks
from agreement.text.runs import Run, TextBlock, blocks_from_data

_PLAIN = Run("")
_CHARACTERS = re.compile(r"\s+|\S")
"""Blanks in a row count as one: plain lines have no others."""

NumberOf = Callable[[str], str]


def as_read(text: Sequence[TextBlock], number_of: NumberOf) -> tuple[TextBlock, ...]:
    """Return a wording as it is read: references say the number of their clause in this text."""
    return tuple(
        replace(block, runs=tuple(_read_run(run, number_of) for run in block.runs))
        for block in text
    )


def _read_run(run: Run, number_of: NumberOf) -> Run:
    return replace(run, text=number_of(run.clause)) if run.clause else run


def proposal_lines(data: Iterable[Mapping[str, Any]]) -> str:
    """Return another wording that is kept as JSON data in plain lines again."""
    return lines_of_blocks(blocks_from_data(data))


def proposed_blocks(old: Sequence[TextBlock], lines: str) -> tuple[TextBlock, ...]:
    """Return the blocks of plain lines; what stands in the old wording keeps its form."""
    flattened = [_flattened(block) for block in old]
    changes = compare_blocks([each.plain for each in flattened], blocks_of_lines(lines))
    before = iter(flattened)
    found = []
    for change in changes:
        origin = next(before) if change.old is not None else None
        if change.new is not None:
            found.append(_dressed(change, change.new, origin))
    return tuple(found)


@dataclass(frozen=True)
class _Flattened:
    """A block as plain lines show it, and where each of its characters comes from."""

    block: TextBlock
    plain: TextBlock
    origins: tuple[tuple[int, str], ...]
    """For each character the place of its run, and what stood there."""


def _flattened(block: TextBlock) -> _Flattened:
    origins = [
        (place, character)
        for place, run in enumerate(block.runs)
        for character in _CHARACTERS.findall(run.text)
    ]
    text = "".join(" " if character.isspace() else character for _place, character in origins)
    return _Flattened(block, replace(block, runs=(Run(text),)), tuple(origins))


def _dressed(change: BlockChange, new: TextBlock, origin: _Flattened | None) -> TextBlock:
    """Return a new block with the form of what it shares with the old one."""
    if origin is None:
        return new
    if new == origin.plain:
        return origin.block
    characters = list(_characters(change, origin))
    whole = _whole_links(origin, characters)
    forms: dict[int | None, Run] = {None: _PLAIN}
    forms |= {
        place: _form(run, is_whole=place in whole) for place, run in enumerate(origin.block.runs)
    }
    pieces = (
        (forms[place], "".join(character for _place, character in group))
        for place, group in groupby(characters, key=itemgetter(0))
    )
    runs = (
        replace(form, text="".join(text for _form, text in group))
        for form, group in groupby(pieces, key=itemgetter(0))
    )
    return replace(new, runs=tuple(runs))


def _characters(change: BlockChange, origin: _Flattened) -> Iterator[tuple[int | None, str]]:
    """Yield the characters of the new block, each with the old run that it comes from."""
    before = iter(origin.origins)
    for piece in change.pieces:
        for character in piece.run.text:
            if piece.piece is Piece.ADDED:
                yield None, character
            elif piece.piece is Piece.REMOVED:
                next(before)
            else:
                yield next(before)


def _whole_links(
    origin: _Flattened, characters: Iterable[tuple[int | None, str]]
) -> frozenset[int]:
    """Return the runs that are there to their last character: half a link leads nowhere."""
    kept = Counter(place for place, _character in characters)
    were = Counter(place for place, _character in origin.origins)
    return frozenset(place for place, count in were.items() if kept[place] == count)


def _form(run: Run, *, is_whole: bool) -> Run:
    return replace(run, text="") if is_whole else replace(run, text="", clause="", href="")
