from itertools import pairwise

import pytest

from portal.finder.answers import Field, FieldError
from portal.finder.steps import Step, after, before, number, order, step_asking, to_show


def wrong(*fields: Field) -> list[FieldError]:
    return [FieldError(field, "x") for field in fields]


def test_one_is_led_from_place_to_papers_to_the_answer() -> None:
    assert [step.value for step in order(parents=False)] == [
        "ort",
        "alter",
        "anliegen",
        "wohnen",
        "status",
        "ergebnis",
    ]


def test_the_parents_are_asked_after_the_age_of_a_child() -> None:
    assert after(Step.AGE, parents=True) is Step.PARENTS
    assert after(Step.AGE, parents=False) is Step.TOPIC


@pytest.mark.parametrize("parents", [True, False])
def test_back_leads_where_one_came_from(*, parents: bool) -> None:
    for one, following in pairwise(order(parents=parents)):
        assert after(one, parents=parents) is following
        assert before(following, parents=parents) is one
    assert before(Step.PLACE, parents=parents) is None
    assert after(Step.RESULT, parents=parents) is Step.RESULT


def test_questions_are_counted_without_the_answer_page() -> None:
    assert number(Step.STATUS, parents=False) == (5, 5)
    assert number(Step.STATUS, parents=True) == (6, 6)


def test_an_earlier_question_is_put_again_when_its_answer_makes_no_sense() -> None:
    errors = wrong(Field.AGE, Field.HOUSING)
    assert to_show(Step.RESULT, errors, parents=False) is Step.AGE
    assert to_show(Step.AGE, errors, parents=False) is Step.AGE


def test_a_later_answer_that_makes_no_sense_is_not_put_first() -> None:
    assert to_show(Step.AGE, wrong(Field.STATUS), parents=False) is Step.AGE


def test_a_follow_up_that_makes_no_sense_is_put_again_with_the_answer() -> None:
    assert step_asking(Field.PERIOD) is Step.RESULT
    assert to_show(Step.RESULT, wrong(Field.PERIOD), parents=False) is Step.RESULT


def test_nobody_is_asked_for_parents_who_do_not_decide() -> None:
    assert to_show(Step.PARENTS, [], parents=False) is Step.TOPIC
    assert to_show(Step.PARENTS, [], parents=True) is Step.PARENTS


def test_every_question_asks_for_one_answer() -> None:
    asked = {step.field for step in Step if step is not Step.RESULT}
    assert asked == set(Field) - {Field.PERSON, Field.ARRIVAL, Field.PERIOD}
    assert step_asking(Field.PERSON) is Step.AGE
