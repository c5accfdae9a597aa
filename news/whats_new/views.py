"""The page “what happened since I was last here”."""

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.days import DayField
from news.whats_new import looks
from news.whats_new.gathering import happened
from news.whats_new.happenings import Span
from portal.accounts.models import User

METHODS = ("GET", "HEAD", "POST")


class SinceForm(forms.Form):
    """From which day on somebody wants to look back."""

    seit = DayField(label=gettext_lazy("Zeigen ab"), required=False)

    def clean_seit(self) -> Any:
        """Refuse a day to come: nothing has happened since."""
        day = self.cleaned_data["seit"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Dieser Tag kommt erst noch."))
        return day


def start(request: HttpRequest, page: Any) -> HttpResponse:
    """Show what is new; a POST notes that it was seen, or takes that back."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method == "POST":
        _note(request)
        return redirect(page.get_url(request))
    user = cast("User", request.user)
    form = SinceForm(request.GET or None)
    day = form.cleaned_data.get("seit") if form.is_valid() else None
    last = looks.seen_until(user)
    # The last moment of the day before: the chosen day belongs to it as a whole.
    since = timezone.make_aware(datetime.combine(day, time())) if day else last
    span = Span(since, timezone.now())
    context = {
        "page": page,
        "self": page,
        "home": page.get_url(request),
        "groups": happened(request, span),
        "span": span,
        "form": form,
        "looks_back": day is not None,
        # Who looks at less than what is new to him has not seen all of it.
        "may_mark": since <= last,
        "may_undo": looks.may_undo(user),
    }
    return TemplateResponse(request, "news/whats_new.html", context)


def _note(request: HttpRequest) -> None:
    user = cast("User", request.user)
    if request.POST.get("act") == "undo":
        if looks.undo(user):
            messages.success(request, _("Sie sehen wieder, was davor neu war."))
        else:
            messages.info(request, _("Es gibt nichts zurückzunehmen."))
        return
    until = _moment(request.POST.get("until", ""))
    if until is None:
        messages.error(
            request, _("Das konnten wir nicht lesen. Laden Sie die Seite neu und noch einmal.")
        )
    elif looks.mark_seen(user, until):
        messages.success(request, _("Gemerkt. Ab jetzt steht hier nur, was danach geschieht."))
    else:
        messages.info(request, _("Das war schon gemerkt."))


def _moment(written: str) -> datetime | None:
    """Return the moment that the form sends; None if it is none."""
    try:
        found = parse_datetime(written)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
