"""An agreed case asked anew: do these rules still give the answer that was agreed on?"""

from dataclasses import dataclass

from agreement.responsibility.answers import Answer, Routing, ServiceAnswer
from agreement.responsibility.facts import Case
from agreement.responsibility.routing import RuleBook


@dataclass(frozen=True, slots=True)
class Expected:
    """Which services lead and support in a case, by code; none leading is a gap agreed on."""

    leads: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()

    def is_met_by(self, answer: Answer) -> bool:
        """Whether an answer names just these services."""
        return (_codes(answer.leads), _codes(answer.supports)) == (self.leads, self.supports)


@dataclass(frozen=True, slots=True)
class Replay:
    """What the rules say about a case, beside what was agreed."""

    expected: Expected
    routing: Routing

    @property
    def differing(self) -> tuple[Answer, ...]:
        """The possible answers that are not the agreed one."""
        return tuple(a for a in self.routing.possible if not self.expected.is_met_by(a))

    @property
    def passes(self) -> bool:
        """Whether the case comes out as agreed, whatever its unknown facts may be."""
        return bool(self.routing.possible) and not self.differing


def replay(book: RuleBook, case: Case, expected: Expected) -> Replay:
    """Ask a case again. Raises ValueError for a code that is not in its closed set."""
    return Replay(expected, book.route(case))


def _codes(services: tuple[ServiceAnswer, ...]) -> frozenset[str]:
    return frozenset(one.service for one in services)
