"""The pages and groups that every portal has before any content."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page, PageViewRestriction, Site

from directory.groups import COORDINATION, NETWORK
from portal.home.models import HomePage
from portal.intern.models import InternPage
from portal.operations.site import ensure_site
from tests.factories.people import coordination, staff
from tests.factories.site import plain_page

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[object]]:
    """Return what the site consists of, as it lies in the database."""
    pages = Page.objects.order_by("path")
    return {
        "pages": list(pages.values_list("path", "slug", "title", "live", "locale_id")),
        "restrictions": list(PageViewRestriction.objects.values_list("page_id", "groups")),
        "permissions": list(
            GroupPagePermission.objects.order_by("pk").values_list("group", "page", "permission")
        ),
        "groups": list(Group.objects.order_by("pk").values_list("name", "permissions")),
        "sites": list(Site.objects.values_list("hostname", "root_page", "site_name")),
    }


def test_making_the_site_again_changes_nothing() -> None:
    ensure_site()
    before = everything()
    ensure_site()
    assert everything() == before


def test_every_language_has_its_home_and_the_entrances_stand_once() -> None:
    home = ensure_site()
    languages = HomePage.objects.live().values_list("locale__language_code", flat=True)
    assert sorted(languages) == ["de", "de-simple", "en"]
    assert {"partner", "intern"} <= set(home.get_children().live().values_list("slug", flat=True))
    assert Site.objects.get().root_page.specific == home
    assert not Page.objects.filter(title__icontains="Welcome").exists()


def test_what_editors_changed_stays() -> None:
    intern = InternPage.objects.get(pk=ensure_site().get_children().get(slug="intern").pk)
    intern.title = "Für Mitarbeitende"
    intern.save()
    site = Site.objects.get()
    site.hostname = "portal.example.org"
    site.save()
    own = plain_page(HomePage.objects.get(locale__language_code="de"), "Eigene Seite")
    ensure_site()
    intern.refresh_from_db()
    assert intern.title == "Für Mitarbeitende"
    assert Site.objects.get().hostname == "portal.example.org"
    assert Page.objects.filter(pk=own.pk).exists()


def test_only_the_network_enters_the_staff_area() -> None:
    ensure_site()
    restriction = PageViewRestriction.objects.get()
    assert restriction.page.slug == "intern"
    assert restriction.restriction_type == PageViewRestriction.GROUPS
    assert [group.name for group in restriction.groups.all()] == [NETWORK]


def test_the_coordination_edits_and_publishes_every_page() -> None:
    home = ensure_site()
    person = coordination()
    assert person.has_perm("wagtailadmin.access_admin")
    for page in (home, *home.get_descendants()):
        may = page.permissions_for_user(person)
        assert may.can_edit()
        assert may.can_publish()
    assert Group.objects.filter(name=COORDINATION).exists()


def test_staff_edits_nothing() -> None:
    home = ensure_site()
    person = staff()
    assert not person.has_perm("wagtailadmin.access_admin")
    assert not home.permissions_for_user(person).can_edit()
