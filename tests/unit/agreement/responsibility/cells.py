"""Every cell of the small world, and which of them a condition means, read naively."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from agreement.responsibility.facts import SET_DIMENSIONS, Ages, Dimension
from agreement.responsibility.findings import Acceptance, FindingKind
from agreement.responsibility.rules import Condition, Mode, Rule
from tests.unit.agreement.responsibility.oracle import Cell, Told, decide, matches, tell
from tests.unit.agreement.responsibility.strategies import TODAY, UNIVERSE

# Ages at which nothing in the small world can change more than once, and the ends.
AGES = [0, *range(8, 18), 120]
PARENTS = [*range(12, 18), 120]


def valid(rules: Iterable[Rule]) -> list[Rule]:
    """The rules of the day."""
    return [
        one
        for one in rules
        if (one.valid_from is None or one.valid_from <= TODAY)
        and (one.valid_until is None or one.valid_until >= TODAY)
    ]


def cells(arrivals: Mapping[str, str], parents: Sequence[int] = PARENTS) -> Iterator[Cell]:
    """Every cell that can be, at telling ages."""
    sets = [UNIVERSE[one] for one in SET_DIMENSIONS]
    for age, parent, *codes in product(AGES, parents, *sets):
        cell = {Dimension.AGE: age, Dimension.PARENT_AGE: parent}
        cell |= dict(zip(SET_DIMENSIONS, codes, strict=True))
        if is_possible(cell, arrivals):
            yield cell


def is_possible(cell: Cell, arrivals: Mapping[str, str]) -> bool:
    """Whether somebody of this status can have come like this."""
    implied = arrivals.get(str(cell[Dimension.STATUS]))
    return implied in (None, cell[Dimension.ARRIVAL])


def holds(when: Condition, parents: Ages | None, cell: Cell) -> bool:
    """Whether a cell lies in a condition."""
    parent = int(cell[Dimension.PARENT_AGE])
    if parents is not None and not parents.low <= parent <= parents.high:
        return False
    anybody = Rule("x", "x", Mode.LEADS, "x", when)
    return matches(anybody, cell, int(cell[Dimension.AGE]))


def parents_decide(rules: list[Rule], cell: Cell) -> bool:
    """Whether the age of the parents decides a cell."""
    return not isinstance(decide(rules, cell, int(cell[Dimension.AGE]), frozenset()), Told)


def leading(rules: list[Rule], cell: Cell) -> tuple[str, ...]:
    """Who leads in a cell, sorted."""
    return tuple(sorted(service for service, _ in tell(rules, cell).key[1]))


def accepting(acceptances: Iterable[Acceptance], rules: list[Rule], cell: Cell) -> list[Acceptance]:
    """The acceptances that hold a cell, whose finding is given by who leads in it."""
    services = leading(rules, cell)
    kind = FindingKind.OVERLAP if services else FindingKind.GAP
    by_parents = parents_decide(rules, cell)
    return [
        one
        for one in acceptances
        if one.kind is kind
        and one.services == services
        and (one.parents is None or by_parents)
        and holds(one.when, one.parents, cell)
    ]


def count(when: Condition, arrivals: Mapping[str, str]) -> int:
    """How many combinations of an age in years and codes a condition means, one by one."""
    sets = [UNIVERSE[one] for one in SET_DIMENSIONS]
    found = 0
    for codes in product(*sets):
        cell = dict(zip(SET_DIMENSIONS, codes, strict=True)) | {Dimension.PARENT_AGE: 30}
        if is_possible(cell, arrivals):
            found += sum(holds(when, None, {**cell, Dimension.AGE: age}) for age in range(121))
    return found
