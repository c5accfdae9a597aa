"""The finder on other people's websites: one page may be framed by everybody, no other."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.integration.finder.walking import FINDER

pytestmark = pytest.mark.usefixtures("agreement_in_force")
EMBEDDED = f"{FINDER}eingebettet/"
CLOSED = (
    "/",
    FINDER,
    f"{FINDER}einbetten/",
    f"{FINDER}ort/",
    f"{FINDER}ergebnis/",
    "/partner/",
    "/vereinbarung/",
    "/konto/anmelden/",
    "/admin/login/",
)


@pytest.mark.parametrize("language", ["", "/en", "/de-simple"])
def test_any_website_may_frame_the_small_page(client: Client, language: str) -> None:
    answer = client.get(f"{language}{EMBEDDED}")
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *;" in f"{answer['Content-Security-Policy']};"
    assert not answer.cookies
    assert b"<script" not in answer.content


@pytest.mark.parametrize("path", CLOSED)
def test_no_website_may_frame_any_other_page(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_form_in_the_frame_opens_the_finder_in_a_window_of_its_own(client: Client) -> None:
    page = BeautifulSoup(client.get(EMBEDDED).content, "html.parser")
    form = page.select_one("form")
    assert form is not None
    assert form["target"] == "_blank"
    found = client.get(str(form["action"]), {"suche": "Bretten"})
    assert found["Location"].startswith(f"{FINDER}alter/?ort=")


def test_the_small_page_is_small_and_stays_out_of_search_engines(client: Client) -> None:
    answer = client.get(EMBEDDED)
    assert len(answer.content) < 4_000
    assert b'<meta name="robots" content="noindex">' in answer.content


def test_the_words_to_copy_lead_to_this_portal(client: Client) -> None:
    page = BeautifulSoup(client.get(f"/en{FINDER}einbetten/").content, "html.parser")
    link, frame = (one.get_text() for one in page.select("textarea"))
    snippet = BeautifulSoup(link + frame, "html.parser")
    anchor, inner = snippet.a, snippet.iframe
    assert anchor is not None
    assert inner is not None
    assert anchor["href"] == f"http://testserver/en{FINDER}"
    assert inner["src"] == f"http://testserver/en{EMBEDDED}"
    assert inner["title"]
