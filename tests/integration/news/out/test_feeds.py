"""Feeds of the news: what every visitor may read, read by other people's parsers."""

from datetime import date, datetime, timedelta
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from django.test import Client
from django.utils import timezone

from directory.models import OrganisationPage, Topic
from news.models import ArticlePage, EventPage
from tests.factories import directory, people
from tests.factories.files import image
from tests.factories.news import article, folder, news_index, paragraph
from tests.factories.site import close
from tests.integration.news.reading import AT_MOST, queries, text
from tests.integration.workplace.reading import logged_in

pytestmark = pytest.mark.django_db
ATOM, JSON = "/aktuelles/feed/", "/aktuelles/feed.json"


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier", slug="hier")


def published(of: OrganisationPage, title: str, *, hours: int = 1, **fields: Any) -> ArticlePage:
    page = article(of, title, **fields)
    page.first_published_at = page.last_published_at = timezone.now() - timedelta(hours=hours)
    page.save()
    return page


def atom(client: Client, address: str = ATOM) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    read = feedparser.parse(answer.content)
    assert not read.bozo
    return read


def items(client: Client, address: str = JSON) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/feed+json"
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def titles(client: Client, query: str = "") -> list[str]:
    """Return the titles that both feeds hold alike."""
    ours = [one["title"] for one in items(client, f"{JSON}{query}")]
    assert [one.title for one in atom(client, f"{ATOM}{query}").entries] == ours
    return ours


def test_both_feeds_hold_articles_and_events_the_newest_first(
    client: Client, here: OrganisationPage
) -> None:
    published(here, "Älter", hours=3)
    invited = EventPage(
        title="Sprachcafé",
        teaser="Kommen Sie.",
        place_name="Rathaus",
        starts_on=date(2030, 5, 1),
        first_published_at=timezone.now() - timedelta(hours=2),
    )
    folder(here).add_child(instance=invited)
    published(here, "Neu", hours=1)

    assert titles(client) == ["Neu", "Sprachcafé", "Älter"]


def test_an_entry_says_who_when_where_and_what_never_changes(
    client: Client, here: OrganisationPage
) -> None:
    page = published(here, "Neue Zeiten", teaser="Ab März.", body=[paragraph("Am <b>Abend</b>.")])

    (entry,) = atom(client).entries
    (item,) = items(client)

    assert entry.id == item["id"] == f"urn:uuid:{page.translation_key}"
    assert entry.author == "Beispielwerk Hier"
    assert item["authors"] == [{"name": "Beispielwerk Hier"}]
    assert entry.link == item["url"]
    assert item["url"].endswith("/partner/hier/aktuelles/neue-zeiten/")
    assert (entry.summary, item["summary"]) == ("Ab März.", "Ab März.")
    assert item["content_text"] == "Am Abend ."
    assert datetime.fromisoformat(item["date_published"]) == page.first_published_at
    page.slug, page.title = "anders", "Anderer Name"
    page.save()
    assert items(client)[0]["id"] == entry.id


def test_a_json_feed_has_the_form_of_version_1_1(client: Client, here: OrganisationPage) -> None:
    published(here, "Eins")

    feed = client.get(JSON).json()

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver{JSON}"
    assert {type(feed[key]) for key in ("title", "home_page_url", "language")} == {str}
    for item in feed["items"]:
        assert {type(item[key]) for key in ("id", "url", "title", "content_text")} == {str}
        assert datetime.fromisoformat(item["date_modified"]).tzinfo is not None


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "]]>&amp;<b>", "a\x00\x08\ufffe\x1bb", "\u202eabc"]
)
def test_a_hostile_title_stays_text_and_breaks_no_parser(
    client: Client, here: OrganisationPage, hostile: str
) -> None:
    page = published(here, "Harmlos")
    ArticlePage.objects.filter(pk=page.pk).update(
        title=hostile.replace("\x00", ""), teaser=hostile.replace("\x00", "")
    )

    assert "<script>" not in text(client.get(ATOM))
    assert len(atom(client).entries) == len(items(client)) == 1


def test_what_is_hidden_expired_or_a_draft_leaves_no_trace_whoever_asks(
    client: Client, here: OrganisationPage
) -> None:
    closed, over, draft = (published(here, "Geheim") for _number in range(3))
    close(closed)
    over.expire_at = timezone.now() - timedelta(minutes=1)
    over.save()
    draft.live = False
    draft.save()

    for browser in (client, logged_in(people.coordination())):
        assert titles(browser) == []
        for address in (ATOM, JSON):
            assert "Geheim" not in text(browser.get(address))


def test_a_feed_is_of_one_organisation_or_about_one_topic(
    client: Client, here: OrganisationPage
) -> None:
    topic = Topic.objects.create(code="wohnen", name="Wohnen")
    about = published(here, "Wohnung", hours=2)
    about.topics.set([topic])
    about.save()
    published(here, "Von hier", hours=3)
    published(directory.organisation(), "Fremd")

    assert titles(client, "?organisation=hier") == ["Wohnung", "Von hier"]
    assert titles(client, "?anliegen=wohnen") == ["Wohnung"]
    assert titles(client, "?organisation=hier&anliegen=wohnen") == ["Wohnung"]
    ids = {atom(client, f"{ATOM}{q}").feed.id for q in ("", "?organisation=hier")}
    assert len(ids) == 2


@pytest.mark.parametrize("query", ["organisation=fehlt", "anliegen=fehlt", "organisation=zu"])
def test_what_no_visitor_may_choose_has_no_feed(client: Client, query: str) -> None:
    news_index()
    close(directory.organisation(slug="zu"))

    for address in (ATOM, JSON):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 404
        assert "gibt es keinen Feed." in text(answer)


def test_who_asks_again_gets_304_until_the_feed_says_something_else(
    client: Client, here: OrganisationPage
) -> None:
    page = published(here, "Eins")
    for address in (ATOM, JSON):
        answer = client.get(address)
        assert not answer.cookies
        assert "Last-Modified" not in answer
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
    etag = client.get(ATOM)["ETag"]
    page.live = False
    page.save()

    changed = client.get(ATOM, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert client.get(ATOM)["ETag"] == changed["ETag"]


def test_the_picture_above_an_article_is_attached_if_everybody_may_see_it(
    client: Client, here: OrganisationPage
) -> None:
    shown = image(of=here)
    page = published(here, "Mit Bild", lead_image=shown, lead_image_is_ornament=True)
    page.save_revision().publish()

    (item,) = items(client)

    assert item["attachments"][0]["url"].startswith("http://testserver/media/images/")
    assert item["attachments"][0]["mime_type"].startswith("image/")


def test_a_feed_takes_as_many_queries_however_long_it_is(
    client: Client, here: OrganisationPage
) -> None:
    published(here, "Eins")
    few = {address: queries(client, address) for address in (ATOM, JSON)}
    for number in range(6):
        published(directory.organisation(), f"Artikel {number}")

    for address in (ATOM, JSON):
        assert queries(client, address) == few[address] <= AT_MOST


def test_the_list_tells_programs_of_its_feeds(client: Client) -> None:
    news_index()
    page = text(client.get("/aktuelles/"))

    assert 'type="application/atom+xml"' in page
    assert f'href="{JSON}"' in page
