"""What the text of a clause must say, and where text and rules part."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.clause_notes import WrittenClause, clause_notes
from agreement.demands import demands_of, missing_from, services_claimed_by
from agreement.enums import Claim
from agreement.number_words import number_word
from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.wording import Words

WORDS = Words(
    services={"mbe": "Migrationsberatung (MBE)", "jmd": "Jugendmigrationsdienst (JMD)"},
    municipalities={"1": "Bretten", "2": "Forst"},
)
NAMES = {
    "mbe": ["Migrationsberatung für erwachsene Zuwanderer (MBE)", "Migrationsberatung (MBE)"],
    "jmd": ["Jugendmigrationsdienst (JMD)"],
}
TEXT = (
    "Die Zuständigkeit des Jugendmigrationsdienstes reicht von zwölf Jahren bis zum 27. Geburtstag."
)


def _rule(mode: Mode = Mode.LEADS, service: str | None = "jmd", **when: Any) -> Rule:
    return Rule(id="1", clause="c", mode=mode, service=service, when=Condition(**when))


def _missing(text: str, *rules: Rule) -> tuple[str, ...]:
    return missing_from(text, rules, WORDS, NAMES)


def _clause(text: str, *rules: Rule, **values: Any) -> WrittenClause:
    facts = {"is_binding": True, "claim": Claim.BY_TEXT, "rule_count": len(rules), **values}
    return WrittenClause(text=text, rules=rules, **facts)


def _notes(clause: WrittenClause) -> str:
    return " ".join(clause_notes(clause, WORDS, NAMES))


def test_a_rule_tells_what_its_text_must_say() -> None:
    rule = _rule(ages=Ages(12, 26), statuses=frozenset({"duldung"}), municipalities=frozenset("1"))

    assert [demand.words for demand in demands_of(rule, WORDS, NAMES)] == [
        "zuständig ist der Jugendmigrationsdienst (JMD)",
        "ab 12 Jahren (ab dem 12. Geburtstag)",
        "bis 26 Jahre (bis zum 27. Geburtstag)",
        "Mit Duldung in Bretten",
    ]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Der JMD berät Menschen von 12 bis 26 Jahren.",
        "Der Jugendmigrationsdienst berät ab zwölf Jahren und unter siebenundzwanzig.",
        "Jugendmigrationsdienste helfen Zwölfjährigen und allen, die noch nicht 27 sind.",
    ],
)
def test_ages_and_names_are_found_in_the_ways_a_text_puts_them(text: str) -> None:
    assert _missing(text, _rule(ages=Ages(12, 26))) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ein Dienst berät von 12 bis 26 Jahren.", "Jugendmigrationsdienst"),
        ("Der Jugendmigrationsdienst berät bis zum 27. Geburtstag.", "ab 12 Jahren"),
        ("Der Jugendmigrationsdienst berät ab zwölf Jahren.", "bis 26 Jahre"),
        ("Der Jugendmigrationsdienst berät ab 112 Jahren bis 126.", "ab 12 Jahren"),
        ("Der Jugendmigrationsdienst berät nach § 12 Abs. 26.", "ab 12 Jahren"),
        ("Der Jugendmigrationsdienst berät seit dem 12. Januar 2026, bis 26.", "ab 12 Jahren"),
    ],
)
def test_a_text_without_service_or_ages_is_pointed_out(text: str, missing: str) -> None:
    assert missing in " ".join(_missing(text, _rule(ages=Ages(12, 26))))


def test_older_than_26_means_from_27() -> None:
    rule = _rule(service="mbe", ages=Ages(27, 120))

    assert _missing("Die MBE berät Menschen über 26 Jahren.", rule) == ()
    assert _missing("Die MBE berät Menschen bis 26 Jahre.", rule) != ()


def test_other_conditions_are_told_but_not_looked_for() -> None:
    assert _missing("Der JMD ist zuständig.", _rule(statuses=frozenset({"duldung"}))) == ()


def test_where_the_parents_decide_the_text_must_speak_of_parents() -> None:
    rule = _rule(Mode.PARENTS, None, ages=Ages(0, 11))

    assert _missing("Unter zwölf Jahren zählt, wer für die Eltern zuständig ist.", rule) == ()
    assert _missing("Unter zwölf Jahren zählt der Wohnort.", rule) == (
        "es zählt das Alter der Eltern",
    )


def test_two_rules_with_the_same_gap_name_it_once() -> None:
    rule = _rule(ages=Ages(12, 26))

    assert len(_missing("Der JMD ist da.", rule, replace(rule, id="2"))) == 2


@given(low=st.integers(1, 60), years=st.integers(0, 59))
def test_a_text_that_names_both_ages_lacks_neither(low: int, years: int) -> None:
    ages = Ages(low, low + years)
    rule = _rule(ages=ages)

    assert _missing(f"Der JMD berät von {ages.low} bis {ages.high} Jahren.", rule) == ()
    words = f"Der JMD berät von {number_word(ages.low)} bis {number_word(ages.high)} Jahren."
    assert _missing(words, rule) == ()


def test_a_clause_that_says_what_its_rules_say_has_no_notes() -> None:
    assert _notes(_clause(TEXT, _rule(ages=Ages(12, 26)))) == ""


def test_a_clause_with_rules_and_without_text_is_pointed_out() -> None:
    assert "keinen Text" in _notes(_clause("  ", _rule()))
    assert "keinen Text" in _notes(_clause("", rule_count=1))


def test_what_the_text_lacks_is_named() -> None:
    assert "Im Text fehlt: ab 12 Jahren" in _notes(_clause("Der JMD.", _rule(ages=Ages(12, 120))))


def test_a_text_that_makes_a_service_responsible_without_a_rule_is_pointed_out() -> None:
    text = "Für alle ist die Migrationsberatung zuständig. Der Jugendmigrationsdienst hilft mit."

    assert services_claimed_by(text, NAMES) == ("mbe",)
    assert "(Migrationsberatung (MBE))" in _notes(_clause(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Für alle ist die Migrationsberatung zuständig.", {"claim": Claim.NO}),
        ("Für alle ist die Migrationsberatung zuständig.", {"is_binding": False}),
        ("Die Migrationsberatung berät. Zuständig ist, wer zuerst gefragt wird.", {}),
        ("Die Zuständigkeit der Migrationsberatung bleibt unberührt.", {}),
    ],
)
def test_a_clause_that_settles_nothing_needs_no_rule(text: str, values: dict[str, Any]) -> None:
    assert _notes(_clause(text, **values)) == ""


def test_what_the_editors_say_of_the_clause_counts() -> None:
    assert "hat aber keine Regel" in _notes(_clause("Wir helfen.", claim=Claim.YES))
    assert "„Nein“" in _notes(_clause("Der JMD hilft.", _rule(), claim=Claim.NO))


def test_validity_asks_nothing_of_the_text() -> None:
    rule = replace(_rule(), valid_from=date(2026, 1, 1))

    assert [d.words for d in demands_of(rule, WORDS, NAMES)] == [
        "zuständig ist der Jugendmigrationsdienst (JMD)"
    ]
