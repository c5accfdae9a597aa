"""From what the finder finds to the answer as data."""

from collections.abc import Iterable
from typing import Literal

from django.http import HttpRequest

from agreement.reading import ClauseLink
from directory.models import OfficePage
from portal.api.answers import (
    Answer,
    Choice,
    Clause,
    Coordination,
    NamedService,
    Office,
    Question,
)
from portal.core.models import PortalSettings
from portal.finder.answers import AGE_FIELDS, Answers, Field
from portal.finder.finding import Found
from portal.finder.questions import options
from portal.finder.service_answers import NamedOffice, ServiceAnswer
from portal.finder.visit import Visit
from portal.finder.wording import FIELD_OF, QUESTIONS

Mode = Literal["leads", "supports", "refers"]


def answer_of(request: HttpRequest, visit: Visit, found: Found) -> Answer:
    """Return what was found as data; all addresses are absolute."""
    settings = PortalSettings.load(request_or_site=request)
    data = _Data(request, found)
    outcome = found.outcome
    return Answer(
        is_example=settings.is_example,
        state=outcome.state.value,
        date=visit.rules.on,
        version=visit.rules.version_number,
        services=[
            *data.services(found.leads, "leads"),
            *data.services(found.supports, "supports"),
            *data.services(found.refers, "refers"),
        ],
        nearest=data.services(found.nearest, "refers"),
        may_be_nobody=outcome.perhaps_nobody,
        against=data.clauses(found.against),
        agreed=data.clauses(found.agreed),
        question=_question(visit, found),
        coordination=Coordination(
            name=settings.coordination_name,
            phone=settings.coordination_phone,
            email=settings.coordination_email,
        ),
    )


class _Data:
    """Services, offices and clauses as data."""

    def __init__(self, request: HttpRequest, found: Found) -> None:
        self._request = request
        pages = (office for offices in found.offices.values() for office in offices)
        self._pages: dict[str, OfficePage] = {str(page.uuid): page for page in pages}

    def services(self, answers: Iterable[ServiceAnswer], mode: Mode) -> list[NamedService]:
        """Return services that do the same in the case."""
        return [
            NamedService(
                service=one.code,
                name=one.name,
                mode=mode,
                is_sure=one.surely,
                reason=one.reason,
                clauses=self.clauses(one.clauses),
                offices=[self._office(office) for office in one.offices],
            )
            for one in answers
        ]

    def clauses(self, links: Iterable[ClauseLink]) -> list[Clause]:
        """Return clauses with their addresses."""
        return [
            Clause(
                number=one.number,
                heading=one.heading,
                plain=one.plain,
                url=self._request.build_absolute_uri(one.url),
            )
            for one in links
        ]

    def _office(self, named: NamedOffice) -> Office:
        card, page = named.card, self._pages[named.uuid]
        languages = [card.languages, *card.language_lines, card.interpreters]
        return Office(
            id=named.uuid,
            name=card.name,
            url=self._absolute(card.url),
            organisation=card.organisation,
            organisation_url=self._absolute(card.organisation_url),
            address=card.address,
            phone=card.phone,
            hours=card.hours,
            opening_hours=page.hours,
            notice=card.closed_notice,
            appointment=card.appointment,
            languages=[words for words in languages if words],
            verified=card.verified,
        )

    def _absolute(self, url: str) -> str:
        return self._request.build_absolute_uri(url) if url else ""


FACT_OF = {
    Field.AGE: "age",
    Field.PARENTS: "parent_age",
    Field.STATUS: "status",
    Field.HOUSING: "accommodation",
    Field.ARRIVAL: "arrival",
    Field.PERIOD: "period",
    Field.PLACE: "municipality",
    Field.TOPIC: "topic",
}
"""The fields of a request by the questions of the finder."""


def _question(visit: Visit, found: Found) -> Question | None:
    if found.outcome.ask is None:
        return None
    field = FIELD_OF[found.outcome.ask]
    return Question(
        fact=FACT_OF[field],
        text=str(QUESTIONS[field].heading),
        choices=[
            Choice(value=_value(field, option.value), label=str(option.label))
            for option in options(field, visit)
        ],
    )


def _value(field: Field, value: str) -> str | dict[str, int]:
    if field not in AGE_FIELDS:
        return value
    ages = Answers().stating(Field.AGE, value).age
    return {"from": ages.low, "to": ages.high} if ages else value
