"""Impact: the cases whose leading services change from one rule book to another."""

from collections.abc import Iterable
from dataclasses import dataclass

from agreement.responsibility.answers import Answer
from agreement.responsibility.facts import Ages
from agreement.responsibility.grid import Box, Grid, rules_layer
from agreement.responsibility.leading import Leading, Services
from agreement.responsibility.partition import NOTHING, Partition
from agreement.responsibility.reasons import answer_of
from agreement.responsibility.resolving import Resolver
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Condition

__all__ = ["Change", "impact", "in_municipality"]


@dataclass(frozen=True, slots=True)
class Change:
    """Cases in which other services lead than before, grouped like findings.

    `before` and `after` hold the reasons of all these cases together. `parents` is given only
    where the age of the parents decides, and `cells` leaves it out.
    """

    when: Condition
    parents: Ages | None
    before: Answer
    after: Answer
    cells: int

    @property
    def losing(self) -> Services:
        """The services that led before and do not lead any more."""
        return tuple(sorted(_leading(self.before) - _leading(self.after)))

    @property
    def gaining(self) -> Services:
        """The services that lead now and did not before."""
        return tuple(sorted(_leading(self.after) - _leading(self.before)))


def impact(old: RuleBook, new: RuleBook) -> tuple[Change, ...]:
    """Every case whose leading services change, in the fewest groups, the largest first.

    No case lies in two of them. Raises ValueError if the books know other closed sets.
    """
    return _Comparison(old, new).changes()


def in_municipality(changes: Iterable[Change], municipality: str) -> tuple[Change, ...]:
    """The changes that touch people of a municipality."""
    return tuple(
        one
        for one in changes
        if not one.when.municipalities or municipality in one.when.municipalities
    )


def _leading(answer: Answer) -> set[str]:
    return {one.service for one in answer.leads}


class _Comparison:
    """Two rule books in one grid: the old rules in the lower bits, the new ones above."""

    def __init__(self, old: RuleBook, new: RuleBook) -> None:
        self._old, self._new = Leading(old.compiled), Leading(new.compiled)
        self._resolvers = Resolver(old.compiled), Resolver(new.compiled)
        self._shift = len(old.compiled.rules)
        self._lower = old.compiled.everything
        self._relevant = self._old.relevant | self._new.relevant << self._shift
        self._looks = self._old.parents | self._new.parents << self._shift
        layers = [rules_layer(old.compiled), rules_layer(new.compiled)]
        self._grid = Grid(layers, self._relevant, new.arrivals)
        self._numbers: dict[tuple[Services, Services], int] = {}

    def changes(self) -> tuple[Change, ...]:
        partition = Partition(self._grid, self._judge, self._relevant, self._looks)
        services = {number: each for each, number in self._numbers.items()}
        found = [
            (-self._grid.cells(box), services[number], box)
            for number, boxes in partition.boxes().items()
            for box in boxes
        ]
        return tuple(self._change(box, -cells) for cells, _, box in sorted(found))

    def _judge(self, own: int, parents: int) -> int:
        shift = self._shift
        before = self._old.of(own & self._lower, parents & self._lower)
        after = self._new.of(own >> shift, parents >> shift)
        if before == after:
            return NOTHING
        return self._numbers.setdefault((before, after), len(self._numbers) + 1)

    def _change(self, box: Box, cells: int) -> Change:
        when, parents = self._grid.condition(box)
        masks = sorted(self._grid.masks(box, self._looks))
        before, after = self._resolvers
        lower, shift = self._lower, self._shift
        return Change(
            when=when,
            parents=parents,
            before=answer_of(before, {(own & lower, other & lower) for own, other in masks}),
            after=answer_of(after, {(own >> shift, other >> shift) for own, other in masks}),
            cells=cells,
        )
