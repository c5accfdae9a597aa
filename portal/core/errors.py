"""Errors that carry a sentence for the reader, and the pages that show it."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class NotFound(Http404):
    """Answers 404 with a sentence that says what is missing and what to do."""


class BadInput(BadRequest):
    """Answers 400 with a sentence that says what is wrong and what to do."""


def _sentence(exception: BaseException | None, ours: type[BaseException]) -> str:
    return str(exception.args[0]) if isinstance(exception, ours) and exception.args else ""


def bad_request(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Show the styled 400 page; only our own errors say more."""
    context = {"sentence": _sentence(exception, BadInput)}
    return render(request, "400.html", context, status=400)


def permission_denied(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Show the styled 403 page."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Show the styled 404 page; only our own errors say more."""
    context = {"sentence": _sentence(exception, NotFound)}
    return render(request, "404.html", context, status=404)


def too_many_requests(
    request: HttpRequest, exception: BaseException | None = None, *, seconds: int = 300
) -> HttpResponse:
    """Say that it was too much, and after how many seconds to try again.

    The limits of log-in and passwords (settings) count over five minutes at most, but for
    those that a form tells itself.
    """
    minutes = max(1, round(seconds / 60))
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words why a form was not taken, instead of Django's technical page."""
    sentence = _(
        "Das Formular ist abgelaufen oder kam von einer anderen Seite. "
        "Gehen Sie zurück, laden Sie die Seite neu und senden Sie es noch einmal."
    )
    context = {"heading": _("Das Formular ist abgelaufen"), "sentence": sentence}
    return render(request, "403.html", context, status=403)


def closed_door(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer 404 at an address that a library brings along and the portal does not use."""
    raise Http404
