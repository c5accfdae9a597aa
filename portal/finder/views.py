"""The pages of the office finder. Nothing is kept: every page is made from its request alone."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from directory.places import PlaceKind, search_place
from portal.finder.answers import LONGEST_ECHO, Field
from portal.finder.card import card_page, chosen_office
from portal.finder.coordination import coordination
from portal.finder.discretion import discreet
from portal.finder.forms import TYPED
from portal.finder.places import outside_page, place_page, start_page, unclear_place_page
from portal.finder.questions import question_page
from portal.finder.results import result_page
from portal.finder.steps import Step, to_show
from portal.finder.visit import Visit, visit_of
from portal.finder.ways import address


@require_safe
@discreet
def start(request: HttpRequest) -> HttpResponse:
    """Show the emergency numbers, and below them the first question."""
    visit = visit_of(request)
    if visit is None:
        return _without_rules(request)
    return _render(request, "start", start_page(visit))


@require_http_methods(["GET", "HEAD", "POST"])
@discreet
def question(request: HttpRequest, step: Step) -> HttpResponse:
    """Show a step, or the earlier one whose answer makes no sense."""
    visit = visit_of(request)
    if visit is None:
        return _without_rules(request)
    shown = to_show(step, visit.parsed.errors, parents=visit.parents)
    if shown is Step.PLACE:
        return _place(request, visit)
    if shown is not step and not visit.parsed.errors and request.method != "POST":
        return redirect(address(shown, visit.answers))
    return _show(request, shown, visit)


@require_http_methods(["GET", "HEAD", "POST"])
@discreet
def card(request: HttpRequest) -> HttpResponse:
    """Show the card for an office; the answer again if that office is not there any more."""
    visit = visit_of(request)
    if visit is None:
        return _without_rules(request)
    office = chosen_office(request)
    if office is not None:
        return _render(request, "card", card_page(request, visit, office))
    context = {**result_page(request, visit), "office_is_missing": True}
    return render(request, "finder/result.html", context, status=HTTPStatus.NOT_FOUND)


def _show(request: HttpRequest, step: Step, visit: Visit) -> HttpResponse:
    if step is Step.RESULT:
        return _render(request, "result", result_page(request, visit))
    return _render(request, "question", question_page(step, visit))


def _place(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for the place, or settle what was typed."""
    source = request.POST if request.method == "POST" else request.GET
    typed = source.get(TYPED)
    if typed is None:
        return _render(request, "place", place_page(visit))
    result = search_place(typed, visit.gazetteer)
    if result.place:
        return _placed(request, visit, result.place.municipality.ags)
    typed = typed[:LONGEST_ECHO]
    if result.kind is PlaceKind.OUTSIDE:
        return _render(request, "outside", outside_page(visit, typed, result))
    return _render(request, "place", unclear_place_page(visit, typed, result))


def _placed(request: HttpRequest, visit: Visit, ags: str) -> HttpResponse:
    """Go on to the next question; after a POST at once, since a redirect would lose its body."""
    answers = visit.answers.stating(Field.PLACE, ags)
    if request.method == "POST":
        return _show(request, Step.AGE, visit.knowing(answers))
    return redirect(address(Step.AGE, answers))


def _render(request: HttpRequest, page: str, context: dict[str, Any]) -> HttpResponse:
    status = 400 if context.get("error") else 200
    return render(request, f"finder/{page}.html", context, status=status)


def _without_rules(request: HttpRequest) -> HttpResponse:
    """Say that nothing can be answered today, and who helps instead."""
    return render(request, "finder/no_rules.html", {"robots": "noindex", **coordination(request)})
