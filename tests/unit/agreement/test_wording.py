"""Rules as sentences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from agreement.wording import Words, condition_in_words, rule_in_words
from agreement.wording_phrases import (
    ACCOMMODATION_PHRASES,
    ARRIVAL_NOTES,
    ARRIVAL_PHRASES,
    PERIOD_NOTES,
    PERIOD_PHRASES,
    STATUS_NOUNS,
    STATUS_PHRASES,
)

TOWNS = {str(number): f"Ort {number}" for number in range(1, 10)}
WORDS = Words(
    services={"jmd": "JMD", "im": "Integrationsmanagement", "neu": "Neuer Dienst"},
    municipalities=TOWNS,
    topics={"arbeit": "Arbeit", "schule": "Schule"},
    clauses={"b": "§ 2 Abs. 1", "a": "§ 1 Abs. 3"},
)


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with override("de"):
        yield


def _words(mode: Mode = Mode.LEADS, service: str | None = "jmd", **values: Any) -> str:
    conditions = {k: v for k, v in values.items() if k in Condition.__dataclass_fields__}
    others = {k: v for k, v in values.items() if k not in conditions}
    rule = Rule(
        id="1", clause="c", mode=mode, service=service, when=Condition(**conditions), **others
    )
    return rule_in_words(rule, WORDS)


def test_a_rule_reads_as_one_sentence() -> None:
    assert _words(ages=Ages(12, 26), statuses=frozenset({"duldung"})) == (
        "Wer 12 bis 26 Jahre alt ist und eine Duldung hat: zuständig ist der JMD."
    )


@pytest.mark.parametrize(
    ("mode", "service", "end"),
    [
        (Mode.LEADS, "im", "zuständig ist das Integrationsmanagement."),
        (Mode.SUPPORTS, "jmd", "es unterstützt der JMD."),
        (Mode.REFERS, "jmd", "verwiesen wird weiter an: JMD."),
        (Mode.NOT, "jmd", "ausdrücklich nicht zuständig ist der JMD."),
        (Mode.LEADS, "neu", "zuständig ist Neuer Dienst."),
        (Mode.LEADS, "unbekannt", "zuständig ist unbekannt."),
        (Mode.PARENTS, None, "es zählt das Alter der Eltern."),
    ],
)
def test_every_mode_has_its_words(mode: Mode, service: str | None, end: str) -> None:
    assert _words(mode, service) == f"Für alle: {end}"


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        (Ages(27, 120), "mindestens 27 Jahre alt ist"),
        (Ages(0, 11), "höchstens 11 Jahre alt ist"),
        (Ages(27, 27), "27 Jahre alt ist"),
        (Ages(12, 26), "12 bis 26 Jahre alt ist"),
    ],
)
def test_ages_are_told_as_people_say_them(ages: Ages, words: str) -> None:
    assert f"Wer {words}:" in _words(ages=ages)


def test_all_conditions_stand_in_the_sentence() -> None:
    sentence = _words(
        arrivals=frozenset({"flucht"}),
        accommodations=frozenset({"vu", "ea"}),
        municipalities=frozenset({"1", "2"}),
        periods=frozenset({"laeuft"}),
        topics=frozenset({"schule", "arbeit"}),
    )

    assert sentence == (
        "Wer geflüchtet ist, in der Erstaufnahme oder in der vorläufigen Unterbringung wohnt, "
        "in Ort 1 oder Ort 2 wohnt, noch im Beratungszeitraum des Integrationsmanagements ist "
        "und Rat sucht zum Thema Arbeit oder Schule: zuständig ist der JMD."
    )


def test_nearly_all_municipalities_are_told_by_those_that_are_missing() -> None:
    assert _words(municipalities=frozenset(set(TOWNS) - {"3", "7"})).startswith(
        "Wer im Landkreis wohnt (außer: Ort 3 und Ort 7):"
    )


def test_nearly_all_statuses_are_told_by_those_that_are_missing() -> None:
    statuses = frozenset(set(ResidenceStatus.values) - {"duldung"})

    assert _words(statuses=statuses).startswith(
        "Wer einen Aufenthaltsstatus hat (außer: eine Duldung):"
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"valid_from": date(2025, 1, 1)}, "Gilt ab 1. Januar 2025."),
        ({"valid_until": date(2025, 12, 31)}, "Gilt bis 31. Dezember 2025."),
        (
            {"valid_from": date(2025, 1, 1), "valid_until": date(2025, 12, 31)},
            "Gilt vom 1. Januar 2025 bis 31. Dezember 2025.",
        ),
    ],
)
def test_a_limited_rule_says_since_and_until_when(days: dict[str, Any], words: str) -> None:
    assert _words(**days).endswith(f". {words}")


def test_precedence_names_the_clauses() -> None:
    assert _words(overrides=frozenset({"a", "b"})).endswith(
        "Abweichend von § 2 Abs. 1 und § 1 Abs. 3."
    )


def test_every_code_of_the_closed_sets_has_its_phrase() -> None:
    assert set(STATUS_PHRASES) == set(STATUS_NOUNS) == set(ResidenceStatus.values)
    assert set(ACCOMMODATION_PHRASES) == set(Accommodation.values)
    assert set(ARRIVAL_PHRASES) == set(ARRIVAL_NOTES) == set(Arrival.values)
    assert set(PERIOD_PHRASES) == set(PERIOD_NOTES) == set(Period.values)


@pytest.mark.parametrize(
    ("when", "parents", "words"),
    [
        (
            Condition(
                ages=Ages(12, 26),
                statuses=frozenset({"duldung"}),
                municipalities=frozenset({"3"}),
                topics=frozenset({"arbeit"}),
            ),
            None,
            "12 bis 26 Jahre mit Duldung in Ort 3, Anliegen Arbeit",
        ),
        (Condition(), None, "Alle Fälle"),
        (Condition(ages=Ages(0, 120)), Ages(0, 120), "Alle Fälle"),
        (Condition(ages=Ages(27, 120)), None, "Ab 27 Jahren"),
        (Condition(ages=Ages(0, 11)), Ages(27, 120), "Bis 11 Jahre, Eltern ab 27 Jahren"),
        (Condition(ages=Ages(0, 11)), Ages(12, 26), "Bis 11 Jahre, Eltern bis 26 Jahre"),
        (Condition(ages=Ages(0, 11)), Ages(12, 120), "Bis 11 Jahre"),
        (Condition(statuses=frozenset({"duldung"})), None, "Mit Duldung"),
        (
            Condition(statuses=frozenset(set(ResidenceStatus.values) - {"duldung", "unklar"})),
            None,
            "Mit jedem Aufenthaltsstatus außer Duldung und keinen oder unklaren Papieren",
        ),
        (
            Condition(municipalities=frozenset(set(TOWNS) - {"3", "7"})),
            None,
            "Im Landkreis außer in Ort 3 und Ort 7",
        ),
        (
            Condition(
                arrivals=frozenset({"flucht"}),
                accommodations=frozenset({"ea", "vu"}),
                periods=frozenset({"laeuft"}),
            ),
            None,
            "Geflüchtet, in der Erstaufnahme oder in der vorläufigen Unterbringung, "
            "im Beratungszeitraum des Integrationsmanagements",
        ),
    ],
)
def test_a_condition_reads_as_somebody_would_say_it(
    when: Condition, parents: Ages | None, words: str
) -> None:
    assert condition_in_words(when, WORDS, parents) == words
