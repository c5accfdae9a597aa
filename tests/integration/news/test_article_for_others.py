"""An article as it is passed on: to search engines, to other people, and after it moved."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page

from news.models import ArticlePage
from tests.factories.directory import organisation
from tests.factories.news import article, article_form, folder, image_file
from tests.factories.people import administrator, editor
from tests.integration.news.reading import text

pytestmark = pytest.mark.django_db

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def structured(page: str) -> dict[str, Any]:
    """Return what a search engine reads in a page, as a browser takes it apart."""
    (written,) = DATA.findall(page)
    read: dict[str, Any] = json.loads(written)
    return read


def test_search_engines_read_what_the_article_is(client: Client) -> None:
    verein = organisation(slug="verein", title="Verein Beispiel")
    news = article(
        verein,
        "Neue Zeiten",
        teaser="Wir sind länger da.",
        date=date(2026, 3, 5),
        lead_image=image_file(),
        lead_image_is_ornament=True,
    )

    said = structured(text(client.get(news.get_url())))

    assert said["@type"] == "NewsArticle"
    assert said["headline"] == "Neue Zeiten"
    assert said["description"] == "Wir sind länger da."
    assert said["datePublished"] == "2026-03-05"
    assert said["url"] == "http://testserver/partner/verein/aktuelles/neue-zeiten/"
    assert said["publisher"]["name"] == "Verein Beispiel"
    assert said["publisher"]["url"] == "http://testserver/partner/verein/"
    (picture,) = said["image"]
    shown: Any = client.get(picture.removeprefix("http://testserver"))
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")


def test_a_hidden_organisation_is_named_without_an_address(client: Client) -> None:
    news = article(organisation(title="Verein Früher", live=False))

    said = structured(text(client.get(news.get_url())))

    assert said["publisher"] == {"@type": "Organization", "name": "Verein Früher"}


def test_an_attack_in_the_title_stays_a_title(client: Client) -> None:
    attack = "</script><script>alert(1)</script>"
    news = article(organisation(), attack, slug="angriff", teaser=attack)

    page = text(client.get(news.get_url()))

    assert structured(page)["headline"] == attack
    assert "<script>alert" not in page


def test_an_article_is_shared_by_plain_links_that_tell_nobody_else(client: Client) -> None:
    news = article(organisation(slug="verein"), "Zeiten & Orte", slug="zeiten")

    page = text(client.get(news.get_url()))

    assert (
        'href="mailto:?subject=Zeiten%20%26%20Orte&amp;body=http%3A%2F%2Ftestserver%2Fpartner'
        '%2Fverein%2Faktuelles%2Fzeiten%2F"'
    ) in page
    assert '<a id="adresse" href="http://testserver/partner/verein/aktuelles/zeiten/">' in page
    assert "facebook" not in page.casefold()


def stored(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def test_an_article_with_a_new_address_is_found_at_the_old_one(client: Client) -> None:
    verein = organisation(slug="verein")
    news = article(verein, "Neue Zeiten")
    client.force_login(editor(of=verein))
    edit = reverse("wagtailadmin_pages:edit", args=[news.pk])

    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(edit, article_form(slug="abends"))

    answer: Any = Client().get("/partner/verein/aktuelles/neue-zeiten/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/partner/verein/aktuelles/abends/")


def test_an_article_that_moved_to_another_organisation_is_found_at_the_old_address() -> None:
    news = article(organisation(slug="verein"), "Neue Zeiten")
    there = folder(organisation(slug="dort"))

    with TestCase.captureOnCommitCallbacks(execute=True):
        stored(news).move(there, pos="last-child", user=administrator())

    answer: Any = Client().get("/partner/verein/aktuelles/neue-zeiten/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/partner/dort/aktuelles/neue-zeiten/")


def test_articles_follow_their_organisation_to_its_new_address() -> None:
    verein = organisation(slug="verein")
    article(verein, "Neue Zeiten")
    page = stored(verein)
    page.slug = "umbenannt"

    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()

    answer: Any = Client().get("/partner/verein/aktuelles/neue-zeiten/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/partner/umbenannt/aktuelles/neue-zeiten/")


def test_a_picture_without_words_is_refused_and_all_that_was_typed_stays(client: Client) -> None:
    verein = organisation()
    add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", folder(verein).pk])
    client.force_login(administrator())
    typed = {
        "lead_image": str(image_file().pk),
        "lead_image_alt": "   ",
        "lead_image_credit": "Foto: Beispiel",
    }

    refused: Any = client.post(add, article_form(**typed))

    assert list(refused.context["form"].errors) == ["lead_image_alt"]
    page = text(refused)
    assert "Bitte beschreiben Sie, was das Bild zeigt" in page
    for words in ("Neue Sprechstunde", "Ab März beraten wir auch am Abend.", "Foto: Beispiel"):
        assert words in page
    assert "Am Abend" in page
    assert f'value="{typed["lead_image"]}"' in page
    assert not ArticlePage.objects.exists()

    client.post(add, article_form(**typed | {"lead_image_is_ornament": "on"}))
    assert ArticlePage.objects.get().lead_image_credit == "Foto: Beispiel"
