"""The questions in words: headings, hints, answers, and what to say about a wrong value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages, Dimension
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from portal.finder.answers import Field, FieldError, Person

Text = Any
"""A string, or a translation that is looked up when it is shown."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it is put to the visitor."""

    heading: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: how it travels, what it says."""

    value: str
    label: Text
    hint: Text = ""


QUESTIONS: Mapping[Field, Wording] = {
    Field.PLACE: Wording(
        gettext_lazy("Wo wohnen Sie?"),
        gettext_lazy("Ort, Ortsteil oder Postleitzahl. Zum Beispiel: Bretten oder 75015"),
    ),
    Field.AGE: Wording(
        gettext_lazy("Wie alt ist die Person, die Hilfe braucht?"),
        gettext_lazy("Das können Sie selbst sein, Ihr Kind oder jemand anderes."),
    ),
    Field.PARENTS: Wording(
        gettext_lazy("Wie alt ist die Mutter oder der Vater?"),
        gettext_lazy("Bei Kindern kommt es auf das Alter der Eltern an."),
    ),
    Field.TOPIC: Wording(
        gettext_lazy("Worum geht es?"),
        gettext_lazy("Wählen Sie, was am besten passt."),
    ),
    Field.HOUSING: Wording(
        gettext_lazy("Wie wohnen Sie?"),
        gettext_lazy("Ihre Antwort wird nicht gespeichert."),
    ),
    Field.STATUS: Wording(
        gettext_lazy("Welches Papier für den Aufenthalt haben Sie?"),
        gettext_lazy("Sie müssen das nicht sagen. Ihre Antwort wird nicht gespeichert."),
    ),
    Field.ARRIVAL: Wording(
        gettext_lazy("Wie sind Sie nach Deutschland gekommen?"),
        gettext_lazy("Ihre Antwort wird nicht gespeichert."),
    ),
    Field.PERIOD: Wording(
        gettext_lazy("Werden Sie zurzeit vom Integrationsmanagement beraten?"),
        gettext_lazy("Das Integrationsmanagement begleitet Geflüchtete für eine begrenzte Zeit."),
    ),
}

HEADINGS: Mapping[Person, Mapping[Field, Text]] = {
    Person.SELF: {Field.AGE: gettext_lazy("Wie alt sind Sie?")},
    Person.CHILD: {
        Field.AGE: gettext_lazy("Wie alt ist Ihr Kind?"),
        Field.HOUSING: gettext_lazy("Wie wohnt Ihr Kind?"),
        Field.STATUS: gettext_lazy("Welches Papier für den Aufenthalt hat Ihr Kind?"),
        Field.ARRIVAL: gettext_lazy("Wie ist Ihr Kind nach Deutschland gekommen?"),
        Field.PERIOD: gettext_lazy("Wird Ihr Kind zurzeit vom Integrationsmanagement beraten?"),
    },
    Person.OTHER: {
        Field.HOUSING: gettext_lazy("Wie wohnt die Person?"),
        Field.STATUS: gettext_lazy("Welches Papier für den Aufenthalt hat die Person?"),
        Field.ARRIVAL: gettext_lazy("Wie ist die Person nach Deutschland gekommen?"),
        Field.PERIOD: gettext_lazy("Wird die Person zurzeit vom Integrationsmanagement beraten?"),
    },
}
"""Headings that speak of the person in question; all others stay as in `QUESTIONS`."""

PERSONS = (
    Option(Person.SELF.value, gettext_lazy("Für mich")),
    Option(Person.CHILD.value, gettext_lazy("Für mein Kind")),
    Option(Person.OTHER.value, gettext_lazy("Für jemand anderen")),
)

HOUSING = (
    Option(
        Accommodation.RECEPTION.value,
        gettext_lazy("In einer Erstaufnahme des Landes"),
        gettext_lazy("Sie sind gerade erst in Deutschland angekommen."),
    ),
    Option(
        Accommodation.PROVISIONAL.value,
        gettext_lazy("In einer Unterkunft des Landkreises"),
        gettext_lazy("Das heißt „vorläufige Unterbringung“."),
    ),
    Option(
        Accommodation.FOLLOW_UP.value,
        gettext_lazy("Als Geflüchtete in einer Unterkunft der Gemeinde oder in eigener Wohnung"),
        gettext_lazy("Das heißt „Anschlussunterbringung“. Auch die Wohnung danach gehört dazu."),
    ),
    Option(
        Accommodation.PRIVATE.value,
        gettext_lazy("In einer eigenen Wohnung, nicht als Geflüchtete"),
        gettext_lazy("Zum Beispiel nach einem Umzug aus der EU, zur Familie oder zur Arbeit."),
    ),
)

STATUSES = tuple(Option(one.value, one.label) for one in ResidenceStatus)
ARRIVALS = tuple(Option(one.value, one.label) for one in Arrival)

PERIODS = (
    Option(
        Period.RUNNING.value,
        gettext_lazy("Ja"),
        gettext_lazy("Oder: Sie sind neu in der Gemeinde und möchten damit anfangen."),
    ),
    Option(
        Period.OVER.value,
        gettext_lazy("Nein"),
        gettext_lazy("Die Beratung ist zu Ende, oder es gab nie eine."),
    ),
)

FIELD_OF: Mapping[Dimension, Field] = {
    Dimension.AGE: Field.AGE,
    Dimension.PARENT_AGE: Field.PARENTS,
    Dimension.STATUS: Field.STATUS,
    Dimension.ACCOMMODATION: Field.HOUSING,
    Dimension.ARRIVAL: Field.ARRIVAL,
    Dimension.MUNICIPALITY: Field.PLACE,
    Dimension.TOPIC: Field.TOPIC,
    Dimension.PERIOD: Field.PERIOD,
}
"""The answer that tells each fact of a case."""


def question_of(field: Field, person: str | None) -> Wording:
    """A question as it is put to somebody who looks for advice for that person."""
    usual = QUESTIONS[field]
    if person is None:
        return usual
    heading = HEADINGS[Person(person)].get(field)
    return Wording(heading, usual.hint) if heading else usual


def age_words(ages: Ages) -> str:
    """An age group: "unter 12 Jahren", "12 bis 26 Jahre", "ab 27 Jahren"."""
    if (ages.low, ages.high) == (AGE_MIN, AGE_MAX):
        return _("jedes Alter")
    if ages.low == AGE_MIN:
        return _("unter %(age)s Jahren") % {"age": ages.high + 1}
    if ages.high == AGE_MAX:
        return _("ab %(age)s Jahren") % {"age": ages.low}
    if ages.low == ages.high:
        return _("%(age)s Jahre") % {"age": ages.low}
    return _("%(from)s bis %(to)s Jahre") % {"from": ages.low, "to": ages.high}


def sentence(error: FieldError) -> str:
    """What is wrong with a value, and what to do."""
    if error.field in (Field.AGE, Field.PARENTS):
        words = _("„%(given)s“ ist kein Alter zwischen 0 und 120 Jahren. Bitte wählen Sie neu.")
    elif error.field is Field.PLACE:
        words = _("Den Ort „%(given)s“ kennen wir nicht. Bitte geben Sie ihn neu ein.")
    else:
        words = _("Die Antwort „%(given)s“ kennen wir nicht. Bitte wählen Sie neu.")
    return words % {"given": error.given}
