"""Notices in lists: those that hold, with what is to confirm first, and the archive."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.models import Membership
from directory.people.roles import manages_network
from news.models.notices import Notice, NoticeAcknowledgement
from news.notices.asking import (
    COUNTS,
    asked_memberships,
    asked_of,
    confirmed_by,
    holding,
    is_over,
)
from news.notices.mails import path_of
from portal.core.languages import localized_path
from portal.core.paging import page_of
from portal.core.visibility import viewer, visible

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice as its reader finds it."""

    notice: Notice
    url: str
    is_waiting: bool
    """Whether the reader has still to confirm it."""
    is_confirmed: bool
    confirmed_earlier: bool
    """Whether he confirmed another wording, before it changed."""

    @property
    def from_whom(self) -> str:
        """Who tells it."""
        organisation = self.notice.organisation
        return organisation.title if organisation else _("Koordination")

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return is_over(self.notice)


def current_page(request: HttpRequest) -> tuple["Page[Any]", list[ShownNotice], list[str]]:
    """Return a page of the notices that hold: to be confirmed first, then the newest."""
    notices = holding(visible(Notice.objects.all(), viewer(request)))
    marked = _marked(notices, request.user)
    return _page(marked.order_by("-is_waiting", "-made_at", "-pk"), request)


def archive_page(request: HttpRequest) -> tuple["Page[Any]", list[ShownNotice], list[str]]:
    """Return a page of the notices that are over or, for their writers, were taken back."""
    gone = Q(until__lt=timezone.localdate()) | Q(withdrawn_at__isnull=False)
    notices = visible(Notice.objects.filter(gone), viewer(request))
    return _page(_marked(notices, request.user).order_by("-made_at", "-pk"), request)


def newest(request: HttpRequest, most: int) -> list[ShownNotice]:
    """Return the first of the notices that hold, in the order of the list."""
    notices = holding(visible(Notice.objects.all(), viewer(request)))
    marked = _marked(notices, request.user).order_by("-is_waiting", "-made_at", "-pk")
    return [_shown(one) for one in marked[:most]]


def shown(notice: Notice, user: Any) -> ShownNotice:
    """Return one notice as its reader finds it."""
    return _shown(_marked(Notice.objects.filter(pk=notice.pk), user).get())


def _marked(notices: QuerySet[Notice], user: Any) -> QuerySet[Any]:
    """Add whether somebody has to confirm it, has, or has confirmed an earlier wording."""
    ever = NoticeAcknowledgement.objects.filter(notice=OuterRef("pk"), user=user.pk)
    waits = Q(pk__in=holding(Notice.objects.all()).filter(asked_of(user)).values("pk"))
    return notices.select_related("organisation").annotate(
        is_confirmed=confirmed_by(user),
        was_confirmed=Exists(ever),
        is_waiting=Case(
            When(waits & ~confirmed_by(user), then=Value(True)),  # noqa: FBT003  # Django's
            default=Value(False),  # noqa: FBT003
            output_field=BooleanField(),
        ),
    )


def _page(
    notices: QuerySet[Any], request: HttpRequest
) -> tuple["Page[Any]", list[ShownNotice], list[str]]:
    found, problems = page_of(notices, ON_A_PAGE, request)
    return found, [_shown(one) for one in found], problems


def _shown(one: Any) -> ShownNotice:
    return ShownNotice(
        one,
        localized_path(path_of(one)),
        is_waiting=one.is_waiting,
        is_confirmed=one.is_confirmed,
        confirmed_earlier=one.was_confirmed and not one.is_confirmed,
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """An organisation (or the coordination), how many of its people are asked, and who did."""

    organisation: str
    asked: int
    confirmed: int
    shows_names: bool
    """Whether the reader may know who: of another organisation he learns the number alone."""
    done: tuple[str, ...]
    missing: tuple[str, ...]


def answered(notice: Notice, user: Any, own: frozenset[int]) -> list[Answered]:
    """Return who has confirmed, by organisation (two queries).

    `own` are the keys of the organisations of whose people somebody reads the names; the
    coordination reads all. Who works for two organisations is counted in both.
    """
    acknowledgements = NoticeAcknowledgement.objects.filter(COUNTS, notice=notice)
    done = set(acknowledgements.values_list("user", flat=True))
    sees_all = manages_network(user)
    groups: dict[int | None, tuple[str, dict[int, str]]] = {}
    for one in _by_name(asked_memberships(notice)):
        title = one.organisation.title if one.organisation else _("Koordination")
        people = groups.setdefault(one.organisation_id, (title, {}))[1]
        people[one.user_id] = one.user.get_full_name() or one.user.email
    return [
        _answered(title, people, done, shows_names=sees_all or key in own)
        for key, (title, people) in groups.items()
    ]


def _by_name(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    rows = memberships.select_related("user", "organisation")
    return rows.order_by("organisation__title", "user__last_name", "user__first_name", "user")


def _answered(title: str, people: dict[int, str], done: set[int], *, shows_names: bool) -> Answered:
    confirmed = tuple(name for key, name in people.items() if key in done)
    missing = tuple(name for key, name in people.items() if key not in done)
    return Answered(
        title,
        len(people),
        len(confirmed),
        shows_names,
        confirmed if shows_names else (),
        missing if shows_names else (),
    )
