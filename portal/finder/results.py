"""The page that answers: whom to go to, why, and who else helps."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from directory.map import DistrictMap, district_map
from directory.office_places import place_of
from portal.core.visibility import viewer
from portal.finder.answers import Answers
from portal.finder.coordination import coordination
from portal.finder.finding import find
from portal.finder.follow_up import follow_up
from portal.finder.questions import frame, way_back
from portal.finder.service_answers import ServiceAnswer
from portal.finder.steps import Step
from portal.finder.visit import Visit
from portal.finder.ways import address


def result_page(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """Route what is known, and name the offices."""
    found = find(request, visit, viewer(request))
    return {
        **frame(Step.RESULT, visit),
        **way_back(Step.RESULT, visit),
        **follow_up(found.outcome, visit),
        **coordination(request),
        "state": found.outcome.state.value,
        "all_closed": found.all_closed,
        "needs_coordination": found.needs_coordination,
        "leads": found.leads,
        "supports": found.supports,
        "refers": found.refers,
        "nearest": found.nearest,
        "against": found.against,
        "agreed": found.agreed,
        "version_number": visit.rules.version_number,
        "map": _map(found.leads, visit.answers.place),
        "has_buttons": True,
        "shared_url": _shared_url(request, visit.answers),
    }


def _map(leads: Sequence[ServiceAnswer], ags: str | None) -> DistrictMap | None:
    """Where the offices are that are responsible, and where the visitor lives.

    None where no office stands in the district: a map without a point says nothing.
    """
    places = (place_of(one.postal_code) for answer in leads for one in answer.offices)
    points = [(place.lat, place.lon, place.name) for place in places if place]
    return district_map([ags] if ags else [], points) if points else None


def _shared_url(request: HttpRequest, answers: Answers) -> str:
    """The address for somebody else; none where even the question is nobody's business."""
    if answers.concerns_violence:
        return ""
    return request.build_absolute_uri(address(Step.RESULT, answers.shared()))
