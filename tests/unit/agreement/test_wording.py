"""Rules as sentences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from agreement.wording import Words, rule_in_words
from agreement.wording_phrases import (
    ACCOMMODATION_PHRASES,
    ARRIVAL_PHRASES,
    PERIOD_PHRASES,
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
        (Mode.REFERS, "jmd", "verwiesen wird an: JMD."),
        (Mode.NOT, "jmd", "nicht zuständig ist der JMD."),
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
    assert _words(overrides=frozenset({"a", "b"})).endswith("Geht vor: § 2 Abs. 1 und § 1 Abs. 3.")


def test_every_code_of_the_closed_sets_has_its_phrase() -> None:
    assert set(STATUS_PHRASES) == set(ResidenceStatus.values)
    assert set(ACCOMMODATION_PHRASES) == set(Accommodation.values)
    assert set(ARRIVAL_PHRASES) == set(Arrival.values)
    assert set(PERIOD_PHRASES) == set(Period.values)
