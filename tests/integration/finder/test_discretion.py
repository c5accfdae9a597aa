"""What holds for every page of the finder: no trace, few queries, few bytes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.integration.finder.conftest import BRETTEN, Network
from tests.integration.finder.walking import FINDER

pytestmark = pytest.mark.usefixtures("agreement_in_force")
STEPS = ["ort", "alter", "eltern", "anliegen", "wohnen", "status", "ergebnis"]
QUERY = f"?ort={BRETTEN}&alter=0-11"
OUR_SCRIPTS = {
    "/static/portal/finder.js",
    "/static/portal/copy.js",
    "/static/search/suggest.js",
}
POSTED = {"wohnen": "au", "status": "duldung", "anliegen": "gewalt"}


def every_answer(client: Client) -> list[Any]:
    pages = [client.get(FINDER), client.get(f"{FINDER}ort/?suche=Karlsruhe")]
    pages += [client.get(f"{FINDER}{step}/{QUERY}") for step in STEPS]
    return [*pages, *(client.post(f"{FINDER}{step}/{QUERY}", POSTED) for step in STEPS)]


def test_no_page_sets_a_cookie_or_asks_for_a_token() -> None:
    client = Client(enforce_csrf_checks=True)
    for response in every_answer(client):
        assert response.status_code == 200
        assert "Set-Cookie" not in response
        assert not response.cookies
        assert b"csrfmiddlewaretoken" not in response.content


def test_no_page_tells_others_where_one_came_from(client: Client) -> None:
    assert {r["Referrer-Policy"] for r in every_answer(client)} == {"no-referrer"}


def test_answers_to_a_form_are_kept_nowhere_and_pages_are_asked_for_anew(client: Client) -> None:
    for response in every_answer(client):
        is_post = response.wsgi_request.method == "POST"
        assert response["Cache-Control"] == ("no-store" if is_post else "no-cache")


def test_search_engines_find_the_entrance_only(client: Client) -> None:
    start, *others = every_answer(client)
    assert b"noindex" not in start.content
    assert all(b'<meta name="robots" content="noindex">' in r.content for r in others)
    assert b"noindex" in client.get(f"{FINDER}{QUERY}").content


def test_no_page_needs_a_script(client: Client) -> None:
    """What a script alone can do is hidden until it runs."""
    helped: list[Tag] = []
    for response in every_answer(client):
        page = BeautifulSoup(response.content, "html.parser")
        assert {one.get("src") for one in page.select("script")} <= OUR_SCRIPTS
        helped += page.select("[data-print], [data-share], [data-copy]")
        assert b" style=" not in response.content
    assert helped
    assert all(one.has_attr("hidden") for one in helped)


def test_emergency_numbers_stand_before_the_first_question(client: Client) -> None:
    content = client.get(FINDER).content.decode()
    main = content[content.index("<main") :]
    for number in ("tel:112", "tel:110", "tel:116117", "tel:116016"):
        assert main.index(number) < main.index("Wo wohnen Sie?")


def test_every_question_stands_alone_on_its_page(client: Client) -> None:
    for response in every_answer(client):
        assert response.content.count(b"<h1") == 1


def queries_of(send: Callable[..., Any], path: str) -> int:
    """How often a page asks the database, once the process knows places and sealed text."""
    send(path)
    with CaptureQueriesContext(connection) as queries:
        assert send(path).status_code == 200
    return len(queries)


def test_no_page_asks_the_database_more_than_twelve_times(
    client: Client, subtests: pytest.Subtests
) -> None:
    post = partial(client.post, data=POSTED)
    for step in STEPS:
        with subtests.test(step=step):
            path = f"{FINDER}{step}/{QUERY}&anliegen=schule"
            assert queries_of(client.get, path) <= 12
            assert queries_of(post, path) <= 12


def test_more_offices_need_no_more_queries_and_few_more_bytes(
    client: Client, agreement_in_force: Network
) -> None:
    path = f"{FINDER}ergebnis/"
    few = queries_of(client.get, path)
    for number in range(9):
        organisation = agreement_in_force.organisation(f"Beispiel {number}")
        for service in ("mbe", "jmd", "im"):
            agreement_in_force.office(organisation, f"Stelle {service} {number}", service)
    assert queries_of(client.get, path) == few
    assert len(client.get(f"{path}?alter=12-26").content) < 60_000


def test_every_page_with_style_and_pictures_is_below_60_kilobytes(client: Client) -> None:
    assets = [finders.find(f"portal/{name}") for name in ("portal.css", "icons.svg")]
    shared = sum(Path(str(asset)).stat().st_size for asset in assets)
    assert max(len(response.content) for response in every_answer(client)) + shared < 60_000
