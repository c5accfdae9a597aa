"""Which list each item of a clause's text belongs to, in the old text and in the new. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from agreement.comparison_files.lines import Line
from agreement.text.runs import BlockKind, TextBlock


class Place(NamedTuple):
    """An item of a list: which one (by number, none for bullets), and how deep."""

    number: int | None
    level: int


class Places(NamedTuple):
    """Where a line stands in lists of either text; None where it is no item, or does not stand."""

    old: Place | None
    new: Place | None


def list_places(lines: Sequence[Line], first: int) -> list[Places]:
    """Return the places of lines; numbered lists are counted from `first` on.

    A list is the same in both texts if they share an item, so that Word counts its items anew
    when some come or go.
    """
    old, new = _lists([line.old for line in lines]), _lists([line.new for line in lines])
    numbers = _Numbers(first)
    of_new = {key: numbers.next() for key in dict.fromkeys(filter(None, new))}
    of_old: dict[int, int] = {}
    for before, after in zip(old, new, strict=True):
        if before and after and before not in of_old and of_new[after] not in of_old.values():
            of_old[before] = of_new[after]
    for before in filter(None, old):
        if before not in of_old:
            of_old[before] = numbers.next()
    return [
        Places(_place(line.old_list, of_old, before), _place(line.new_list, of_new, after))
        for line, before, after in zip(lines, old, new, strict=True)
    ]


class _Numbers:
    def __init__(self, first: int) -> None:
        self._next = first

    def next(self) -> int:
        self._next += 1
        return self._next - 1


def _place(item: TextBlock | None, numbers: dict[int, int], key: int | None) -> Place | None:
    return Place(numbers[key] if key else None, item.level) if item else None


def _lists(blocks: Sequence[TextBlock | None]) -> list[int | None]:
    """Return for each numbered item the list it belongs to, from 1; None for any other.

    As on the page: a list ends at a paragraph, at an item of an outer list, and at one of its own
    level of the other kind.
    """
    found: list[int | None] = []
    open_lists: dict[int, tuple[BlockKind, int]] = {}
    last = 0
    for block in blocks:
        key = None
        if block and block.kind is BlockKind.PARAGRAPH:
            open_lists.clear()
        elif block:
            for level in [level for level in open_lists if level > block.level]:
                del open_lists[level]
            if open_lists.get(block.level, ("", 0))[0] is not block.kind:
                last += 1
                open_lists[block.level] = (block.kind, last)
            key = open_lists[block.level][1] if block.kind is BlockKind.NUMBERED else None
        found.append(key)
    return found
