from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.responsibility.facts import ANY_AGE, Ages, Case
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from portal.finder.answers import (
    LONGEST_ECHO,
    Answers,
    Field,
    FieldError,
    Parsed,
    inferred_arrival,
    parse,
)

PLACES = ("08215007", "08215106")
TOPICS = ("schule", "wohnen", "gewalt")


def read(query: dict[str, str], body: dict[str, str] | None = None) -> Parsed:
    return parse(query, body or {}, places=PLACES, topics=TOPICS)


ages = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(lambda pair: Ages(*sorted(pair)))
answers = st.builds(
    Answers,
    place=st.none() | st.sampled_from(PLACES),
    age=st.none() | ages,
    parents=st.none() | ages,
    topic=st.none() | st.sampled_from(TOPICS),
    housing=st.none() | st.sampled_from(Accommodation.values),
    status=st.none() | st.sampled_from(ResidenceStatus.values),
    arrival=st.none() | st.sampled_from(Arrival.values),
    period=st.none() | st.sampled_from(Period.values),
)


@given(answers)
def test_what_travels_in_address_and_body_together_arrives_as_it_was(known: Answers) -> None:
    query = dict(parse_qsl(known.to_query().removeprefix("?")))
    assert read(query, dict(known.to_body())) == Parsed(known)


@given(answers)
def test_an_address_never_holds_housing_papers_or_violence(known: Answers) -> None:
    pairs = parse_qsl(known.to_query().removeprefix("?"))
    assert {name for name, _value in pairs} <= {"ort", "alter", "eltern", "anliegen"}
    assert "gewalt" not in known.to_query()


@given(answers)
def test_what_may_not_stand_in_an_address_is_private(known: Answers) -> None:
    private = [known.housing, known.status, known.arrival, known.period]
    assert known.is_private == (any(private) or known.topic == "gewalt")


@given(
    st.dictionaries(st.sampled_from(list(Field)) | st.text(), st.text()),
    st.dictionaries(st.sampled_from(list(Field)) | st.text(), st.text()),
)
def test_no_text_whatsoever_makes_reading_fail(query: dict[str, str], body: dict[str, str]) -> None:
    parsed = read(query, body)
    assert all(len(error.given) <= LONGEST_ECHO for error in parsed.errors)
    assert isinstance(parsed.answers.to_case(), Case)


@given(st.sampled_from(list(Field)), st.text(min_size=1))
def test_a_value_is_taken_or_reported_but_never_dropped(field: Field, value: str) -> None:
    parsed = read({}, {field.value: value})
    is_blank = not value.strip()
    assert (parsed.answers.value(field) != "") != (parsed.error(field) is not None) or is_blank


@pytest.mark.parametrize(
    "age", ["-1", "200", "alt", "26-12", "12-", "12-26-30", "१२", "1e1", "0-121", "9" * 10_000]
)
def test_an_impossible_age_is_reported_and_stays_unknown(age: str) -> None:
    parsed = read({"alter": age})
    assert parsed.errors == (FieldError(Field.AGE, age[:LONGEST_ECHO]),)
    assert parsed.answers.age is None


@pytest.mark.parametrize(
    ("given_age", "meant"),
    [("12-26", Ages(12, 26)), ("19", Ages(19, 19)), (" 27-120 ", Ages(27, 120)), ("", None)],
)
def test_an_age_group_or_a_single_age_is_understood(given_age: str, meant: Ages | None) -> None:
    assert read({"alter": given_age}) == Parsed(Answers(age=meant))


@pytest.mark.parametrize("field", ["wohnen", "status", "gekommen", "beratung"])
def test_an_address_is_not_read_for_what_may_not_stand_there(field: str) -> None:
    assert read({field: "duldung"}) == Parsed(Answers())


def test_violence_in_an_address_is_not_read_from_there() -> None:
    assert read({"anliegen": "gewalt"}) == Parsed(Answers())
    assert read({}, {"anliegen": "gewalt"}).answers.topic == "gewalt"


def test_the_body_counts_where_both_say_something() -> None:
    parsed = read({"anliegen": "schule", "ort": "08215007"}, {"anliegen": "gewalt", "ort": ""})
    assert parsed == Parsed(Answers(topic="gewalt"))


def test_errors_come_in_the_order_of_the_questions() -> None:
    parsed = read({"anliegen": "x", "ort": "Bretten"}, {"status": "<b>", "wohnen": "zelt"})
    found = [error.field for error in parsed.errors]
    assert found == [Field.PLACE, Field.TOPIC, Field.HOUSING, Field.STATUS]


@pytest.mark.parametrize(
    ("status", "housing", "arrival"),
    [
        (None, None, None),
        ("duldung", None, "flucht"),
        ("s24", "privat", "flucht"),
        ("eu", None, "eu"),
        ("eu", "au", "eu"),
        ("spaet", None, "spaet"),
        ("ne", None, None),
        (None, "ea", "flucht"),
        (None, "vu", "flucht"),
        ("unklar", "au", "flucht"),
        (None, "privat", None),
    ],
)
def test_papers_and_then_housing_tell_as_what_somebody_came(
    status: str | None, housing: str | None, arrival: str | None
) -> None:
    assert inferred_arrival(status, housing) == arrival


def test_what_somebody_says_goes_before_what_papers_suggest() -> None:
    known = Answers(status="duldung", arrival="familie")
    assert known.to_case().arrival == "familie"


def test_the_rules_are_asked_with_everything_that_is_known() -> None:
    known = Answers("08215007", Ages(0, 11), Ages(27, 120), "schule", "au", "s24", None, "laeuft")
    assert known.to_case() == Case(
        ages=Ages(0, 11),
        parent_ages=Ages(27, 120),
        status="s24",
        accommodation="au",
        arrival="flucht",
        municipality="08215007",
        topic="schule",
        period="laeuft",
    )


def test_nothing_known_is_any_case() -> None:
    assert Answers().to_case() == Case(ages=ANY_AGE, parent_ages=ANY_AGE)


def test_a_link_for_others_holds_place_age_and_topic_alone() -> None:
    known = Answers(
        "08215007", Ages(0, 11), Ages(27, 120), "schule", "au", "s24", None, "laeuft", "kind"
    )
    assert known.shared().to_query() == "?ort=08215007&alter=0-11&anliegen=schule"
    assert known.shared().to_body() == []
    assert Answers(topic="gewalt").shared() == Answers()


def test_for_whom_somebody_asks_travels_in_the_address_and_changes_no_case() -> None:
    parsed = parse({"fuer": "kind"}, {}, places=[], topics=[])
    assert parsed.answers.to_query() == "?fuer=kind"
    assert parsed.answers.to_case() == Answers().to_case()
    assert parse({"fuer": "hund"}, {}, places=[], topics=[]).error(Field.PERSON)
