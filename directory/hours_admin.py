"""Reads a week of hours back to whoever is typing it."""

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET
from wagtail import hooks

from directory.forms.hours import read_back
from directory.opening_hours import Weekday

LONGEST_LINE = 250
"""Longer than any line that could be read; what is beyond it need not be looked at."""


@require_GET
def hours_sentence(request: HttpRequest) -> JsonResponse:
    """Answer `?line=…` seven times with the sentence, or with what is wrong at each day."""
    sent = [line[:LONGEST_LINE] for line in request.GET.getlist("line")[: len(Weekday)]]
    sentence, errors = read_back([*sent, *[""] * (len(Weekday) - len(sent))])
    return JsonResponse({"sentence": sentence, "errors": errors})


def register_hours() -> None:
    """Add the address to the admin."""

    @hooks.register("register_admin_urls")
    def hours_urls() -> list[URLPattern]:
        return [path("hours/sentence/", hours_sentence, name="hours_sentence")]
