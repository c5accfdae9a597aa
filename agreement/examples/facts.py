"""From a stored example case to what the router asks, and to words."""

from typing import Any

from agreement.models.findings import ExampleCase
from agreement.responsibility.facts import ANY_AGE, Ages, Case
from agreement.responsibility.replay import Expected
from agreement.responsibility.rules import Condition
from agreement.wording import Words, condition_in_words


def case_of(example: ExampleCase) -> Case:
    """Return the case to ask; what is left open stays unknown."""
    return Case(
        ages=_ages(example.age),
        parent_ages=_ages(example.parent_age),
        status=example.status or None,
        accommodation=example.accommodation or None,
        arrival=example.arrival or None,
        municipality=example.municipality or None,
        topic=example.topic or None,
        period=example.period or None,
    )


def expected_of(example: ExampleCase) -> Expected:
    """Return the answer that was agreed on."""
    return Expected(frozenset(example.expected_leads), frozenset(example.expected_supports))


def fields_of(case: Case) -> dict[str, Any]:
    """Return the fields of an example case with the facts of a case.

    Of a group of ages its youngest is taken: rules cannot tell them apart.
    """
    return {
        "age": None if case.ages == ANY_AGE else case.ages.low,
        "parent_age": None if case.parent_ages == ANY_AGE else case.parent_ages.low,
        "status": case.status or "",
        "accommodation": case.accommodation or "",
        "arrival": case.arrival or "",
        "municipality": case.municipality or "",
        "topic": case.topic or "",
        "period": case.period or "",
    }


def facts_in_words(example: ExampleCase, words: Words) -> str:
    """Return whom the case is about: “19 Jahre mit Duldung in Bretten, Anliegen Arbeit”."""
    parents = _ages(example.parent_age)
    when = Condition(
        ages=_ages(example.age),
        statuses=_set(example.status),
        accommodations=_set(example.accommodation),
        arrivals=_set(example.arrival),
        municipalities=_set(example.municipality),
        topics=_set(example.topic),
        periods=_set(example.period),
    )
    return condition_in_words(when, words, parents)


def _ages(age: int | None) -> Ages:
    return ANY_AGE if age is None else Ages(age, age)


def _set(code: str) -> frozenset[str]:
    return frozenset({code}) if code else frozenset()
