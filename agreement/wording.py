"""A rule in one German sentence, for editors, the working text and the public page of a clause.

Reads rules and labels alone; where the labels come from is told in `agreement.labels`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages
from agreement.responsibility.rules import Mode, Rule
from agreement.wording_phrases import (
    ACCOMMODATION_PHRASES,
    ARRIVAL_PHRASES,
    PERIOD_PHRASES,
    SERVICE_ARTICLES,
    STATUS_PHRASES,
)

Labels = Mapping[str, str]

# From how many values on the few that are missing are told instead of all that are there.
MANY = 6


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
    sentence = f"{who}: {_consequence(rule, words)}."
    return " ".join([sentence, *_validity(rule), *_precedence(rule, words)])


def joined(parts: Sequence[str], word: str) -> str:
    """Join parts of a sentence with commas and a last “und” or “oder”."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def _conditions(rule: Rule, words: Words) -> Iterable[str]:
    when = rule.when
    if when.ages:
        yield _ages(when.ages)
    if when.statuses:
        yield _statuses(when.statuses)
    if when.arrivals:
        yield _any_of(when.arrivals, ARRIVAL_PHRASES)
    if when.accommodations:
        yield _("%s wohnt") % _any_of(when.accommodations, ACCOMMODATION_PHRASES)
    if when.municipalities:
        yield _municipalities(when.municipalities, words.municipalities)
    if when.periods:
        yield _any_of(when.periods, PERIOD_PHRASES)
    if when.topics:
        yield _("Rat sucht zum Thema %s") % _any_of(when.topics, words.topics)


def _ages(ages: Ages) -> str:
    values = {"low": ages.low, "high": ages.high}
    if ages.low == ages.high:
        return _("%(low)s Jahre alt ist") % values
    if ages.high == AGE_MAX:
        return _("mindestens %(low)s Jahre alt ist") % values
    if ages.low == AGE_MIN:
        return _("höchstens %(high)s Jahre alt ist") % values
    return _("%(low)s bis %(high)s Jahre alt ist") % values


def _named(codes: Iterable[str], names: Mapping[str, object]) -> list[str]:
    """Return names in the order of the set, so that the same rule always reads the same."""
    order = {code: place for place, code in enumerate(names)}
    ranked = sorted(codes, key=lambda code: (order.get(code, len(order)), code))
    return [str(names.get(code, code)) for code in ranked]


def _any_of(codes: Iterable[str], names: Mapping[str, object]) -> str:
    return joined(_named(codes, names), _("oder"))


def _missing(codes: Collection[str], names: Mapping[str, object]) -> str:
    """Return the few values that are not meant, or nothing if they are better told one by one."""
    missing = set(names) - set(codes)
    if len(codes) <= MANY or not 0 < len(missing) < len(codes):
        return ""
    return joined(_named(missing, names), _("und"))


def _statuses(codes: Collection[str]) -> str:
    if missing := _missing(codes, STATUS_PHRASES):
        return _("einen Aufenthaltsstatus hat (außer: %s)") % missing
    return _("%s hat") % _any_of(codes, STATUS_PHRASES)


def _municipalities(codes: Collection[str], names: Labels) -> str:
    if missing := _missing(codes, names):
        return _("im Landkreis wohnt (außer: %s)") % missing
    return _("in %s wohnt") % _any_of(codes, names)


def _consequence(rule: Rule, words: Words) -> str:
    if rule.mode is Mode.PARENTS:
        return _("es zählt das Alter der Eltern")
    service = words.services.get(rule.service or "", rule.service or "")
    values = {"service": service, "the_service": _with_article(rule.service, service)}
    sentences = {
        Mode.LEADS: _("zuständig ist %(the_service)s"),
        Mode.SUPPORTS: _("es unterstützt %(the_service)s"),
        Mode.REFERS: _("verwiesen wird an: %(service)s"),
        Mode.NOT: _("nicht zuständig ist %(the_service)s"),
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
    numbers = joined(_named(rule.overrides, words.clauses), _("und"))
    return [_("Geht vor: %s.") % numbers]
