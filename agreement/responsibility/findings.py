"""What coverage finds: cases without a leading service, and cases with several."""

from dataclasses import dataclass
from enum import StrEnum

from agreement.responsibility.answers import Answer
from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition


class FindingKind(StrEnum):
    """GAP: nobody leads. OVERLAP: several services lead at once."""

    GAP = "gap"
    OVERLAP = "overlap"


def kind_of(services: tuple[str, ...]) -> FindingKind:
    """The kind of a finding with these leading services, which are none or several."""
    return FindingKind.OVERLAP if services else FindingKind.GAP


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Cases in which a gap or an overlap is accepted.

    A case is accepted if it lies in `when`, is of the same kind and has the same leading
    `services` (sorted codes; none for a gap). With `parents` it must be one in which the age of
    the parents decides, and lies in them.
    """

    kind: FindingKind
    when: Condition
    parents: Ages | None = None
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Cases that share a gap, or an overlap of the same services.

    `when` says which: an empty set is any value, no ages are any age. `parents` is given only
    where the age of the parents decides and not all of them are meant. `services` lead at once,
    none in a gap. `answer` holds the reasons of all cases together: what supports, is referred
    to or lost in one of them stands there. `cells` is how many combinations of an age in years
    and known facts these are, leaving out the parents' age. `acceptance` is the one that accepts
    them, the first if several do; None while they are open.
    """

    kind: FindingKind
    when: Condition
    parents: Ages | None
    services: tuple[str, ...]
    answer: Answer
    cells: int
    acceptance: Acceptance | None = None
