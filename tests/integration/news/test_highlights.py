"""The coordination puts an article or event first at /aktuelles/, for a while."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from news.beside import MOST_HIGHLIGHTS
from news.highlights import HighlightRefused, put_first, take_back
from news.listing import ON_A_PAGE
from news.models import Highlight
from tests.factories.directory import office, organisation
from tests.factories.news import article, event
from tests.factories.people import administrator, coordination, editor, lead_editor, staff
from tests.factories.site import close
from tests.integration.news.reading import AT_MOST, queries, text, titles

pytestmark = pytest.mark.django_db


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def first(page: Any, until: date | None = None) -> Highlight:
    return put_first(page, until or in_days(7), coordination())


def shown(answer: Any) -> list[str]:
    return [one.title for one in answer.context["highlights"]]


def test_what_is_highlighted_comes_first_and_not_a_second_time(client: Client) -> None:
    verein = organisation(title="Verein Beispiel")
    old = article(verein, "Alt und wichtig", date=date(2024, 1, 1))
    article(verein, "Neu", date=date(2026, 1, 1))
    fest = event(verein, "Fest", starts_on=in_days(9))
    first(old)
    first(fest)

    answer = client.get("/aktuelles/")

    assert shown(answer) == ["Fest", "Alt und wichtig"]
    assert titles(answer) == ["Neu"]
    page = text(answer)
    assert "Hervorgehoben" in page
    assert page.index("Alt und wichtig") < page.index(">Neu<")
    assert answer.context["highlights"][0].date == in_days(9)
    assert {one.organisation for one in answer.context["highlights"]} == {"Verein Beispiel"}


def test_a_filter_and_further_pages_show_articles_alone(client: Client) -> None:
    verein = organisation(slug="verein")
    first(article(verein, "Wichtig"))
    for _number in range(ON_A_PAGE + 1):
        article(verein)

    filtered, second = (
        client.get("/aktuelles/?organisation=verein"),
        client.get("/aktuelles/?page=2"),
    )

    assert shown(filtered) == shown(second) == []
    assert "Wichtig" in titles(client.get("/aktuelles/?organisation=verein&page=2")) + titles(
        filtered
    )
    assert "Wichtig" not in titles(second)


def test_a_highlight_ends_after_its_last_day(client: Client) -> None:
    news = article(organisation(), "Wichtig")
    first(news, in_days(0))
    assert shown(client.get("/aktuelles/")) == ["Wichtig"]

    Highlight.objects.update(until=in_days(-1))

    answer = client.get("/aktuelles/")
    assert shown(answer) == []
    assert titles(answer) == ["Wichtig"]
    assert "Hervorgehoben" not in text(answer)


@pytest.mark.parametrize("how", ["draft", "expired", "closed"])
def test_a_highlight_shows_nobody_what_he_may_not_see(client: Client, how: str) -> None:
    verein = organisation()
    news = article(verein, "Nur für uns")
    first(news)
    if how == "draft":
        Page.objects.filter(pk=news.pk).update(live=False)
    elif how == "expired":
        Page.objects.filter(pk=news.pk).update(expire_at=timezone.now())
    else:
        close(verein)

    assert "Nur für uns" not in text(client.get("/aktuelles/"))


def test_only_so_many_highlights_are_shown_and_queries_do_not_grow(client: Client) -> None:
    article(organisation())
    first(article(organisation()))
    needed = queries(client, "/aktuelles/")
    for _number in range(MOST_HIGHLIGHTS):
        first(article(organisation()))
        first(event(organisation()))

    assert queries(client, "/aktuelles/") == needed <= AT_MOST
    assert len(shown(client.get("/aktuelles/"))) == MOST_HIGHLIGHTS


@pytest.mark.parametrize("days", [-1, 91])
def test_a_day_that_is_over_or_too_far_away_is_refused(days: int) -> None:
    news = article(organisation())

    with pytest.raises(HighlightRefused):
        put_first(news, in_days(days), coordination())

    assert not Highlight.objects.exists()


def test_only_articles_and_events_are_highlighted() -> None:
    with pytest.raises(HighlightRefused):
        first(office(of=organisation()))


def test_highlighting_again_moves_the_day() -> None:
    news = article(organisation())
    first(news, in_days(3))
    first(news, in_days(90))

    assert Highlight.objects.get().until == in_days(90)


def test_the_log_says_who_highlighted_until_when_and_who_ended_it() -> None:
    news, somebody = article(organisation()), coordination()

    put_first(news, in_days(3), somebody)
    assert take_back(news, somebody)
    assert not take_back(news, somebody)

    entries = PageLogEntry.objects.filter(page=news.pk, action__startswith="portal.news.highlight")
    assert [(entry.action, entry.user) for entry in entries.order_by("pk")] == [
        ("portal.news.highlight", somebody),
        ("portal.news.highlight_ended", somebody),
    ]
    assert entries.order_by("pk")[0].data == {"until": in_days(3).isoformat()}


def test_nobody_else_highlights_or_ends_it() -> None:
    verein = organisation()
    news = article(verein)
    first(news)

    for somebody in (staff(), editor(of=verein), lead_editor(of=verein)):
        with pytest.raises(PermissionDenied):
            put_first(news, in_days(3), somebody)
        with pytest.raises(PermissionDenied):
            take_back(news, somebody)

    assert Highlight.objects.get().until == in_days(7)


def address(page: Any) -> str:
    return reverse("news_highlight", args=[page.pk])


def test_the_coordination_highlights_in_the_admin_and_takes_it_back(client: Client) -> None:
    news = article(organisation(), "Neue Zeiten")
    client.force_login(coordination())
    editor_page = reverse("wagtailadmin_pages:edit", args=[news.pk])

    assert address(news) in text(client.get(reverse("wagtailadmin_explore", args=[news.pk])))
    assert in_days(14).isoformat() in text(client.get(address(news)))
    done = client.post(address(news), {"until": in_days(30).isoformat()})

    assert (done.status_code, done["Location"]) == (302, editor_page)
    assert shown(Client().get("/aktuelles/")) == ["Neue Zeiten"]
    assert "Nicht mehr hervorheben" in text(client.get(address(news)))

    client.post(address(news), {"take_back": "1"})

    assert shown(Client().get("/aktuelles/")) == []


@pytest.mark.parametrize("day", ["", "gestern", "2020-01-01", "9999-12-31", "2026-02-30"])
def test_a_mistake_is_said_at_the_day_and_what_was_typed_stays(client: Client, day: str) -> None:
    news = article(organisation())
    client.force_login(administrator())

    answer: Any = client.post(address(news), {"until": day})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["until"]
    assert f'value="{day}"' in text(answer) or not day
    assert not Highlight.objects.exists()


def test_an_editor_is_not_offered_it_and_is_refused(client: Client) -> None:
    verein = organisation()
    news = article(verein)
    client.force_login(lead_editor(of=verein))

    listed = text(client.get(reverse("wagtailadmin_pages:edit", args=[news.pk])))
    refused = client.post(address(news), {"until": in_days(3).isoformat()})

    assert address(news) not in listed
    assert refused.status_code in (302, 403)
    assert not Highlight.objects.exists()


def test_a_page_of_another_kind_or_none_is_not_found(client: Client) -> None:
    client.force_login(coordination())

    assert client.get(address(office(of=organisation()))).status_code == 404
    assert client.get(reverse("news_highlight", args=[999_999])).status_code == 404
