"""The page of the search while Elasticsearch hangs, is away or is something else: it answers from
the database, in time, and says so."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from pytest_django import Settings

from portal.search.elastic.client import SEARCH_SECONDS
from tests.factories.site import home, plain_page
from tests.search.bad_servers import drips, hangs, http, nobody, says, server

OLD = http("400 Bad Request", {"error": {"type": "media_type_header_exception"}, "status": 400})


@pytest.mark.parametrize(
    "bad", [nobody, lambda: server(hangs), lambda: server(drips), lambda: server(says(OLD))]
)
@pytest.mark.django_db
def test_the_page_answers_from_the_database_in_time_and_says_so(
    client: Client, settings: Settings, bad: Callable[[], AbstractContextManager[str]]
) -> None:
    plain_page(home(), "Rastplatz am Beispielweg")
    asked = "/suche/?q=Rastplatz"
    client.get(asked)  # what is only done once
    began = time.monotonic()
    assert "Beispielweg" in client.get(asked).text
    usual = time.monotonic() - began
    with bad() as url:
        settings.ELASTICSEARCH_URLS = (url,)
        # After two late answers the third search does not even ask.
        for longest in (SEARCH_SECONDS + 0.3, SEARCH_SECONDS + 0.3, 0.3):
            began = time.monotonic()
            answer = client.get(asked)
            assert time.monotonic() - began < usual + longest
            assert answer.status_code == 200
            assert "Beispielweg" in answer.text
            assert "Die Suche ist gerade eingeschränkt" in answer.text


@pytest.mark.django_db
def test_publishing_neither_waits_for_elasticsearch_nor_fails_with_it(
    client: Client, settings: Settings
) -> None:
    with server(hangs) as url:
        settings.ELASTICSEARCH_URLS = (url,)
        began = time.monotonic()
        page = plain_page(home(), "Rastplatz am Beispielweg")
        page.save_revision().publish()
        page.delete()
        assert time.monotonic() - began < 5  # hanging, each of these would take ten
        page = plain_page(home(), "Rastplatz am Beispielufer")
        text = client.get("/suche/?q=Rastplatz").text
    assert "Beispielufer" in text
    assert "Beispielweg" not in text
