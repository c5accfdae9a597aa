"""The page behind the link of a reminder: confirms one office without log-in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import View

from directory.freshness.actions import confirm_by_link, undo_by_link
from directory.freshness.cards import facts_of
from directory.freshness.links import LinkGone, open_link
from directory.freshness.undoing import FreshnessRefused
from directory.freshness.words import verified_words
from directory.models import ConfirmationLink
from portal.core.throttle import throttled

TRIES = 60
"""POSTs a minute and address."""


@method_decorator(throttled("confirmation", amount=TRIES), name="dispatch")
class ConfirmationView(View):
    """Shows the facts to check and a button, and takes the answer.

    GET changes nothing: scanners of mail servers follow every link. Shown is what visitors see
    as well, since mails are passed on.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer without letting the address, which holds the secret, out of the house.

        Not "no-referrer": browsers then send forms with "Origin: null", which Django's guard
        against forged requests refuses.
        """
        try:
            response = super().dispatch(request, *args, **kwargs)
        except LinkGone as gone:
            response = _gone(request, gone.link)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show what is to be checked."""
        return _facts(request, open_link(token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Confirm, or take the confirmation back."""
        if "undo" not in request.POST:
            link, undo = confirm_by_link(token)
            context = {"office": link.office, "undo": undo.signed()}
            return render(request, "directory/freshness/link_done.html", context)
        try:
            link = undo_by_link(token, request.POST["undo"])
        except FreshnessRefused as refusal:
            context = {"sentence": refusal.sentence}
            return render(request, "directory/freshness/link_gone.html", context, status=400)
        notice = _("Zurückgenommen. Es ist wieder wie vorher.")
        return _facts(request, link, notice=notice)


def _facts(request: HttpRequest, link: ConfirmationLink, notice: str = "") -> HttpResponse:
    today = timezone.localdate()
    context = {
        "office": link.office,
        "organisation": link.office.organisation,
        "facts": facts_of(link.office, today),
        "contacts": link.office.contacts.count(),
        "verified": verified_words(link.office, today),
        "notice": notice,
    }
    return render(request, "directory/freshness/link.html", context)


def _gone(request: HttpRequest, link: ConfirmationLink | None) -> HttpResponse:
    """Say that a link does not work; of one that did work, why not any more."""
    if link is None:
        sentence = _("Diesen Link gibt es nicht. Vielleicht ist er unvollständig.")
    elif link.used_at is not None:
        sentence = _("Dieser Link ist schon benutzt. Er gilt nur einmal.")
    else:
        sentence = _("Dieser Link ist abgelaufen.")
    status = 404 if link is None else 410
    context = {"sentence": sentence}
    return render(request, "directory/freshness/link_gone.html", context, status=status)
