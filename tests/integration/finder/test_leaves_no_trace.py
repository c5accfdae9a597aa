"""After a whole visit nothing of it stays: not in the database, a log, a cache or a cookie."""

import logging
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from directory.models import OfficePage
from tests.integration.finder.conftest import BRETTEN
from tests.integration.finder.walking import FINDER, Visitor

pytestmark = pytest.mark.usefixtures("agreement_in_force")
TYPED = "Quittenhausen 4711"
TAMPERED = "quittengelee"
PRIVATE = ("duldung", "gewalt", TAMPERED, "quittenhausen", "tigrinya")
ANSWERS = {"wohnen": "au", "status": "duldung", "anliegen": "gewalt", "beratung": "laeuft"}


def everything_stored() -> dict[str, list[str]]:
    """Return every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # our own tables' names
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def everything_cached() -> str:
    """Return what this process keeps in memory for all its answers."""
    kept: Any = caches["memory"]
    return repr(dict(kept._cache)).lower()


def a_whole_visit(client: Client) -> list[Visitor]:
    """Go through every page with private answers, mistakes and a card, in two languages."""
    walked = Visitor(client)
    walked.search(TYPED)
    walked.search("Bretten")
    for answer in ("ab 27", "Gewalt", "Als Geflüchtete", "Duldung", "Ja"):
        walked.choose(answer)
    walked.choose("Karte zum Vorzeigen")
    walked.switch_language("English")
    walked.switch_language("Deutsch")
    walked.choose("Zurück")
    walked.choose("Zurück")
    return [walked]


def posts(client: Client) -> list[Any]:
    office = str(OfficePage.objects.get(title="MBE Beispiel").uuid)
    steps = ("ort", "alter", "eltern", "anliegen", "wohnen", "status", "ergebnis", "karte")
    query = f"?ort={BRETTEN}&alter=0-11"
    more = {"stelle": office, "sprache": "ti", "suche": TYPED}
    return [
        client.post(f"{FINDER}{step}/{query}", {**body, **more})
        for step in steps
        for body in (ANSWERS, {**ANSWERS, "status": TAMPERED})
    ]


def test_nothing_of_a_visit_stays_anywhere(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = everything_stored()
    (visitor,) = a_whole_visit(client)
    answers = posts(client)
    assert everything_stored() == before
    logged, cached = caplog.text.lower(), everything_cached()
    for word in PRIVATE:
        assert word not in logged, word
        assert word not in cached, word
    assert not client.cookies
    assert not [one for one in visitor.addresses if "duldung" in one or "gewalt" in one]
    for answer in answers:
        assert "Set-Cookie" not in answer
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"


def test_no_link_out_of_the_finder_tells_where_one_came_from(client: Client) -> None:
    answer = client.post(f"{FINDER}ergebnis/?ort={BRETTEN}&alter=12-26", ANSWERS)
    assert answer["Referrer-Policy"] == "no-referrer"
    visitor = Visitor(client, f"{FINDER}ergebnis/?ort={BRETTEN}&alter=12-26&anliegen=schule")
    outside = visitor.page.select("main a[href^='http']")
    assert outside
    for link in outside:
        assert "noreferrer" in (link.get("rel") or []), link
        assert "alter" not in str(link["href"])
        assert "schule" not in str(link["href"])
