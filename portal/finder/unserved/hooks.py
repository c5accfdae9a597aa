"""Whoever takes the last office away reads it at once, in the admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from directory.models import OfficePage, OrganisationPage
from portal.finder.unserved.finding import missing_offices, unserved_of
from portal.finder.unserved.words import sentence, service_names

ACTS = ("publish", "unpublish", "delete", "move")
BEFORE = "_missing_offices"


def look_before(request: HttpRequest, subject: Any, *args: Any) -> None:
    """Note what is missing before something of the directory changes."""
    if request.method == "POST" and _is_of_directory(subject, *args):
        setattr(request, BEFORE, missing_offices(timezone.localdate()))


def warn_after(request: HttpRequest, *args: Any) -> None:
    """Say what is missing now that was not before."""
    before = getattr(request, BEFORE, None)
    if before is None:
        return
    today = timezone.localdate()
    now = missing_offices(today)
    new = {key: day for key, day in now.items() if key not in before or day < before[key]}
    names = service_names() if new else {}
    for one in unserved_of(new, today):
        told = _("Die Koordination bekommt eine Nachricht.")
        messages.warning(request, f"{sentence(one, names, today)} {told}")
    setattr(request, BEFORE, now)


def _is_of_directory(subject: Any, *args: Any) -> bool:
    """Return whether an act is about offices; of acts on many at once, any of them."""
    if isinstance(subject, str):  # the name of an act on many pages, which come next
        return any(map(_is_of_directory, args[0]))
    pages = (OfficePage, OrganisationPage)
    return isinstance(subject, Page) and issubclass(subject.specific_class, pages)


def register_warnings() -> None:
    """Wire the warnings into the admin."""
    for act in ACTS:
        hooks.register(f"before_{act}_page", look_before)
        hooks.register(f"after_{act}_page", warn_after)
    hooks.register("before_bulk_action", look_before)
    hooks.register("after_bulk_action", warn_after)
