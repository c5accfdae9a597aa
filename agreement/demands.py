"""What the text of a clause must say, because a rule on it says so. Pure.

A rule answers for the text: whoever reads the clause must find the same service and the same
ages. Those two are looked for in the text; the other conditions are told to the editor, but
legal texts put them in too many ways to look for them word by word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from agreement.number_words import number_word
from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.wording import Words, condition_in_words, consequence_in_words

ServiceNames = Mapping[str, Sequence[str]]
"""Every way to name a service, by its code: “Migrationsberatung (MBE)”."""

_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_NO_AGE = re.compile(
    r"§+\s*\d+[a-z]?|Abs(?:atz|\.)\s*\d+|Satz\s*\d+|Nr\.\s*\d+|\d{1,2}\.\s*\w+\s*\d{4}"
)
_RESPONSIBLE = re.compile(r"\b(?:zuständig|federführend)(?:e[mnrs]?)?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")
_LONGEST_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class Demand:
    """What a text must say, in words, and how it is recognised; without `found_by` it is not."""

    words: str
    found_by: re.Pattern[str] | None = None

    def is_met_by(self, text: str) -> bool:
        """Whether a text says it, as far as that is looked for."""
        return self.found_by is None or bool(self.found_by.search(_NO_AGE.sub(" ", text)))


def demands_of(rule: Rule, words: Words, names: ServiceNames) -> tuple[Demand, ...]:
    """Return what the clause of a rule must say, the most important first."""
    rest = replace(rule.when, ages=None)
    return (
        Demand(consequence_in_words(rule, words), _consequence(rule, names)),
        *(_ages(rule.when.ages) if rule.when.ages else ()),
        *([] if rest == Condition() else [Demand(condition_in_words(rest, words))]),
    )


def missing_from(
    text: str, rules: Iterable[Rule], words: Words, names: ServiceNames
) -> tuple[str, ...]:
    """Return what rules demand of their clause's text and is not in it, each once."""
    demands = (demand for rule in rules for demand in demands_of(rule, words, names))
    return tuple(dict.fromkeys(d.words for d in demands if not d.is_met_by(text)))


def services_claimed_by(text: str, names: ServiceNames) -> tuple[str, ...]:
    """Return the services (codes) that a sentence of a text calls “zuständig”, sorted."""
    claims = [s for s in _SENTENCE.split(text) if _RESPONSIBLE.search(s)]
    patterns = {code: _any_name(known) for code, known in names.items() if known}
    return tuple(
        sorted(code for code, one in patterns.items() if any(one.search(s) for s in claims))
    )


def _consequence(rule: Rule, names: ServiceNames) -> re.Pattern[str] | None:
    if rule.mode is Mode.PARENTS:
        return re.compile(r"\bEltern", re.IGNORECASE)
    known = names.get(rule.service or "", ())
    return _any_name(known) if known else None


def _any_name(names: Iterable[str]) -> re.Pattern[str]:
    """Recognise a name by its start, so that “des Jugendmigrationsdienstes” counts."""
    parts = sorted({part for name in names for part in _parts(name)})
    return re.compile("|".join(_part(part) for part in parts))


def _parts(name: str) -> Iterator[str]:
    """Yield a name without what stands in brackets, and what stands there by itself."""
    yield from (part.strip() for part in _IN_BRACKETS.findall(name) if part.strip())
    if long := " ".join(_IN_BRACKETS.sub(" ", name).split()):
        yield long


def _part(part: str) -> str:
    if part.isupper() and len(part) <= _LONGEST_ABBREVIATION:
        return rf"\b{re.escape(part)}\b"
    return rf"\b(?i:{re.escape(part)})"


def _ages(ages: Ages) -> Iterator[Demand]:
    if ages.low > AGE_MIN:
        before = rf"(?:über|älter als|nach dem)\s+{_number(ages.low - 1)}"
        sentence = _("ab %(age)s Jahren (ab dem %(age)s. Geburtstag)") % {"age": ages.low}
        yield Demand(sentence, _pattern(f"{_number(ages.low)}|{before}"))
    if ages.high < AGE_MAX:
        sentence = _("bis %(age)s Jahre (bis zum %(next)s. Geburtstag)")
        yield Demand(
            sentence % {"age": ages.high, "next": ages.high + 1},
            _pattern(f"{_number(ages.high)}|{_number(ages.high + 1)}"),
        )


def _number(age: int) -> str:
    word = number_word(age)
    return rf"(?:(?<!\d){age}(?!\d)|\b{word}(?:jährig\w*|s?te[nrs]?)?\b)"


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)
