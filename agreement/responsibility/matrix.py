"""Coverage as a table: age groups by accommodation and status."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agreement.responsibility.answers import Answer, merge
from agreement.responsibility.facts import Ages, Dimension
from agreement.responsibility.reasons import outcome
from agreement.responsibility.resolving import Outcome
from agreement.responsibility.study import Study

_STATE_OF_NUMBER = ("none", "one", "several")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix, over whatever is left unknown.

    `states` are those of "none", "one" and "several" that occur; `accepted` tells that each gap
    and overlap in it is accepted (and that there is one); `answers` are the distinct answers.
    """

    states: frozenset[str]
    accepted: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Age groups (rows) by accommodation and status (columns)."""

    ages: tuple[Ages, ...]
    columns: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[Ages, str, str], Cell]

    def cell(self, ages: Ages, accommodation: str, status: str) -> Cell:
        """One cell; raises KeyError for what is no row or no column."""
        return self.cells[ages, accommodation, status]


def matrix_of(study: Study, given: Mapping[Dimension, str | None]) -> Matrix:
    """The matrix for the facts given; raises ValueError for a code outside its closed set."""
    grid = study.grid
    rows = grid.age_groups()
    rest = grid.folded(
        _masks(study, one, given[one])
        for one in (Dimension.PERIOD, Dimension.MUNICIPALITY, Dimension.TOPIC)
    )
    _masks(study, Dimension.ARRIVAL, given[Dimension.ARRIVAL])
    columns, cells = [], {}
    seen: dict[tuple[int, frozenset[int]], Cell] = {}
    for accommodation, housed in grid.values[Dimension.ACCOMMODATION].items():
        for status, titled in grid.values[Dimension.STATUS].items():
            if not (accommodation and status):
                continue
            columns.append((accommodation, status))
            arrivals = grid.arrival_masks(status, given[Dimension.ARRIVAL])
            situation = frozenset(housed & titled & arrival for arrival in arrivals)
            for place, ages in enumerate(rows):
                if (place, situation) not in seen:
                    bases = grid.folded([rest, situation])
                    seen[place, situation] = _cell(study, bases, place)
                cells[ages, accommodation, status] = seen[place, situation]
    return Matrix(rows, tuple(columns), cells)


def _masks(study: Study, dimension: Dimension, code: str | None) -> Collection[int]:
    masks = study.grid.values[dimension]
    if code is None:
        return set(masks.values())
    if code not in masks:
        raise ValueError(f"Unknown {dimension}: {code!r}.")
    return (masks[code],)


def _cell(study: Study, bases: Collection[int], age_group: int) -> Cell:
    grid, looks = study.grid, study.leading.parents
    states, accepted = set(), set()
    variants: dict[int, dict[Outcome, None]] = {}
    for masks in sorted(grid.aged(bases, 1 << age_group, grid.whole[-1], looks)):
        services = study.leading.of(*study.rules_in(masks))
        states.add(_STATE_OF_NUMBER[min(len(services), 2)])
        if len(services) != 1:
            accepted.add(study.is_accepted(*masks, services))
        found = outcome(study.resolver, *study.rules_in(masks))
        variants.setdefault(found.kind, {})[found] = None
    answers = [merge([one.answer for one in same]) for same in variants.values()]
    return Cell(
        states=frozenset(states),
        accepted=accepted == {True},
        answers=tuple(sorted(answers, key=lambda answer: answer.sort_key)),
    )
