"""Things of two texts paired by what they are known by."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from agreement.comparison.pieces import Fate
from agreement.comparison.sequences import longest_increasing

Item = TypeVar("Item")
Key = tuple[Hashable, int]
"""What a thing is known by, and as the how manieth with that name: drafts may hold doubles."""


def keyed(items: Iterable[Item], key: Callable[[Item], Hashable]) -> dict[Key, Item]:
    """Return things by what they are known by, in order."""
    seen: Counter[Hashable] = Counter()
    found: dict[Key, Item] = {}
    for item in items:
        name = key(item)
        found[name, seen[name]] = item
        seen[name] += 1
    return found


def fate_of(old: object | None, new: object | None) -> Fate:
    """Return what happened to a thing; None where it is not."""
    if old is None:
        return Fate.NEW
    if new is None:
        return Fate.GONE
    return Fate.SAME if old == new else Fate.CHANGED


class Step(NamedTuple):
    """A key in reading order; a departure stands where the thing was before it moved."""

    key: Key
    is_departure: bool = False


def steps(old: Sequence[Key], new: Sequence[Key]) -> list[Step]:
    """Return the keys of both in one order.

    Without what is new the departures and the rest are in the order of `old`; without departures
    and what is gone the rest is in the order of `new`. As few as possible have moved.
    """
    places = {key: place for place, key in enumerate(old)}
    shared = [key for key in new if key in places]
    stayed = [shared[place] for place in longest_increasing([places[key] for key in shared])]
    order: list[Step] = []
    old_at, new_at = 0, 0
    kept = set(new)
    for key in [*stayed, None]:
        old_next = len(old) if key is None else places[key]
        order += [Step(each, each in kept) for each in old[old_at:old_next]]
        old_at = old_next + 1
        while new_at < len(new) and new[new_at] != key:
            order.append(Step(new[new_at]))
            new_at += 1
        if key is not None:
            order.append(Step(key))
            new_at += 1
    return order


def paired(
    old: Iterable[Item], new: Iterable[Item], key: Callable[[Item], Hashable]
) -> list[tuple[Item | None, Item | None]]:
    """Return the things of both in pairs, in reading order; None where one is missing."""
    before, after = keyed(old, key), keyed(new, key)
    order = steps(list(before), list(after))
    return [(before.get(s.key), after.get(s.key)) for s in order if not s.is_departure]
