import pytest

from agreement.responsibility.facts import Ages, Dimension
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from portal.finder.answers import Field, FieldError, Person
from portal.finder.wording import (
    ARRIVALS,
    FIELD_OF,
    HOUSING,
    PERIODS,
    QUESTIONS,
    STATUSES,
    age_words,
    question_of,
    sentence,
)


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        (Ages(0, 11), "unter 12 Jahren"),
        (Ages(12, 26), "12 bis 26 Jahre"),
        (Ages(27, 120), "ab 27 Jahren"),
        (Ages(18, 18), "18 Jahre"),
        (Ages(0, 120), "jedes Alter"),
    ],
)
def test_an_age_group_reads_as_one_would_say_it(ages: Ages, words: str) -> None:
    assert age_words(ages) == words


def test_every_value_of_a_closed_set_can_be_chosen() -> None:
    assert [option.value for option in HOUSING] == Accommodation.values
    assert [option.value for option in STATUSES] == ResidenceStatus.values
    assert [option.value for option in ARRIVALS] == Arrival.values
    assert [option.value for option in PERIODS] == Period.values


def test_every_fact_the_rules_can_ask_for_has_a_question() -> None:
    assert set(FIELD_OF) == set(Dimension)
    assert set(QUESTIONS) == set(FIELD_OF.values()) == set(Field) - {Field.PERSON}


def test_a_question_speaks_of_the_person_it_is_about() -> None:
    headings = [str(question_of(Field.HOUSING, who).heading) for who in (None, *Person)]
    assert headings == [
        "Wie wohnen Sie?",
        "Wie wohnen Sie?",
        "Wie wohnt Ihr Kind?",
        "Wie wohnt die Person?",
    ]
    assert str(question_of(Field.AGE, "mich").heading) == "Wie alt sind Sie?"
    assert question_of(Field.TOPIC, "kind") == QUESTIONS[Field.TOPIC]


@pytest.mark.parametrize("field", list(Field))
def test_an_error_names_the_value_and_what_to_do(field: Field) -> None:
    words = sentence(FieldError(field, "<b>&%(x)s"))
    assert "<b>&%(x)s" in words
    assert "Bitte" in words
