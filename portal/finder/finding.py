"""Whom the rules and the directory name for somebody: asked alike by finder, staff and API."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from agreement.reading import ClauseLink
from directory.models import Service
from portal.core.visibility import Viewer
from portal.finder.offices import Offices, offices_offering
from portal.finder.outcome import Named, Outcome, State, outcome_of
from portal.finder.service_answers import ServiceAnswer, ServicesInWords
from portal.finder.visit import Visit

MOST_OFFICES = 6
"""So many offices of the responsible service are shown; the directory lists all of them."""


@dataclass(frozen=True)
class Found:
    """The answer to a visit: what the rules say, and the services with their offices in words.

    `leads`, `supports` and `refers` are in the order of the outcome. `nearest` are services
    that can always be asked where nobody is responsible. `against` are the clauses that say
    that no service is; `agreed` all that decided, then the sections that name the providers.
    """

    outcome: Outcome
    offices: Offices
    leads: list[ServiceAnswer]
    supports: list[ServiceAnswer]
    refers: list[ServiceAnswer]
    nearest: list[ServiceAnswer]
    against: list[ClauseLink]
    agreed: list[ClauseLink]

    @property
    def all_closed(self) -> bool:
        """Whether every office of those responsible stays closed for long."""
        return bool(self.leads) and all(one.is_closed_for_long for one in self.leads)

    @property
    def needs_coordination(self) -> bool:
        """Whether somebody may be left without an office to turn to."""
        is_unsure = self.outcome.perhaps_nobody or not all(one.first for one in self.leads)
        return is_unsure or self.all_closed


def find(request: HttpRequest, visit: Visit, who: Viewer) -> Found:
    """Route what is known, and name the offices that `who` may see."""
    outcome = outcome_of(visit.book.route(visit.answers.to_case()))
    services = {one.code: one for one in Service.objects.all()}
    nearest = _unnamed(services) if outcome.state is State.GAP else []
    offices = offices_offering(_wanted(outcome, nearest), visit.answers.place, visit.rules, who)
    shown = ServicesInWords(request, visit, services, offices)
    return Found(
        outcome=outcome,
        offices=offices,
        leads=shown.answers(outcome.leads),
        supports=shown.answers(outcome.supports),
        refers=shown.answers(outcome.refers),
        nearest=[one for one in shown.answers(nearest) if one.first],
        against=_against(outcome, visit),
        agreed=_agreed(outcome, visit),
    )


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
