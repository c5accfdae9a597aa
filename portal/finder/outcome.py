"""What the rules' answers mean for a visitor: whom to go to, or what to ask first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from agreement.responsibility.answers import Answer, Routing, ServiceAnswer, Verdict
from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.routing import RuleBook


class State(Enum):
    """How sure the answer is.

    SETTLED: one service leads. OVERLAP: several do. GAP: none does. OPEN: it depends on
    something that is not known yet.
    """

    SETTLED = "settled"
    OVERLAP = "overlap"
    GAP = "gap"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Named:
    """A service the rules name, the uids of the clauses that do, and whether they do surely."""

    service: str
    clauses: tuple[str, ...]
    surely: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to tell. `leads` are possibilities only while the state is OPEN.

    `via` are the clauses by which the parents' age decides; `against` are the ids of the rules
    by which others do not count (GAP only); `ask` is the question that decides most (OPEN only);
    `perhaps_nobody` says that for some answers to it nobody would lead.
    """

    state: State
    leads: tuple[Named, ...] = ()
    supports: tuple[Named, ...] = ()
    refers: tuple[Named, ...] = ()
    via: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    ask: Dimension | None = None
    perhaps_nobody: bool = False


def outcome_of(routing: Routing) -> Outcome:
    """Sum up every possible answer.

    If all of them name the same leading services the visitor knows where to go, whatever else
    is unknown; then nothing is asked any more, and what is not sure is marked so.
    """
    possible = routing.possible
    leading = {frozenset(one.service for one in answer.leads) for answer in possible}
    leads = _named(answer.leads for answer in possible)
    state = _state(leads) if len(leading) == 1 else State.OPEN
    taken = frozenset(one.service for one in leads)
    supports = _named((answer.supports for answer in possible), besides=taken)
    taken |= {one.service for one in supports}
    return Outcome(
        state=state,
        leads=leads,
        supports=supports,
        refers=_named((answer.refers for answer in possible), besides=taken),
        via=tuple(sorted({clause for answer in possible for clause in answer.via})),
        against=_winners(possible) if state is State.GAP else (),
        ask=routing.ask if state is State.OPEN else None,
        perhaps_nobody=any(answer.verdict is Verdict.GAP for answer in possible),
    )


@lru_cache(maxsize=128)
def parents_decide(book: RuleBook, ages: Ages | None) -> bool:
    """Whether for some cases of that age the age of the parents decides.

    Kept by rules and age: the question is put for every age group on every page.
    """
    if ages is None:
        return False
    return any(answer.via for answer in book.route(Case(ages=ages)).possible)


def _state(leads: tuple[Named, ...]) -> State:
    if not leads:
        return State.GAP
    return State.SETTLED if len(leads) == 1 else State.OVERLAP


def _winners(possible: Iterable[Answer]) -> tuple[str, ...]:
    winners = (rule for answer in possible for lost in answer.lost for rule in lost.to)
    return tuple(dict.fromkeys(winners))


def _named(
    answers: Iterable[tuple[ServiceAnswer, ...]], besides: frozenset[str] = frozenset()
) -> tuple[Named, ...]:
    """The services named in any of the answers, those of the likeliest answer first."""
    every = list(answers)
    clauses: dict[str, dict[str, None]] = {}
    times: dict[str, int] = {}
    for one in (one for named in every for one in named if one.service not in besides):
        clauses.setdefault(one.service, {}).update(dict.fromkeys(one.clauses))
        times[one.service] = times.get(one.service, 0) + 1
    return tuple(
        Named(service, tuple(uids), surely=times[service] == len(every))
        for service, uids in clauses.items()
    )
