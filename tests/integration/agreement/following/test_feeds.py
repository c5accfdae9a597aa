"""Feeds of versions: what every visitor may read, the same for everybody, and until it differs."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from agreement.enums import TextAudience
from agreement.following.feeds import _changing
from agreement.models import AgreementVersion, WorkingTextPage
from tests.factories import agreement as texts
from tests.integration.agreement.coverage.reading import browser_of
from tests.integration.agreement.following.conftest import FIRST, SECOND, rewrite

pytestmark = pytest.mark.django_db
FEED = "/vereinbarung/fassungen/feed/"


def titles(client: Client, address: str = FEED) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.findall(r"<entry><title>([^<]+)</title>", answer.content.decode())


def second(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    rewrite(text, "uebergabe", "Andere Worte (Beispiel).")
    return texts.sealed(text, coordination)


def test_a_feed_names_the_version_its_days_and_what_never_changes(
    client: Client, in_force: AgreementVersion
) -> None:
    answer = client.get(FEED)
    body = answer.content.decode()
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "<title>Fassung 1</title>" in body
    assert "In Kraft ab dem 1. Januar 2025." in body
    assert 'href="http://testserver/vereinbarung/fassungen/1/"' in body
    (feed_id, entry_id) = re.findall(r"<id>([^<]+)</id>", body)
    assert feed_id.startswith("urn:uuid:")
    assert entry_id.startswith("urn:uuid:")
    english = client.get(f"/en{FEED}").content.decode()
    assert re.findall(r"<id>([^<]+)</id>", english) == [feed_id, entry_id]


def test_a_version_stands_in_the_feed_once_everybody_has_signed(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    version = second(text, coordination)
    assert titles(client) == ["Fassung 1"]
    assert titles(browser_of(coordination)) == ["Fassung 1"]
    texts.signed(version)
    assert titles(client) == ["Fassung 2", "Fassung 1"]


def test_a_reader_that_asks_again_gets_304_until_something_is_decided(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    etag = client.get(FEED)["ETag"]
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304
    texts.in_force(second(text, coordination), date(2031, 1, 1), coordination)
    again = client.get(FEED, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert "In Kraft vom 1. Januar 2025 bis 31. Dezember 2030." in again.content.decode()


def test_the_feed_of_a_section_or_clause_holds_what_changed_it(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    texts.signed(second(text, coordination))
    assert titles(client, f"{FEED}uebergabe/") == ["Fassung 2", "Fassung 1"]
    assert titles(client, f"{FEED}k/{SECOND}/") == ["Fassung 2", "Fassung 1"]
    assert titles(client, f"{FEED}allgemeines/") == ["Fassung 1"]
    assert titles(client, f"{FEED}k/{FIRST}/") == ["Fassung 1"]


@pytest.mark.parametrize(
    "address",
    [
        "/gibt-es-nicht/fassungen/feed/",
        f"{FEED}gibt-es-nicht/",
        f"{FEED}k/gar-keine/",
        f"{FEED}k/00000000-0000-4000-8000-0000000000ff/",
    ],
)
def test_what_is_not_there_has_no_feed(
    client: Client, in_force: AgreementVersion, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_the_feed_of_a_text_for_the_network_alone_is_empty_for_everybody(
    client: Client, in_force: AgreementVersion, coordination: Any
) -> None:
    agreement = in_force.agreement
    agreement.audience = TextAudience.NETWORK
    agreement.save()
    assert titles(client) == []
    assert titles(browser_of(coordination)) == []
    assert client.get(f"{FEED}uebergabe/").status_code == 404


def test_a_feed_opens_no_session_and_asks_few_questions_however_long_it_is(
    client: Client,
    in_force: AgreementVersion,
    text: WorkingTextPage,
    coordination: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(3):
        rewrite(text, "uebergabe", f"Wortlaut {number} (Beispiel).")
        texts.signed(texts.sealed(text, coordination))
    _changing.cache_clear()
    for address in (FEED, f"{FEED}uebergabe/", f"{FEED}k/{SECOND}/"):
        with django_assert_max_num_queries(8):
            answer = client.get(address)
        assert not answer.cookies


def test_the_pages_name_their_feeds(client: Client, in_force: AgreementVersion) -> None:
    for page, feed in {
        "/vereinbarung/": FEED,
        "/vereinbarung/fassungen/": FEED,
        "/vereinbarung/uebergabe/": f"{FEED}uebergabe/",
        f"/vereinbarung/k/{SECOND}/": f"{FEED}k/{SECOND}/",
    }.items():
        html = client.get(page).content.decode()
        head = html[: html.index("</head>")]
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml"[^>]*"{feed}">', head)
