"""How tests of the news read a page."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

AT_MOST = 12


def text(answer: Any) -> str:
    """Return the page as text."""
    html: str = answer.content.decode()
    return html


def titles(answer: Any) -> list[str]:
    """Return the titles of the listed articles in their order."""
    assert answer.status_code == 200
    return [listed.title for listed in answer.context["articles"]]


def queries(client: Client, address: str) -> int:
    """Return how many queries a page needs once Wagtail knows the site's root."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
