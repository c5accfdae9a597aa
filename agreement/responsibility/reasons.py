"""The reasons of many cells together."""

from collections.abc import Iterable

from agreement.responsibility.answers import Answer, combine
from agreement.responsibility.resolving import Outcome, ParentsDecide, Resolver


def outcome(resolver: Resolver, own: int, parents: int) -> Outcome:
    """What a cell comes to, by the masks for the own age and for the parents' age."""
    found = resolver.own(own)
    return resolver.through_parents(found, parents) if isinstance(found, ParentsDecide) else found


def answer_of(resolver: Resolver, masks: Iterable[tuple[int, int]]) -> Answer:
    """One answer with the reasons of all these cells, in which the same services lead."""
    outcomes = dict.fromkeys(outcome(resolver, own, parents) for own, parents in masks)
    return combine([one.answer for one in outcomes])
