"""Who may see a page: every way to ask gives the same answer."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from portal.accounts.models import User
from portal.core.page_visibility import is_closed_to, page_visible_to
from portal.core.visibility import may_see, viewer, viewer_of, visible
from portal.home.models import PlainPage
from tests.factories.people import account, administrator
from tests.factories.site import close, home, plain_page

pytestmark = pytest.mark.django_db

# How a page may be restricted: open, to groups, or in the two ways that are no audience here.
RESTRICTIONS: Mapping[str, tuple[str, ...] | str | None] = {
    "open": None,
    "a": ("A",),
    "b": ("B",),
    "a and b": ("A", "B"),
    "no group": (),
    "login": "login",
    "password": "password",
}


@pytest.fixture
def groups() -> dict[str, Group]:
    return {name: Group.objects.create(name=name) for name in ("A", "B")}


@pytest.fixture
def people(groups: dict[str, Group]) -> dict[str, Any]:
    return {
        "visitor": AnonymousUser(),
        "a": account(groups=("A",)),
        "b": account(groups=("B",)),
        "both": account(groups=("A", "B")),
        "nobody's": account(),
        "former": account(groups=("A", "B"), is_active=False),
        "administrator": administrator(),
    }


def restrict(page: Page, how: str, groups: Mapping[str, Group]) -> None:
    what = RESTRICTIONS[how]
    if isinstance(what, str):
        close(page, kind=what)
    elif what is not None:
        close(page, [groups[name] for name in what])


def expected(person: str, outer: str, inner: str) -> bool:
    """Say by the rule alone whether somebody may see the page below both restrictions."""
    audience = {"A", "B", "visitors"}
    for how in (outer, inner):
        what = RESTRICTIONS[how]
        if what is not None:
            audience &= set() if isinstance(what, str) else set(what)
    member = {"a": {"A"}, "b": {"B"}, "both": {"A", "B"}, "administrator": {"A", "B", "visitors"}}
    return bool(audience & (member.get(person, set()) | {"visitors"}))


@pytest.mark.parametrize("outer", RESTRICTIONS)
def test_every_way_to_ask_agrees_below_two_restrictions(
    outer: str, groups: dict[str, Group], people: dict[str, Any]
) -> None:
    first = plain_page(home(), "außen")
    restrict(first, outer, groups)
    stands_below = {first.pk: "open"}
    for inner in RESTRICTIONS:
        second = plain_page(first)
        restrict(second, inner, groups)
        stands_below |= {second.pk: inner, plain_page(second).pk: inner}
    pages = list(Page.objects.filter(pk__in=stands_below))
    typed = PlainPage.objects.filter(pk__in=stands_below)
    for name, person in people.items():
        who = viewer_of(person)
        may = {pk for pk, inner in stands_below.items() if expected(name, outer, inner)}
        assert set(visible(typed, who).values_list("pk", flat=True)) == may, name
        assert {page.pk for page in pages if may_see(page, who)} == may, name
        assert {page.pk for page in pages if page_visible_to(page, who)} == may, name
        assert is_closed_to(first, who) is not expected(name, outer, "open"), name


@pytest.mark.parametrize("fields", [{"live": False}, {"expire_at": timedelta(seconds=-1)}])
def test_nobody_sees_a_page_that_is_no_longer_published(
    fields: dict[str, Any], people: dict[str, Any]
) -> None:
    values = {k: timezone.now() + v if k == "expire_at" else v for k, v in fields.items()}
    page = plain_page(home(), **values)
    for name, person in people.items():
        who = viewer_of(person)
        assert not visible(Page.objects.filter(pk=page.pk), who).exists(), name
        assert not may_see(page, who), name
        assert not page_visible_to(page, who), name


def test_a_page_is_seen_until_it_expires() -> None:
    page = plain_page(home(), expire_at=timezone.now() + timedelta(hours=1))
    assert may_see(page, viewer_of(None))
    assert visible(Page.objects.filter(pk=page.pk), viewer_of(None)).exists()


def test_audiences_are_looked_up_once_a_request(
    django_assert_max_num_queries: Any, groups: dict[str, Group], people: dict[str, Any]
) -> None:
    pages = [plain_page(home()) for _ in range(5)]
    for page in pages:
        close(page, groups.values())
    who = viewer_of(people["a"])
    with django_assert_max_num_queries(2):
        assert all(page_visible_to(page, who) for page in pages)


def test_without_a_session_cookie_nobody_asks_for_the_account(rf: RequestFactory) -> None:
    request = rf.get("/")  # it has no user: to ask for one would be an error
    assert not viewer(request).is_authenticated


def test_a_request_that_failed_before_the_log_in_was_read_is_a_visitors(
    rf: RequestFactory, settings: Any
) -> None:
    request = rf.get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "anything"
    assert not viewer(request).is_authenticated


def test_a_closed_account_sees_what_a_visitor_sees() -> None:
    former: User = account(is_active=False)
    assert not viewer_of(former).is_authenticated
    assert viewer_of(former).tokens == viewer_of(None).tokens
