"""A rule book and what is accepted of it, laid over each other and judged cell by cell."""

from collections.abc import Sequence

from agreement.responsibility.compiled import bits
from agreement.responsibility.findings import Acceptance, Finding, kind_of
from agreement.responsibility.grid import Box, Grid, conditions_layer, rules_layer
from agreement.responsibility.leading import Leading, Services
from agreement.responsibility.partition import NOTHING, Partition
from agreement.responsibility.reasons import answer_of
from agreement.responsibility.resolving import Resolver
from agreement.responsibility.routing import RuleBook

Reported = tuple[Services, int | None]
"""The leading services of a finding, and the bit of the acceptance that holds it."""


class Study:
    """The cells of a rule book, judged; `grid` has the rules in its lower bits."""

    def __init__(self, book: RuleBook, acceptances: Sequence[Acceptance]) -> None:
        compiled = book.compiled
        self._acceptances = acceptances
        self._shift = len(compiled.rules)
        self._rules = compiled.everything
        self._held, self._held_by_parents = self._accepting()
        self.leading = Leading(compiled)
        self.resolver = Resolver(compiled)
        self._relevant = self.leading.relevant | ((1 << len(acceptances)) - 1) << self._shift
        accepting = conditions_layer(
            [one.when for one in acceptances],
            [one.parents for one in acceptances],
            {one: list(masks) for one, masks in compiled.values.items()},
        )
        self.grid = Grid([rules_layer(compiled), accepting], self._relevant, book.arrivals)
        self._reported: dict[Reported, int] = {}
        self._used = 0

    def findings(self) -> list[Finding]:
        """Every gap and overlap, the largest first."""
        partition = Partition(self.grid, self._judge, self._relevant, self.leading.parents)
        reported = {number: one for one, number in self._reported.items()}
        found = [
            (-self.grid.cells(box), *reported[number], box)
            for number, boxes in partition.boxes().items()
            for box in boxes
        ]
        found.sort(key=lambda one: (one[0], one[1], one[3]))
        return [self._finding(box, -cells, services, held) for cells, services, held, box in found]

    def unused(self) -> list[Acceptance]:
        """The acceptances that hold no finding; known once the findings are."""
        return [
            one
            for place, one in enumerate(self._acceptances, start=self._shift)
            if not self._used >> place & 1
        ]

    def is_accepted(self, own: int, parents: int, services: Services) -> bool:
        """Whether a cell with these leading services is accepted."""
        return bool(self._accepted(own, parents, services))

    def rules_in(self, masks: tuple[int, int]) -> tuple[int, int]:
        """The bits of the rules only."""
        own, parents = masks
        return own & self._rules, parents & self._rules

    def _accepting(self) -> tuple[dict[Services, int], int]:
        """The bits of the acceptances by leading services, and of those with parents' ages."""
        held: dict[Services, int] = {}
        with_parents = 0
        for place, one in enumerate(self._acceptances, start=self._shift):
            if one.kind is kind_of(one.services):
                held[one.services] = held.get(one.services, 0) | 1 << place
            if one.parents is not None:
                with_parents |= 1 << place
        return held, with_parents

    def _judge(self, own: int, parents: int) -> int:
        services = self.leading.of(own, parents)
        if len(services) == 1:
            return NOTHING
        accepting = self._accepted(own, parents, services)
        self._used |= accepting
        first = next(bits(accepting), None)
        return self._reported.setdefault((services, first), len(self._reported) + 1)

    def _accepted(self, own: int, parents: int, services: Services) -> int:
        """The bits of the acceptances that hold a cell with these leading services."""
        accepting = own & self._held.get(services, 0)
        if accepting and self.leading.parents_decide(own):
            return accepting & parents
        return accepting & ~self._held_by_parents

    def _finding(self, box: Box, cells: int, services: Services, acceptance: int | None) -> Finding:
        when, parents = self.grid.condition(box)
        masks = self.grid.masks(box, self.leading.parents)
        held = None if acceptance is None else self._acceptances[acceptance - self._shift]
        return Finding(
            kind=kind_of(services),
            when=when,
            parents=parents,
            services=services,
            answer=answer_of(self.resolver, sorted(map(self.rules_in, masks))),
            cells=cells,
            acceptance=held,
        )
