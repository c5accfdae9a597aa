"""What is answered: the same as on the result page of the finder, as data."""

import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class Clause(Schema):
    """A clause of the agreement that an answer rests on, with the address it keeps for ever."""

    number: str
    heading: str
    plain: str = Field(description="The clause in one plain sentence; empty if it has none.")
    url: str


class Office(Schema):
    """An office as everybody may see it."""

    id: str = Field(description="UUID; stays the same when the office is renamed or moves.")
    name: str
    url: str
    organisation: str
    organisation_url: str
    address: str
    phone: str
    hours: str = Field(description="The hours in a sentence that is true at this moment.")
    opening_hours: str = Field(description="The usual week (OSM opening_hours); empty: unknown.")
    notice: str = Field(description="The next special days, such as a closure; empty for none.")
    appointment: str
    languages: list[str] = Field(description="Languages, where needed with their times.")
    verified: str = Field(description="When somebody confirmed the entry, in words.")


class NamedService(Schema):
    """A service, what it does in the case, and the offices to turn to."""

    service: str = Field(description="Code of the service, e.g. jmd.")
    name: str
    mode: Literal["leads", "supports", "refers"]
    is_sure: bool = Field(description="Whether it does so whatever the unknown facts are.")
    reason: str
    clauses: list[Clause]
    offices: list[Office]


class Choice(Schema):
    """A possible answer to the question; `value` is what belongs into the next request."""

    value: str | dict[str, int]
    label: str


class Question(Schema):
    """The unknown fact that would decide most."""

    fact: str = Field(description="The field of the request that answers it, e.g. status.")
    text: str
    choices: list[Choice]


class Coordination(Schema):
    """Whom to turn to when no office can be named."""

    name: str
    phone: str
    email: str


class Answer(Schema):
    """Who is responsible, and why."""

    is_example: bool = Field(description="True: everything in this answer is invented.")
    state: Literal["settled", "overlap", "gap", "open"] = Field(
        description="settled: one service leads. overlap: several do. gap: none does. "
        "open: it depends on unknown facts; see question."
    )
    date: datetime.date
    version: int = Field(description="The version of the agreement that was asked.")
    services: list[NamedService]
    nearest: list[NamedService] = Field(
        description="Where nobody leads: services that can be asked all the same."
    )
    may_be_nobody: bool = Field(description="Whether for some unknown facts nobody leads.")
    against: list[Clause] = Field(description="Clauses that say that a service does not lead.")
    agreed: list[Clause] = Field(description="Everything the answer rests on.")
    question: Question | None
    coordination: Coordination


class Fault(Schema):
    """One thing that is wrong with a request."""

    field: str = Field(description="Where, e.g. age.from; empty for the request as a whole.")
    message: str = Field(description="What is wrong and what to do, in plain German.")


class Refusal(Schema):
    """Why a request cannot be answered."""

    message: str
    faults: list[Fault] = []
