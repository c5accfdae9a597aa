"""Coverage day by day: what is open from the first day on, and what comes later. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from agreement.coverage.identity import acceptance_of
from agreement.responsibility.coverage import Coverage, coverage
from agreement.responsibility.findings import Acceptance, Finding
from agreement.responsibility.routing import RuleBook

CoverageOn = Callable[[date, tuple[Acceptance, ...]], Coverage]
"""Coverage of the same rules on a day, with what is accepted."""


@dataclass(frozen=True)
class DayFindings:
    """A day on which rules begin or end, and what is open from then on and was not before."""

    day: date
    new: tuple[Finding, ...]


def findings_by_day(
    days: Iterable[date], acceptances: Iterable[Acceptance], coverage_on: CoverageOn
) -> tuple[list[DayFindings], tuple[Acceptance, ...]]:
    """Return the open findings of each day that no day before had, and what accepts nothing.

    An acceptance is unused if it accepts no case on any of the days. The days come in order;
    what is open on one is taken as known on the next, so that each case is named once.
    """
    given = tuple(acceptances)
    known, unused = given, set(given)
    found = []
    for day in days:
        covered = coverage_on(day, known)
        found.append(DayFindings(day, covered.open))
        unused &= set(covered.unused)
        known += tuple(acceptance_of(finding) for finding in covered.open)
    return found, tuple(one for one in given if one in unused)


def open_findings(
    days: Iterable[date], acceptances: Iterable[Acceptance], book_on: Callable[[date], RuleBook]
) -> list[tuple[date, Finding]]:
    """Return every gap and overlap that nobody has accepted, with the day it begins.

    `book_on` gives the rules as they hold on a day.
    """

    def coverage_on(day: date, known: tuple[Acceptance, ...]) -> Coverage:
        return coverage(book_on(day), known)

    found, _unused = findings_by_day(days, acceptances, coverage_on)
    return [(each.day, finding) for each in found for finding in each.new]
