"""The states of a process and the only ways between them. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from agreement.enums import ProcessState


class Act(StrEnum):
    """What leads a process from one state to the next."""

    CONSULT = "consult"
    BACK = "back"
    ADOPT = "adopt"
    COMPLETE = "complete"
    """The last signature; nobody decides on it."""
    DISCARD = "discard"
    FAIL = "fail"


class Actor(StrEnum):
    """Who has to act in a state."""

    COORDINATION = "coordination"
    PARTIES = "parties"
    NOBODY = "nobody"


class ForbiddenAct(Exception):
    """An act that the state of a process does not allow; it says which of the two."""

    def __init__(self, state: ProcessState, act: Act) -> None:
        super().__init__(f"{act} in {state}")
        self.state = state
        self.act = act


FIRST = ProcessState.DRAFT
"""Where every process begins."""

TRANSITIONS: Mapping[tuple[ProcessState, Act], ProcessState] = {
    (ProcessState.DRAFT, Act.CONSULT): ProcessState.CONSULTATION,
    (ProcessState.DRAFT, Act.DISCARD): ProcessState.DISCARDED,
    (ProcessState.CONSULTATION, Act.BACK): ProcessState.DRAFT,
    (ProcessState.CONSULTATION, Act.ADOPT): ProcessState.ADOPTED,
    (ProcessState.CONSULTATION, Act.DISCARD): ProcessState.DISCARDED,
    (ProcessState.ADOPTED, Act.COMPLETE): ProcessState.SIGNED,
    (ProcessState.ADOPTED, Act.FAIL): ProcessState.FAILED,
}

ACTORS: Mapping[ProcessState, Actor] = {
    ProcessState.DRAFT: Actor.COORDINATION,
    ProcessState.CONSULTATION: Actor.COORDINATION,
    ProcessState.ADOPTED: Actor.PARTIES,
}

PLANNABLE = frozenset(ACTORS)
"""The states in which occasion, deadline and the way to commence can still be changed."""


def after(state: ProcessState, act: Act) -> ProcessState:
    """Return the state to which an act leads; raises ForbiddenAct where it leads nowhere."""
    try:
        return TRANSITIONS[state, act]
    except KeyError:
        raise ForbiddenAct(state, act) from None


def acts_in(state: ProcessState) -> frozenset[Act]:
    """Return the acts that a state allows."""
    return frozenset(act for start, act in TRANSITIONS if start == state)


def is_over(state: ProcessState) -> bool:
    """Return whether a process in this state never changes again."""
    return not acts_in(state)


def actor_in(state: ProcessState) -> Actor:
    """Return who has to act in a state."""
    return ACTORS.get(state, Actor.NOBODY)
