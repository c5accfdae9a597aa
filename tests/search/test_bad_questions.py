"""Whatever is typed gets a normal answer from a real Elasticsearch, and a quick one."""

import time

from portal.core.visibility import Viewer
from portal.search.asking import Order, suggest
from tests.search.shelf import Shelf, ask

BAD = [
    "",
    " ",
    "a" * 10_000,
    "wort " * 2_000,
    "AND OR NOT",
    "NOT",
    "&& || !",
    '"',
    '"offen',
    '""',
    "*",
    "?",
    "\\",
    "*:*",
    "a* b?",
    "Haus\x00Boot",
    "\ud800",
    "\ufffd\ufffe",
    "title:Haus",
    "_exists_:tokens",
    "/.*/",
    "(((((",
    "[1 TO 5}",
    "{!x}",
    '{"match_all": {}}',
    "<script>alert(1)</script>",
    "Haus~99",
    "Haus^1000",
    "' OR 1=1 --",
    "§",
    "§ § §",
    "3." * 500,
    "-Haus",
    "+",
    "\u202eHaus\u202c",
    "🏠",
    "ﷺ" * 300,
    "ä" * 300,
    "\ue000Haus\ue001",
]


def test_no_question_is_refused_or_answered_by_the_database(shelf: Shelf) -> None:
    shelf.put("Haus", "Ein Boot.")
    shelf.fill()
    slowest = 0.0
    for text in BAD:
        begun = time.monotonic()
        found = ask(text)
        suggest(text, Viewer(), "de")
        slowest = max(slowest, time.monotonic() - begun)
        assert found.total in (0, 1), text
        assert all("<script" not in hit.title + hit.excerpt for hit in found.hits)
    assert slowest < 5  # the machine may be busy; alone it is a matter of milliseconds


def test_signs_of_query_languages_are_no_commands(shelf: Shelf) -> None:
    shelf.put("Haus", "Ein Boot.")
    shelf.fill()
    for text in ("-Haus", "+Haus", "Haus~", "Haus^5", '"Haus', "(Haus", "Haus*", "Haus?"):
        assert ask(text).total == 1, text
    for text in ("*", "?", "*:*", "_exists_:tokens", "{}"):
        assert ask(text).total == 0, text


def test_orders_and_pages_nobody_offers_are_answered_too(shelf: Shelf) -> None:
    shelf.put("Haus", "Ein Boot.")
    shelf.fill()
    for page in (-1, 0, 10**9, 10**18):
        assert ask("Haus", page=page, order=Order.NEWEST).total == 1
    for language in ("xx", "", "de-simple", "' OR", "a" * 300):
        assert ask("Haus", language=language).total == 1
