"""The home page's panels of an editor: drafts, entries to confirm, what changed lately."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from directory.enums import Role
from directory.models import (
    Membership,
    Offer,
    OfficePage,
    OrganisationPage,
    PartnerIndexPage,
)
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
        keys = organisations_of(request.user, Role.EDITOR, Role.LEAD_EDITOR)
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


def months_before(day: date, months: int) -> date:
    """Return the same day some months ago, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def review_limit() -> datetime:
    """Return the moment after which an entry counts as confirmed."""
    day = months_before(timezone.localdate(), settings.DIRECTORY_REVIEW_MONTHS)
    return timezone.make_aware(datetime.combine(day, time.min))


def overdue_offices(paths: Iterable[str] | None) -> QuerySet[OfficePage]:
    """Return the live offices that nobody has published lately, or whose services have all ended.

    `paths` are the places of the organisations; None means all of them.
    """
    today = timezone.localdate()
    offers = Offer.objects.filter(office=OuterRef("pk"))
    lasting = offers.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    all_ended = Exists(offers) & ~Exists(lasting)
    old = Q(last_published_at=None) | Q(last_published_at__lt=review_limit())
    offices: QuerySet[Any] = OfficePage.objects.live().annotate(all_ended=all_ended)
    offices = offices.filter(old | Q(all_ended=True))
    return offices if paths is None else offices.filter(below(paths))


def overdue(request: HttpRequest) -> Panel | None:
    """List the offices to be confirmed, those that wait longest first."""
    own = edited_organisations(request)
    if not own and not manages_network(request.user):
        return None
    offices = overdue_offices(own or None)
    found = offices.order_by("-all_ended", "last_published_at", "title")[:MOST_LINES]
    lines = [
        Line(office.title, edit_url(office), _why_overdue(office), office.last_published_at)
        for office in found
    ]
    return Panel(
        _("Zu überprüfen"),
        lines,
        intro=_(
            "Prüfen Sie Zeiten, Telefon, Dienste und Ansprechpersonen und veröffentlichen Sie die "
            "Seite noch einmal, auch wenn alles stimmt. Dann gilt sie wieder als bestätigt."
        ),
        empty=_("Alle Beratungsstellen sind in letzter Zeit bestätigt worden."),
        total=total_of(offices, lines),
        more_url=reverse("wagtailadmin_reports:aging_pages"),
        more_text=_("Alle Seiten nach ihrem Alter"),
    )


def _why_overdue(office: Any) -> str:
    if office.all_ended:
        return _("Alle Dienste sind abgelaufen")
    if office.last_published_at is None:
        return _("noch nie bestätigt")
    return _("zuletzt bestätigt")


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
