"""Services as answers to a visitor: in words, with why they are named and where to go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.reading import ClauseLink
from directory.models import OfficePage, Service
from directory.presentation.office import OfficeCard, office_card
from portal.finder.nearness import distance_in_words
from portal.finder.office_links import OfficeLinks, office_links
from portal.finder.offices import Offices
from portal.finder.outcome import Named
from portal.finder.visit import Visit
from portal.finder.ways import card_address


@dataclass(frozen=True, slots=True)
class NamedOffice:
    """An office as it is named to a visitor: its card, how far it is, what to do with it."""

    card: OfficeCard
    distance: str
    links: OfficeLinks
    uuid: str
    card_action: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """A service (`code`) as the answer to a visitor: its offices, and why it is named.

    `clauses` say so, the first of them in `reason`; without an office the page names the
    coordination instead.
    """

    code: str
    name: str
    offices: tuple[NamedOffice, ...]
    reason: str = ""
    clauses: tuple[ClauseLink, ...] = ()
    surely: bool = True

    @property
    def first(self) -> NamedOffice | None:
        """The office to go to first."""
        return self.offices[0] if self.offices else None

    @property
    def others(self) -> tuple[NamedOffice, ...]:
        """The offices that could be chosen instead."""
        return self.offices[1:]

    @property
    def is_closed_for_long(self) -> bool:
        """Whether there are offices, but none that opens within a week."""
        return bool(self.offices) and all(one.card.is_closed_for_long for one in self.offices)


class ServicesInWords:
    """Puts services in words, with their offices as of now."""

    def __init__(
        self,
        request: HttpRequest,
        visit: Visit,
        services: Mapping[str, Service],
        offices: Offices,
    ) -> None:
        self._request = request
        self._visit = visit
        self._services = services
        self._offices = offices
        self._now = timezone.now()

    def answers(self, named: Iterable[Named]) -> list[ServiceAnswer]:
        """Return each service with why it is named and where to go."""
        return [self._answer(one) for one in named]

    def _answer(self, named: Named) -> ServiceAnswer:
        # A rule may name a service that the directory does not know (any more).
        service = self._services.get(named.service) or Service(
            name=named.service, short_name=named.service
        )
        clauses = tuple(self._visit.rules.clause(uid) for uid in named.clauses)
        offices = self._offices[named.service]
        return ServiceAnswer(
            code=named.service,
            name=_(service.name),
            offices=_open_first(self._named_office(one, service) for one in offices),
            reason=_reason(clauses),
            clauses=clauses,
            surely=named.surely,
        )

    def _named_office(self, office: OfficePage, service: Service) -> NamedOffice:
        """The card names the service that is meant, not all that the office offers."""
        name = _(service.short_name)
        return NamedOffice(
            card=office_card(office, self._now, self._request, service=name),
            distance=distance_in_words(office.postal_code, self._visit.answers.place),
            links=office_links(office, self._request),
            uuid=str(office.uuid),
            card_action=card_address(self._visit.answers),
            postal_code=office.postal_code,
        )


def _open_first(offices: Iterable[NamedOffice]) -> tuple[NamedOffice, ...]:
    """An office that stays closed for long comes after the others; else the order stays."""
    return tuple(sorted(offices, key=lambda one: one.card.is_closed_for_long))


def _reason(clauses: tuple[ClauseLink, ...]) -> str:
    """Why a service is named, in one plain sentence: the clause's own, else its heading."""
    if not clauses:
        return ""
    first = clauses[0]
    if not (first.plain or first.heading):
        return _("So ist es vereinbart: %(number)s.") % {"number": first.number}
    words = {"heading": first.heading}
    return first.plain or _("So ist es vereinbart: %(heading)s.") % words
