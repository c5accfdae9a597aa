"""A rule in one German sentence, for editors, the working text and the public page of a clause.

Reads rules and labels alone; where the labels come from is told in `agreement.labels`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, ANY_AGE, PARENT_AGE_MIN, Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.wording_lists import any_of, joined, missing, named
from agreement.wording_phrases import (
    ACCOMMODATION_PHRASES,
    ARRIVAL_NOTES,
    ARRIVAL_PHRASES,
    PERIOD_NOTES,
    PERIOD_PHRASES,
    SERVICE_ARTICLES,
    STATUS_NOUNS,
    STATUS_PHRASES,
)

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """What rules call things: names by code, and the numbers of clauses by uid.

    `municipalities` holds all of the district, so that “all but” can be said. A code without a
    name is shown as it is.
    """

    services: Labels = field(default_factory=dict)
    municipalities: Labels = field(default_factory=dict)
    topics: Labels = field(default_factory=dict)
    clauses: Labels = field(default_factory=dict)


def rule_in_words(rule: Rule, words: Words) -> str:
    """Return a rule as text: “Wer 12 bis 26 Jahre alt ist …: zuständig ist der JMD.”"""
    conditions = list(_conditions(rule, words))
    who = _("Wer %s") % joined(conditions, _("und")) if conditions else _("Für alle")
    sentence = f"{who}: {consequence_in_words(rule, words)}."
    return " ".join([sentence, *_validity(rule), *_precedence(rule, words)])


def condition_in_words(when: Condition, words: Words, parents: Ages | None = None) -> str:
    """Return whom a condition means, as a person would say it, without a full stop.

    “12 bis 26 Jahre mit Duldung in Bretten, Anliegen Arbeit”; “Alle Fälle” if it asks nothing.
    `parents` are the ages of the parents, where these decide.
    """
    text = ", ".join(filter(None, [" ".join(_whose(when, words)), *_notes(when, words, parents)]))
    return text[:1].upper() + text[1:] if text else _("Alle Fälle")


def _whose(when: Condition, words: Words) -> Iterable[str]:
    if when.ages and when.ages != ANY_AGE:
        yield _years(when.ages)
    if left := missing(when.statuses, STATUS_NOUNS):
        yield _("mit jedem Aufenthaltsstatus außer %s") % left
    elif when.statuses:
        yield _("mit %s") % any_of(when.statuses, STATUS_NOUNS)
    if left := missing(when.municipalities, words.municipalities):
        yield _("im Landkreis außer in %s") % left
    elif when.municipalities:
        yield _("in %s") % any_of(when.municipalities, words.municipalities)


def _notes(when: Condition, words: Words, parents: Ages | None) -> Iterable[str]:
    if parents and (of_parents := _from_birth(parents)) != ANY_AGE:
        yield _("Eltern %s") % _years(of_parents)
    if when.arrivals:
        yield any_of(when.arrivals, ARRIVAL_NOTES)
    if when.accommodations:
        yield any_of(when.accommodations, ACCOMMODATION_PHRASES)
    if when.periods:
        yield any_of(when.periods, PERIOD_NOTES)
    if left := missing(when.topics, words.topics):
        yield _("jedes Anliegen außer %s") % left
    elif when.topics:
        yield _("Anliegen %s") % any_of(when.topics, words.topics)


def _from_birth(parents: Ages) -> Ages:
    """Return ages of parents without a lower end that means nothing: “bis 26”, not “12 bis 26”."""
    return Ages(AGE_MIN, parents.high) if parents.low <= PARENT_AGE_MIN else parents


def _years(ages: Ages) -> str:
    values = {"low": ages.low, "high": ages.high}
    if ages.low == ages.high:
        return _("%(low)s Jahre") % values
    if ages.high == AGE_MAX:
        return _("ab %(low)s Jahren") % values
    if ages.low == AGE_MIN:
        return _("bis %(high)s Jahre") % values
    return _("%(low)s bis %(high)s Jahre") % values


def _conditions(rule: Rule, words: Words) -> Iterable[str]:
    when = rule.when
    if when.ages:
        yield _ages(when.ages)
    if when.statuses:
        yield _statuses(when.statuses)
    if when.arrivals:
        yield any_of(when.arrivals, ARRIVAL_PHRASES)
    if when.accommodations:
        yield _("%s wohnt") % any_of(when.accommodations, ACCOMMODATION_PHRASES)
    if when.municipalities:
        yield _municipalities(when.municipalities, words.municipalities)
    if when.periods:
        yield any_of(when.periods, PERIOD_PHRASES)
    if when.topics:
        yield _("Rat sucht zum Thema %s") % any_of(when.topics, words.topics)


def _ages(ages: Ages) -> str:
    values = {"low": ages.low, "high": ages.high}
    if ages.low == ages.high:
        return _("%(low)s Jahre alt ist") % values
    if ages.high == AGE_MAX:
        return _("mindestens %(low)s Jahre alt ist") % values
    if ages.low == AGE_MIN:
        return _("höchstens %(high)s Jahre alt ist") % values
    return _("%(low)s bis %(high)s Jahre alt ist") % values


def _statuses(codes: Collection[str]) -> str:
    if left := missing(codes, STATUS_PHRASES):
        return _("einen Aufenthaltsstatus hat (außer: %s)") % left
    return _("%s hat") % any_of(codes, STATUS_PHRASES)


def _municipalities(codes: Collection[str], names: Labels) -> str:
    if left := missing(codes, names):
        return _("im Landkreis wohnt (außer: %s)") % left
    return _("in %s wohnt") % any_of(codes, names)


def consequence_in_words(rule: Rule, words: Words) -> str:
    """Return what a rule says about its service: “zuständig ist der JMD”."""
    if rule.mode is Mode.PARENTS:
        return _("es zählt das Alter der Eltern")
    service = words.services.get(rule.service or "", rule.service or "")
    values = {"service": service, "the_service": _with_article(rule.service, service)}
    sentences = {
        Mode.LEADS: _("zuständig ist %(the_service)s"),
        Mode.SUPPORTS: _("es unterstützt %(the_service)s"),
        Mode.REFERS: _("verwiesen wird weiter an: %(service)s"),
        Mode.NOT: _("ausdrücklich nicht zuständig ist %(the_service)s"),
    }
    return sentences[rule.mode] % values


def _with_article(code: str | None, name: str) -> str:
    article = SERVICE_ARTICLES.get(code or "")
    return f"{article} {name}" if article else name


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _validity(rule: Rule) -> list[str]:
    start, end = rule.valid_from, rule.valid_until
    if start and end:
        return [_("Gilt vom %(start)s bis %(end)s.") % {"start": _day(start), "end": _day(end)}]
    if start:
        return [_("Gilt ab %s.") % _day(start)]
    return [_("Gilt bis %s.") % _day(end)] if end else []


def _precedence(rule: Rule, words: Words) -> list[str]:
    if not rule.overrides:
        return []
    numbers = joined(named(rule.overrides, words.clauses), _("und"))
    return [_("Abweichend von %s.") % numbers]
