"""The pages of a consultation that show: the list, a round, a section of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from agreement.consultation.reading import Round
from agreement.consultation.seats import standing_of
from agreement.consultation.waiting import consultations, running, waiting_in
from portal.core.errors import NotFound
from portal.core.paging import page_of

FINISHED_ON_A_PAGE = 20


def respond(
    request: HttpRequest, page: Any, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Render a page of a consultation."""
    base = {"page": page, "self": page, "home": page.get_url(request)}
    template = f"agreement/consultation/member_{template}.html"
    return TemplateResponse(request, template, base | context)


def round_of(request: HttpRequest, page: Any, uuid: UUID) -> Round:
    """Return a consultation as the reader sees it; whoever opens these pages may read its text."""
    found = consultations().filter(pk=uuid).first()
    if found is None:
        raise NotFound(_("Diese Abstimmung gibt es nicht. Alle stehen unter „Abstimmung“."))
    return Round(found, request.user, f"{page.get_url(request)}{found.pk}/")


def start(request: HttpRequest, page: Any) -> HttpResponse:
    """List what waits for the reader's organisations, then what is over."""
    finished = consultations().filter(ended_at__isnull=False).order_by("-ended_at")
    over, told = page_of(finished, FINISHED_ON_A_PAGE, request)
    for sentence in told:
        messages.info(request, sentence)
    context = {
        "running": waiting_in(running(), request.user),
        "finished": over,
        "coordinates": standing_of(request.user).coordinates,
    }
    return respond(request, page, "start", context)


def overview(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Show a round: what it is about, its sections, the official answers."""
    shown = round_of(request, page, uuid)
    context = {
        "round": shown,
        "consultation": shown.consultation,
        "here": shown.here,
        "contents": shown.contents(),
        "comments": shown.on_whole_text(),
    }
    return respond(request, page, "round", context)


def section(request: HttpRequest, page: Any, uuid: UUID, slug: str) -> HttpResponse:
    """Show a section of a round with the comments at its clauses."""
    shown = round_of(request, page, uuid)
    sections = shown.snapshot.sections
    place = next((i for i, each in enumerate(sections) if each.slug == slug), None)
    if place is None:
        raise NotFound(_("Diesen Abschnitt gibt es in dieser Runde nicht."))
    here = sections[place]
    context = {
        "round": shown,
        "consultation": shown.consultation,
        "here": shown.here,
        "section": here,
        "fields": shown.fields(here),
        "clauses": shown.clauses(here),
        "previous": _neighbour(shown, place - 1),
        "next": _neighbour(shown, place + 1),
    }
    return respond(request, page, "section", context)


def _neighbour(shown: Round, place: int) -> tuple[str, str] | None:
    """Return address and title of a section; None before the first and after the last."""
    if not 0 <= place < len(shown.snapshot.sections):
        return None
    section = shown.snapshot.sections[place]
    return shown.section_url(section), f"{section.number} {section.title}"
