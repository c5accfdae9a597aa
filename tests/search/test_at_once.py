"""What is taken from somebody is gone with his next search, before Elasticsearch is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from directory.models import OfficePage
from portal.core.visibility import Viewer, viewer_of
from portal.search.asking import Question, find, suggest
from portal.search.elastic import client
from portal.search.elastic.drain import drain
from portal.search.elastic.state import freshness
from portal.search.models import Facet
from tests.factories import directory, people, site
from tests.search.shelf import ask, fill_index, titles

pytestmark = pytest.mark.django_db


def restrict(page: Page) -> None:
    """Close the page above to all but one group."""
    above = page.get_parent()
    closed = PageViewRestriction.objects.create(page=above, restriction_type="groups")
    closed.groups.set([Group.objects.get(name="Beispielkreis")])


def move(page: Page) -> None:
    """Move the page above to a closed place."""
    closed = site.plain_page(site.home(), "Geschlossen")
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
    restriction.groups.set([Group.objects.get(name="Beispielkreis")])
    page.get_parent().move(closed, pos="last-child")


def unpublish(page: Page) -> None:
    page.unpublish()


def delete(page: Page) -> None:
    page.delete()


def expire(page: Page) -> None:
    """Let a page expire; nothing has taken it back yet."""
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()


@pytest.fixture
def office(elasticsearch: object, monkeypatch: pytest.MonkeyPatch) -> OfficePage:
    """An office that everybody finds."""
    monkeypatch.setattr(client, "SEARCH_SECONDS", 20)
    Group.objects.create(name="Beispielkreis")
    office: OfficePage = directory.office(
        of=directory.organisation(title="Beispielverein"), title="Kesselberatung"
    )
    fill_index()
    assert titles(ask("Kesselberatung")) == ["Kesselberatung"]
    return office


@pytest.mark.parametrize("take_away", [restrict, move, unpublish, delete, expire])
def test_a_page_is_gone_with_the_next_search(
    office: OfficePage, take_away: Callable[[Page], None]
) -> None:
    def learns_nothing() -> None:
        found = ask("Kesselberatung")
        assert (found.hits, found.total, found.spelling) == ([], 0, "")
        assert found.choices[Facet.ORGANISATION] == []
        assert suggest("kessel", Viewer(), "de") == []

    take_away(OfficePage.objects.get(pk=office.pk))
    learns_nothing()
    drain()
    learns_nothing()


def test_who_leaves_a_group_no_longer_finds_what_is_for_it(office: OfficePage) -> None:
    person = people.staff(of=office.get_parent().specific)
    person.groups.add(Group.objects.get(name="Beispielkreis"))
    restrict(OfficePage.objects.get(pk=office.pk))
    drain()
    assert freshness().is_fresh
    assert titles(ask("Kesselberatung", viewer_of(person))) == ["Kesselberatung"]
    person.groups.clear()
    assert ask("Kesselberatung", viewer_of(person)).total == 0


def test_a_search_costs_the_same_queries_however_much_it_finds(office: OfficePage) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found = find(Question("Kesselberatung"), Viewer())
        assert found.hits
        return len(captured)

    few = queries()
    for number in range(12):
        directory.office(of=directory.organisation(), title=f"Kesselberatung {number}")
    drain()
    assert ask("Kesselberatung").total == 13
    assert queries() == few <= 12
