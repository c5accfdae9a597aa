"""The facts of a question as chips, each of which opens to its other values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from directory.places.spelling import flat
from portal.finder.answers import Answers, Field, inferred_arrival
from portal.finder.questions import options
from portal.finder.staff.question import FACTS
from portal.finder.staff.reading_text import Reading
from portal.finder.visit import Visit
from portal.finder.wording import Option, Text, age_words


@dataclass(frozen=True, slots=True)
class Tap:
    """A value to tap, as the button sends it."""

    label: Text
    value: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact: what it is, what is known of it, and what may be tapped instead.

    `words` are those it was read from, if it still is what was read.
    """

    label: str
    value: Text
    words: str
    taps: tuple[Tap, ...]

    @property
    def is_known(self) -> bool:
        """Whether something is known, told or inferred."""
        return bool(self.value)


def fact_labels() -> dict[Field, str]:
    """Return what the facts are called."""
    return {
        Field.AGE: _("Alter"),
        Field.PARENTS: _("Alter der Eltern"),
        Field.STATUS: _("Aufenthaltsstatus"),
        Field.HOUSING: _("Wohnsituation"),
        Field.ARRIVAL: _("wie gekommen"),
        Field.PERIOD: _("Beratungszeitraum"),
        Field.PLACE: _("Gemeinde"),
        Field.TOPIC: _("Anliegen"),
    }


_SETS: Mapping[Field, Any] = {
    Field.STATUS: ResidenceStatus,
    Field.HOUSING: Accommodation,
    Field.ARRIVAL: Arrival,
    Field.PERIOD: Period,
}


def _options(field: Field, visit: Visit) -> list[Option]:
    """Return the values of a fact in the words of the agreement, not those for visitors."""
    if field in _SETS:
        return [Option(code, label) for code, label in _SETS[field].choices]
    found = list(options(field, visit))
    return sorted(found, key=lambda one: flat(one.label)) if field is Field.PLACE else found


def chips_of(visit: Visit, reading: Reading) -> list[Chip]:
    """Return all facts; that of the parents only where their age decides or is known."""
    labels = fact_labels()
    shown = [field for field in FACTS if field is not Field.PARENTS or _asks_parents(visit)]
    return [_chip(field, labels[field], visit, reading) for field in shown]


def taps(field: Field, visit: Visit) -> tuple[Tap, ...]:
    """Return the values of a fact, and the way to leave it open."""
    current = visit.answers.value(field)
    values = tuple(
        Tap(option.label, f"{field.value}={option.value}", option.value == current)
        for option in _options(field, visit)
    )
    unknown = Tap(_("nicht bekannt"), f"{field.value}=", is_current=not current)
    return (*values, unknown)


def fact_in_words(field: Field, visit: Visit) -> Text:
    """Return what is known of a fact; empty if nothing is."""
    answers = visit.answers
    if field is Field.AGE or field is Field.PARENTS:
        ages = answers.age if field is Field.AGE else answers.parents
        return age_words(ages) if ages else ""
    if field is Field.ARRIVAL and answers.arrival is None:
        return _inferred(visit, answers)
    known = {option.value: option.label for option in _options(field, visit)}
    return known.get(answers.value(field), "")


def _inferred(visit: Visit, answers: Answers) -> str:
    code = inferred_arrival(answers.status, answers.housing)
    known: dict[str, Any] = {one.value: one.label for one in _options(Field.ARRIVAL, visit)}
    return _("%(arrival)s (folgt daraus)") % {"arrival": known[code]} if code else ""


def _asks_parents(visit: Visit) -> bool:
    return visit.parents or visit.answers.parents is not None


def _chip(field: Field, label: str, visit: Visit, reading: Reading) -> Chip:
    read = next((one for one in reading.understood if one.field is field), None)
    is_as_read = read is not None and read.value == visit.answers.value(field)
    return Chip(
        label=label,
        value=fact_in_words(field, visit),
        words=read.words if read and is_as_read else "",
        taps=taps(field, visit),
    )
