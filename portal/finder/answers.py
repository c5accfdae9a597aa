"""What a visitor has answered so far, and how it travels from page to page.

Place, ages and topic travel in the address, so that a page can be shared or reloaded. What
could harm somebody in a browser's history or a server's log (housing, residence status, how
somebody came, and the topic violence) travels in the body of a POST and nowhere else.

Pure: nothing here asks a database, and no text makes `parse` raise.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from agreement.responsibility.facts import ANY_AGE, Ages, Case
from agreement.vocabulary import (
    ARRIVAL_OF_STATUS,
    Accommodation,
    Arrival,
    Period,
    ResidenceStatus,
)

LONGEST_ECHO = 200
"""As much of a wrong value is shown again; nobody types more by hand."""

_AGES = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?")
_REFUGEE_HOUSING = frozenset(
    {Accommodation.RECEPTION, Accommodation.PROVISIONAL, Accommodation.FOLLOW_UP}
)


class Field(StrEnum):
    """The answers by the names under which they travel."""

    PLACE = "ort"
    PERSON = "fuer"
    AGE = "alter"
    PARENTS = "eltern"
    TOPIC = "anliegen"
    HOUSING = "wohnen"
    STATUS = "status"
    ARRIVAL = "gekommen"
    PERIOD = "beratung"


IN_THE_ADDRESS = (Field.PLACE, Field.PERSON, Field.AGE, Field.PARENTS, Field.TOPIC)
AGE_FIELDS = (Field.AGE, Field.PARENTS)
VIOLENCE = "gewalt"
"""The one topic that never stands in an address."""


class Person(StrEnum):
    """For whom somebody looks for advice; it changes how the questions are put, nothing else."""

    SELF = "mich"
    CHILD = "kind"
    OTHER = "andere"


@dataclass(frozen=True, slots=True)
class FieldError:
    """A value that could not be taken, shortened for showing it again."""

    field: Field
    given: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known; None was not asked yet, or skipped. Named as the members of `Field`."""

    place: str | None = None
    age: Ages | None = None
    parents: Ages | None = None
    topic: str | None = None
    housing: str | None = None
    status: str | None = None
    arrival: str | None = None
    period: str | None = None
    person: str | None = None

    def value(self, field: Field) -> str:
        """The answer as it travels; empty if it is unknown."""
        answer: str | Ages | None = getattr(self, field.name.lower())
        if isinstance(answer, Ages):
            return f"{answer.low}-{answer.high}"
        return answer or ""

    def stating(self, field: Field, value: str) -> Self:
        """The same with one answer as it travels; an empty one leaves it unknown.

        Raises ValueError for an age that is none. Codes are taken as they are.
        """
        answer: Any = _ages(value) if field in AGE_FIELDS else value
        return replace(self, **{field.name.lower(): answer or None})

    def without(self, field: Field) -> Self:
        """The same with one answer unknown."""
        return self.stating(field, "")

    @property
    def concerns_violence(self) -> bool:
        """Whether whoever looks over the visitor's shoulder must not see this page for long."""
        return self.topic == VIOLENCE

    @property
    def is_private(self) -> bool:
        """Whether something is known that may travel in the body only."""
        return bool(self.to_body())

    def to_query(self) -> str:
        """The part that may stand in an address, as `?ort=…&alter=…`; empty if there is none."""
        pairs = self.in_the_address()
        return f"?{urlencode(pairs)}" if pairs else ""

    def shared(self) -> Self:
        """The same with nothing but what a link for others may hold."""
        topic = None if self.concerns_violence else self.topic
        return type(self)(place=self.place, age=self.age, topic=topic)

    def in_the_address(self) -> list[tuple[str, str]]:
        """The part that may stand in an address, as names and values."""
        return [(field.value, self.value(field)) for field in Field if self._is_open(field)]

    def to_body(self) -> list[tuple[str, str]]:
        """The part that may travel in the body of a POST only, as names and values."""
        known = (field for field in Field if self.value(field))
        return [(field.value, self.value(field)) for field in known if not self._is_open(field)]

    def to_case(self) -> Case:
        """The case the rules are asked with."""
        return Case(
            ages=self.age or ANY_AGE,
            parent_ages=self.parents or ANY_AGE,
            status=self.status,
            accommodation=self.housing,
            arrival=self.arrival or inferred_arrival(self.status, self.housing),
            municipality=self.place,
            topic=self.topic,
            period=self.period,
        )

    def _is_open(self, field: Field) -> bool:
        value = self.value(field)
        return field in IN_THE_ADDRESS and value not in ("", VIOLENCE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What could be understood, and what could not, in the order of the questions."""

    answers: Answers
    errors: tuple[FieldError, ...] = ()

    def error(self, field: Field) -> FieldError | None:
        """What is wrong with one answer."""
        return next((error for error in self.errors if error.field is field), None)


def inferred_arrival(status: str | None, housing: str | None) -> str | None:
    """As what somebody came, as far as papers or housing say it.

    The papers go first: they say it exactly, while all refugees' housing says the same.
    """
    if status and status in ARRIVAL_OF_STATUS:
        return ARRIVAL_OF_STATUS[status].value
    return Arrival.REFUGEE.value if housing in _REFUGEE_HOUSING else None


def parse(
    query: Mapping[str, str],
    body: Mapping[str, str],
    *,
    places: Collection[str],
    topics: Collection[str],
) -> Parsed:
    """Read the answers out of an address and a body; the body counts where both say something.

    An address is read for what may stand in one only. A value outside its closed set leaves
    its answer unknown and is reported.
    """
    sets: dict[Field, Collection[str]] = {
        Field.PLACE: places,
        Field.PERSON: tuple(Person),
        Field.TOPIC: topics,
        Field.HOUSING: Accommodation.values,
        Field.STATUS: ResidenceStatus.values,
        Field.ARRIVAL: Arrival.values,
        Field.PERIOD: Period.values,
    }
    answers, errors = Answers(), []
    for field, given in {**_from_address(query), **_known_names(body)}.items():
        try:
            answers = answers.stating(field, _in_set(given, sets.get(field)))
        except ValueError:
            errors.append(FieldError(field, given[:LONGEST_ECHO]))
    errors.sort(key=lambda error: tuple(Field).index(error.field))
    return Parsed(answers, tuple(errors))


def _in_set(given: str, codes: Collection[str] | None) -> str:
    if given and codes is not None and given not in codes:
        raise ValueError(given)
    return given


def _ages(given: str) -> Ages | None:
    if not given:
        return None
    found = _AGES.fullmatch(given)
    if found is None:
        raise ValueError(given)
    return Ages(int(found[1]), int(found[2] or found[1]))


def _from_address(query: Mapping[str, str]) -> dict[Field, str]:
    found = _known_names(query)
    return {
        field: value
        for field, value in found.items()
        if field in IN_THE_ADDRESS and value != VIOLENCE
    }


def _known_names(source: Mapping[str, str]) -> dict[Field, str]:
    return {field: source[field.value].strip() for field in Field if field.value in source}
