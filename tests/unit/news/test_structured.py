"""What search engines read of an article."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from news.out.structured import LONGEST_HEADLINE, ArticleFacts, news_article, script_text

ADDRESS = "https://portal.example.org/partner/verein/aktuelles/neue-zeiten/"


def facts(**changed: object) -> ArticleFacts:
    known: dict[str, object] = {
        "headline": "Neue Zeiten",
        "url": ADDRESS,
        "description": "Wir sind länger da.",
        "published": date(2026, 3, 5),
        "changed": datetime(2026, 3, 6, 9, 30, tzinfo=ZoneInfo("Europe/Berlin")),
        "organisation": "Verein Beispiel",
        **changed,
    }
    return ArticleFacts(**known)  # type: ignore[arg-type]


def test_an_article_says_what_when_and_by_whom() -> None:
    said = news_article(facts(organisation_url="https://portal.example.org/partner/verein/"))

    assert said["@type"] == "NewsArticle"
    assert said["headline"] == "Neue Zeiten"
    assert said["url"] == said["mainEntityOfPage"] == ADDRESS
    assert said["datePublished"] == "2026-03-05"
    assert said["dateModified"] == "2026-03-06T09:30:00+01:00"
    assert said["author"] == said["publisher"]
    assert said["publisher"] == {
        "@type": "Organization",
        "name": "Verein Beispiel",
        "url": "https://portal.example.org/partner/verein/",
    }


def test_what_is_not_known_is_left_out() -> None:
    said = news_article(facts(changed=None))

    assert not {"dateModified", "image"} & set(said)
    assert "url" not in said["publisher"]


def test_the_picture_is_named_by_its_address() -> None:
    address = "https://portal.example.org/media/images/a.png"

    assert news_article(facts(image_url=address))["image"] == [address]


@given(st.text(max_size=300))
def test_a_headline_is_never_longer_than_engines_read(headline: str) -> None:
    said = news_article(facts(headline=headline)).get("headline", "")

    assert len(said) <= LONGEST_HEADLINE
    assert said == headline or said.endswith("…")


@given(st.dictionaries(st.text(), st.text()))
def test_no_text_ends_the_element_and_every_text_arrives(said: dict[str, str]) -> None:
    written = script_text(said)

    assert not set("<>&") & set(written)
    assert json.loads(written) == said


def test_the_end_of_a_script_in_a_title_is_only_text() -> None:
    title = "</script><script>alert(1)</script><!-- & ]]>"

    written = script_text(news_article(facts(headline=title)))

    assert "<" not in written
    assert json.loads(written)["headline"] == title
