"""Coverage as pages ask for it: computed once for the same rules, day and acceptances."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agreement.coverage.by_day import DayFindings, findings_by_day
from agreement.reading import ClosedSets, book_of
from agreement.responsibility.coverage import Coverage, coverage
from agreement.responsibility.findings import Acceptance
from agreement.responsibility.rules import Rule


@lru_cache(maxsize=128)
def _coverage(
    rules: tuple[Rule, ...], day: date, sets: ClosedSets, acceptances: tuple[Acceptance, ...]
) -> Coverage:
    return coverage(book_of(rules, day, sets), acceptances)


@dataclass(frozen=True)
class Rules:
    """The rules of a text among the closed sets of today, with what its partners accept.

    Every method raises ValueError for rules that contradict each other.
    """

    rules: tuple[Rule, ...]
    sets: ClosedSets
    acceptances: tuple[Acceptance, ...] = ()

    def on(self, day: date, known: tuple[Acceptance, ...] | None = None) -> Coverage:
        """Return the coverage on a day; `known` stands in for what is accepted."""
        accepted = self.acceptances if known is None else known
        return _coverage(self.rules, day, self.sets, accepted)

    def by_day(self, days: list[date]) -> tuple[list[DayFindings], tuple[Acceptance, ...]]:
        """Return what is open from each day on, and the acceptances that accept nothing."""
        return findings_by_day(days, self.acceptances, self.on)
