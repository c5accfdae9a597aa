"""Coverage: where the rules make nobody responsible, or several services at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agreement.responsibility.facts import Dimension
from agreement.responsibility.findings import Acceptance, Finding
from agreement.responsibility.matrix import Cell, Matrix, matrix_of
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.study import Study

__all__ = ["Cell", "Coverage", "Matrix", "coverage"]


@dataclass(frozen=True)
class Coverage:
    """All gaps and overlaps of a rule book, the largest first.

    `open` are not accepted, `accepted` are; no case lies in two findings. `unused` acceptances
    accept no case any more.
    """

    open: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    unused: tuple[Acceptance, ...]
    study: Study = field(repr=False, compare=False)

    def matrix(
        self,
        topic: str | None,
        municipality: str | None,
        arrival: str | None = None,
        period: str | None = None,
    ) -> Matrix:
        """All age groups and situations for what is given; None leaves a fact unknown.

        A status that implies another arrival than the one asked for has no case: its cells have
        no states. Raises ValueError for a code that is not in its closed set.
        """
        return matrix_of(
            self.study,
            {
                Dimension.TOPIC: topic,
                Dimension.MUNICIPALITY: municipality,
                Dimension.ARRIVAL: arrival,
                Dimension.PERIOD: period,
            },
        )


def coverage(book: RuleBook, acceptances: Iterable[Acceptance] = ()) -> Coverage:
    """Find every gap and every overlap of the rules, and which of them are accepted."""
    study = Study(book, tuple(acceptances))
    findings = study.findings()
    return Coverage(
        open=tuple(one for one in findings if one.acceptance is None),
        accepted=tuple(one for one in findings if one.acceptance),
        unused=tuple(study.unused()),
        study=study,
    )
