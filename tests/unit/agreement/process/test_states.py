"""A process moves along its edges alone, whatever anybody tries."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.enums import ProcessState
from agreement.process.states import (
    FIRST,
    TRANSITIONS,
    Act,
    Actor,
    ForbiddenAct,
    actor_in,
    acts_in,
    after,
    is_over,
)

DESIGNED = {
    ("draft", "consultation"),
    ("consultation", "draft"),
    ("consultation", "adopted"),
    ("adopted", "signed"),
    ("draft", "discarded"),
    ("consultation", "discarded"),
    ("adopted", "failed"),
}


def test_the_ways_are_those_of_the_design_and_no_others() -> None:
    assert {(str(start), str(end)) for (start, _act), end in TRANSITIONS.items()} == DESIGNED


@given(st.lists(st.sampled_from(list(Act)), max_size=40))
def test_no_sequence_of_acts_ever_leaves_the_edges(acts: list[Act]) -> None:
    state = FIRST
    for act in acts:
        if act not in acts_in(state):
            with pytest.raises(ForbiddenAct) as forbidden:
                after(state, act)
            assert (forbidden.value.state, forbidden.value.act) == (state, act)
            continue
        reached = after(state, act)
        assert (str(state), str(reached)) in DESIGNED
        state = reached
    assert state in ProcessState


@given(st.lists(st.sampled_from(list(Act)), max_size=40))
def test_what_is_sealed_never_becomes_a_draft_again(acts: list[Act]) -> None:
    sealed = {ProcessState.ADOPTED, ProcessState.SIGNED, ProcessState.FAILED}
    state, was_sealed = FIRST, False
    for act in acts:
        if act in acts_in(state):
            state = after(state, act)
        was_sealed |= state in sealed
        assert not was_sealed or state in sealed


@pytest.mark.parametrize(("state", "act"), list(product(ProcessState, Act)))
def test_every_act_is_either_an_edge_or_refused(state: ProcessState, act: Act) -> None:
    if (state, act) in TRANSITIONS:
        assert act in acts_in(state)
        return
    with pytest.raises(ForbiddenAct):
        after(state, act)


@pytest.mark.parametrize("state", list(ProcessState))
def test_somebody_has_to_act_until_a_process_is_over(state: ProcessState) -> None:
    assert is_over(state) == (actor_in(state) is Actor.NOBODY)
