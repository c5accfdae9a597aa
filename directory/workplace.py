"""The home page's panels of an editor: drafts, and what changed lately."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from directory.enums import EDITING, Role
from directory.models import Membership, OrganisationPage, PartnerIndexPage
from directory.people.roles import manages_network, organisations_of
from portal.accounts.leaving import deleted_account
from portal.core.trees import below
from portal.core.visibility import viewer
from portal.core.workplace import MOST_LINES, Line, Panel

ENTRIES_LOOKED_AT = 60
"""Of the log: an hour of automatic saving is many entries of one page."""
CHANGES = ("create", "edit", "publish", "unpublish", "rename", "move", "delete")


def edited_organisations(request: HttpRequest) -> dict[str, OrganisationPage]:
    """Return the organisations whose pages are somebody's own to look after, by their places.

    Looked up once a request.
    """
    memo = viewer(request).memo
    if "edited_organisations" not in memo:
        keys = organisations_of(request.user, *EDITING)
        found = OrganisationPage.objects.filter(pk__in=keys, archived_on=None)
        memo["edited_organisations"] = {page.path: page for page in found}
    organisations: dict[str, OrganisationPage] = memo["edited_organisations"]
    return organisations


def _own_pages(request: HttpRequest) -> Q | None:
    """Return which pages are somebody's to look after, None for who looks after none.

    An editor's are those of his organisations; the coordination's are those of the network
    that belong to no organisation.
    """
    organisations = edited_organisations(request)
    if organisations:
        return below(organisations)
    if manages_network(request.user):
        entrances = PartnerIndexPage.objects.values_list("path", flat=True)
        return Q(depth__gt=1) & ~below(f"{path}0" for path in entrances)
    return None


def drafts(request: HttpRequest) -> Panel | None:
    """List drafts and unpublished changes, newest first."""
    own = _own_pages(request)
    if own is None:
        return None
    unpublished = Q(has_unpublished_changes=True) | Q(live=False)
    pages = Page.objects.filter(own, unpublished, latest_revision__isnull=False)
    found = pages.order_by("-latest_revision_created_at")[:MOST_LINES]
    lines = [
        Line(
            page.draft_title or page.title,
            edit_url(page),
            _state(page),
            page.latest_revision_created_at,
        )
        for page in found
    ]
    return Panel(
        _("Entwürfe und Änderungen, die noch niemand sieht"),
        lines,
        empty=_("Alles ist veröffentlicht. Unter „Seiten“ bearbeiten Sie Ihre Einträge."),
        total=total_of(pages, lines),
    )


def _state(page: Page) -> str:
    if page.live:
        return _("Änderungen nicht veröffentlicht")
    if page.first_published_at:
        return _("nicht mehr veröffentlicht")
    return _("noch nie veröffentlicht")


def recent_changes(request: HttpRequest) -> Panel | None:
    """List the pages of one's organisations that changed lately, and who changed them."""
    own = edited_organisations(request)
    if not own:
        return None
    entries = (
        PageLogEntry.objects.filter(
            page__in=Page.objects.filter(below(own)).values("pk"),
            action__in=[f"wagtail.{change}" for change in CHANGES],
        )
        .select_related("user", "page")
        .order_by("-timestamp", "-pk")[:ENTRIES_LOOKED_AT]
    )
    latest: dict[int, Any] = {}
    for entry in entries:
        latest.setdefault(entry.page_id, entry)
    names = _names(request, [entry.user for entry in latest.values()])
    lines = [
        Line(
            entry.page.draft_title or entry.page.title,
            edit_url(entry.page),
            names.get(entry.user_id, deleted_account()),
            entry.timestamp,
        )
        for entry in latest.values()
    ]
    return Panel(
        _("Zuletzt geändert in Ihrer Organisation"),
        lines[:MOST_LINES],
        empty=_("In letzter Zeit hat sich nichts geändert."),
    )


def _names(request: HttpRequest, people: Iterable[Any]) -> dict[int | None, str]:
    """Return what to call those who changed something: colleagues by name, others by function."""
    mine = organisations_of(request.user)
    others = {person.pk: person for person in people if person is not None}
    held = Membership.objects.filter(user__in=others)
    roles = held.values_list("user", "organisation", "role")
    colleagues = {user for user, place, _role in roles if place in mine}
    coordination = {user for user, _place, role in roles if role == Role.COORDINATION}
    names: dict[int | None, str] = {None: ""}
    for key, person in others.items():
        if key == request.user.pk:
            names[key] = _("Sie selbst")
        elif key in colleagues:
            names[key] = str(person)
        else:
            names[key] = _("Koordination") if key in coordination else _("Portalverwaltung")
    return names


def edit_url(page: Page) -> str:
    """Return the address of a page's editor."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def total_of(queryset: QuerySet[Any], lines: list[Line]) -> int:
    """Return how many there are; asks the database only if the panel is full."""
    return queryset.count() if len(lines) == MOST_LINES else len(lines)
