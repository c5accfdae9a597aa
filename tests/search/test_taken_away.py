"""What is taken from readers is gone with their next search, before Elasticsearch knows of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage
from portal.core.visibility import Viewer, viewer_of
from portal.intern.models import InternPage
from portal.search.asking import suggest
from portal.search.elastic import client
from portal.search.elastic.rebuilding import rebuild
from tests.factories import directory, news, people
from tests.factories.site import intern, plain_page
from tests.search.shelf import ask

pytestmark = pytest.mark.django_db

WORD = "Zinnkrautkessel"


@pytest.fixture
def article(elasticsearch: object, monkeypatch: pytest.MonkeyPatch) -> ArticlePage:
    """A public article that Elasticsearch has; a busy machine may take its time."""
    monkeypatch.setattr(client, "SEARCH_SECONDS", 20)
    made = news.article(directory.organisation(title="Haus Beispiel"), f"Vom {WORD}")
    rebuild()
    return made


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_above(page: Any) -> None:
    restrict(page.get_parent().get_parent())


def move_inside(page: Any) -> None:
    page.move(InternPage.objects.get(), pos="last-child")


def unpublish(page: Any) -> None:
    page.unpublish()


def expire(page: Any) -> None:
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()


def delete(page: Any) -> None:
    page.delete()


@pytest.mark.parametrize(
    "take_away",
    [restrict, restrict_above, move_inside, unpublish, expire, delete],
)
def test_what_is_taken_from_visitors_is_gone_at_once(
    article: ArticlePage, take_away: Callable[[Any], None]
) -> None:
    assert ask(WORD).total == 1
    assert suggest("Vom Zinn", Viewer(), "de")
    take_away(ArticlePage.objects.get(pk=article.pk))
    for typed in (WORD, "Zinnkrautkesel"):
        found = ask(typed)
        assert (found.hits, found.total, found.spelling) == ([], 0, "")
        assert not any(choice.count for each in found.choices.values() for choice in each)
    assert suggest("Vom Zinn", Viewer(), "de") == []


def test_who_has_lost_his_roles_finds_what_visitors_find(article: ArticlePage) -> None:
    plain_page(intern(), f"Vermerk zum {WORD}")
    rebuild()
    person = people.staff(of=directory.organisation())
    assert ask(WORD, viewer_of(person)).total == 2
    person.groups.clear()
    person = type(person).objects.get(pk=person.pk)
    assert ask(WORD, viewer_of(person)).total == 1
