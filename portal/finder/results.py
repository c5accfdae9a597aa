"""The page that answers: whom to go to, why, and who else helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.reading import ClauseLink
from directory.models import OfficePage, Service
from directory.presentation.office import OfficeCard, office_card
from portal.core.visibility import viewer
from portal.finder.coordination import coordination
from portal.finder.follow_up import follow_up
from portal.finder.offices import Offices, offices_offering
from portal.finder.outcome import Named, Outcome, State, outcome_of
from portal.finder.questions import frame, way_back
from portal.finder.steps import Step
from portal.finder.visit import Visit

MOST_OFFICES = 6
"""So many offices of the responsible service are shown; the directory lists all of them."""


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """A service as the answer to a visitor: its offices, and why it is named.

    `clauses` say so, the first of them in `reason`; without an office the page names the
    coordination instead.
    """

    name: str
    offices: tuple[OfficeCard, ...]
    reason: str = ""
    clauses: tuple[ClauseLink, ...] = ()
    surely: bool = True

    @property
    def first(self) -> OfficeCard | None:
        """The office to go to first."""
        return self.offices[0] if self.offices else None

    @property
    def others(self) -> tuple[OfficeCard, ...]:
        """The offices that could be chosen instead."""
        return self.offices[1:]


def result_page(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """Route what is known, and name the offices."""
    outcome = outcome_of(visit.book.route(visit.answers.to_case()))
    services = {one.code: one for one in Service.objects.all()}
    nearest = _unnamed(services) if outcome.state is State.GAP else []
    wanted = _wanted(outcome, nearest)
    offices = offices_offering(wanted, visit.answers.place, visit.rules, viewer(request))
    shown = _Shown(request, visit, services, offices)
    leads = shown.answers(outcome.leads)
    return {
        **frame(Step.RESULT, visit),
        **way_back(Step.RESULT, visit),
        **follow_up(outcome, visit),
        **coordination(request),
        "state": outcome.state.value,
        "needs_coordination": outcome.perhaps_nobody or not all(one.first for one in leads),
        "leads": leads,
        "supports": shown.answers(outcome.supports),
        "refers": shown.answers(outcome.refers),
        "nearest": [one for one in shown.answers(nearest) if one.first],
        "against": _against(outcome, visit),
        "agreed": _agreed(outcome, visit),
        "version_number": visit.rules.version_number,
    }


class _Shown:
    """Services put in words, with their offices as of now."""

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
            name=_(service.name),
            offices=tuple(self._card(one, service) for one in offices),
            reason=_reason(clauses),
            clauses=clauses,
            surely=named.surely,
        )

    def _card(self, office: OfficePage, service: Service) -> OfficeCard:
        """The card names the service that is meant, not all that the office offers."""
        return replace(office_card(office, self._now, self._request), service=_(service.short_name))


def _wanted(outcome: Outcome, nearest: Iterable[Named]) -> dict[str, int]:
    """How many offices of each service: several only of one that is responsible for sure."""
    others = (*outcome.supports, *outcome.refers, *nearest)
    most = 1 if outcome.state is State.OPEN else MOST_OFFICES
    return {
        **{one.service: 1 for one in others},
        **{one.service: most for one in outcome.leads},
    }


def _unnamed(services: Iterable[str]) -> list[Named]:
    """Every service without a clause, for whom no clause names one."""
    return [Named(code, ()) for code in services]


def _reason(clauses: tuple[ClauseLink, ...]) -> str:
    """Why a service is named, in one plain sentence: the clause's own, else its heading."""
    if not clauses:
        return ""
    first = clauses[0]
    words = {"heading": first.heading}
    return first.plain or _("So ist es vereinbart: %(heading)s.") % words


def _against(outcome: Outcome, visit: Visit) -> list[ClauseLink]:
    """The clauses that say that no service is responsible."""
    clause_of = {rule.id: rule.clause for rule in visit.rules.snapshot.rules()}
    uids = dict.fromkeys(clause_of[rule] for rule in outcome.against)
    return [visit.rules.clause(uid) for uid in uids]


def _agreed(outcome: Outcome, visit: Visit) -> list[ClauseLink]:
    """Every clause that decided, then the sections that say who provides the service here."""
    uids = [*outcome.via, *(uid for one in outcome.leads for uid in one.clauses)]
    clauses = [visit.rules.clause(uid) for uid in dict.fromkeys(uids)]
    sections = (
        visit.rules.provider_section(one.service)
        for one in outcome.leads
        if visit.rules.providers(one.service, visit.answers.place)
    )
    return [*clauses, *(section for section in sections if section)]
