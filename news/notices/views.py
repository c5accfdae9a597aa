"""The pages of internal notices."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from directory.enums import EDITING
from directory.people.roles import organisations_of
from news.models.notices import Notice
from news.notices import actions, listing, permissions
from news.notices.asking import wording_of
from news.notices.forms import ChangeNoticeForm, NewNoticeForm
from news.notices.refusals import NoticeRefused
from portal.core.errors import NotFound
from portal.core.visibility import viewer, visible

METHODS = ("GET", "HEAD", "POST")
LISTS: dict[str, Callable[[HttpRequest], Any]] = {
    "list": listing.current_page,
    "archive": listing.archive_page,
}


def current(request: HttpRequest, page: Any) -> HttpResponse:
    """List the notices that hold, those to be confirmed first."""
    return _list(request, page, "list")


def archive(request: HttpRequest, page: Any) -> HttpResponse:
    """List the notices that are over, and to their writers those that were taken back."""
    return _list(request, page, "archive")


def _list(request: HttpRequest, page: Any, name: str) -> HttpResponse:
    found, notices, problems = LISTS[name](request)
    context = {
        "page_obj": found,
        "notices": notices,
        "problems": problems,
        "may_write": permissions.may_write_any(request.user),
    }
    return _answer(request, page, name, context)


def add(request: HttpRequest, page: Any) -> HttpResponse:
    """Take a new notice."""
    if not permissions.may_write_any(request.user):
        raise PermissionDenied
    form = NewNoticeForm(request.user, request.POST if request.method == "POST" else None)
    if len(form.fields["organisation"].choices) == 1:  # type: ignore[attr-defined]
        form.initial["organisation"] = form.fields["organisation"].choices[0][0]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write(request.user, **form.cleaned_data)
        except NoticeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Der Hinweis steht jetzt auf der Seite."))
            return redirect(f"{page.get_url(request)}{made.uuid}/")
    return _answer(request, page, "form", {"form": form})


def notice(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Show a notice, and note that its reader confirms it."""
    found = _notice(request, uuid)
    if request.method == "POST":
        try:
            actions.acknowledge(found, request.user, seen=request.POST.get("seen", ""))  # type: ignore[arg-type]
        except NoticeRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Danke. Wir haben notiert, dass Sie es gelesen haben."))
        return redirect(f"{page.get_url(request)}{found.uuid}/")
    context = {
        "shown": listing.shown(found, request.user),
        "seen": wording_of(found),
        "may_change": permissions.may_write(request.user, found.organisation_id)
        and not found.withdrawn_at,
        "may_withdraw": permissions.may_withdraw(request.user, found) and not found.withdrawn_at,
        "may_count": permissions.may_count(request.user, found) and found.asks_acknowledgement,
    }
    return _answer(request, page, "notice", context)


def change(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Take another wording of a notice."""
    found = _notice(request, uuid)
    if not permissions.may_write(request.user, found.organisation_id):
        raise PermissionDenied
    initial = {
        "audience": found.audience,
        "title": found.title,
        "text": found.text,
        "until": found.until,
        "asks_acknowledgement": found.asks_acknowledgement,
        "seen": wording_of(found),
    }
    data = request.POST.copy() if request.method == "POST" else None
    form = ChangeNoticeForm(found, data, initial=initial)
    here = f"{page.get_url(request)}{found.uuid}/"
    if data is not None and form.is_valid():
        try:
            actions.change(found, request.user, **form.cleaned_data)
        except NoticeRefused as refusal:
            form.add_error(None, str(refusal))
            # What was typed goes over what is there now, once its writer has read that.
            data["seen"] = wording_of(found)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(here)
    return _answer(request, page, "form", {"form": form, "changed": found, "back": here})


def withdraw(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Take a notice back, once that is confirmed."""
    found = _notice(request, uuid)
    if not permissions.may_withdraw(request.user, found):
        raise PermissionDenied
    if request.method == "POST":
        actions.withdraw(found, request.user)
        messages.success(request, _("Der Hinweis ist zurückgenommen."))
        return redirect(page.get_url(request))
    back = f"{page.get_url(request)}{found.uuid}/"
    return _answer(request, page, "withdraw", {"notice": found, "back": back})


def acknowledgements(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Show to the writers of a notice who has confirmed it, and who has not."""
    found = _notice(request, uuid)
    if not permissions.may_count(request.user, found):
        raise PermissionDenied
    own = organisations_of(request.user, *EDITING)
    context = {
        "notice": found,
        "rows": listing.answered(found, request.user, own),
        "back": f"{page.get_url(request)}{found.uuid}/",
    }
    return _answer(request, page, "answers", context)


def _notice(request: HttpRequest, uuid: UUID) -> Notice:
    notices = visible(Notice.objects.select_related("organisation"), viewer(request))
    found = notices.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("Diesen Hinweis gibt es nicht, oder er ist zurückgenommen."))
    return found


def _answer(request: HttpRequest, page: Any, name: str, context: dict[str, Any]) -> HttpResponse:
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    base = {"page": page, "self": page, "home": page.get_url(request)}
    return TemplateResponse(request, f"news/notices_{name}.html", base | context)
