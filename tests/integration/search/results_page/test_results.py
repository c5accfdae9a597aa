"""The page of results: what was found, how to narrow it, and what helps when nothing was."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.search.asking import Choice, Found, Order
from portal.search.models import SearchCount
from tests.factories import people, site
from tests.integration.search.results_page.conftest import Search, hit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home() -> None:
    site.home()


def page(client: Client, query: str, prefix: str = "") -> str:
    answer = client.get(f"{prefix}/suche/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def main(content: str) -> str:
    return content.partition("<main")[2].partition("</main>")[0]


def links(content: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'href="(/suche/[^"]*)"', main(content))]


KINDS = [Choice("office", "Beratungsstelle", 12, True), Choice("clause", "Klausel", 3, False)]


def test_a_result_shows_title_kind_notes_day_and_excerpt(client: Client, search: Search) -> None:
    search.found = Found([hit(language="ar")], 1)
    content = main(page(client, "q=Zinn"))
    assert '<h2 id="anzahl">1 Treffer</h2>' in content
    title = 'lang="ar" dir="auto"><a href="/partner/zinn/1/">Beratung am <mark>Zinn</mark>platz'
    assert title in content
    assert "&lt;b&gt;" in content
    for part in ("Beratungsstelle", "<bdi>Zinnverein</bdi>", "01.03.2026", "will &amp; fragt"):
        assert part in content


def test_facets_are_boxes_with_counts_that_the_form_sends(client: Client, search: Search) -> None:
    search.found = Found([hit()], 15, {"kind": KINDS})
    content = main(page(client, "q=Zinn&art=office&sortierung=neueste"))
    assert 'form="suchformular"' in content
    box = r'name="art" value="office" form="suchformular" checked><span>Beratungsstelle <.*?\(12\)'
    assert re.search(box, content)
    assert re.search(r'value="clause" form="suchformular"><span>Klausel <.*?\(3\)', content)
    assert '<input type="hidden" name="sortierung" value="neueste">' in content
    (question, _who) = search.asked[0]
    assert question.values_of("kind") == {"office"}
    assert question.order == Order.NEWEST


def test_each_chosen_value_can_be_taken_back_by_a_link(client: Client, search: Search) -> None:
    search.found = Found([hit()], 15, {"kind": KINDS})
    content = page(client, "q=Zinn&art=office&jahr=2026&page=1")
    assert "/suche/?q=Zinn&jahr=2026" in links(content)
    assert "/suche/?q=Zinn&art=office" in links(content)
    assert "/suche/?q=Zinn" in links(content)
    assert "Art: Beratungsstelle" in main(content)


def test_the_order_is_two_links(client: Client, search: Search) -> None:
    search.found = Found([hit()], 2)
    content = page(client, "q=Zinn&art=office")
    assert "/suche/?q=Zinn&art=office&sortierung=neueste" in links(content)
    assert re.search(r'aria-current="true">Passendste zuerst', content)


def test_pages_keep_the_question(client: Client, search: Search) -> None:
    search.found = Found([hit()], 45, {"kind": KINDS})
    content = page(client, "q=Zinn&art=office&page=2")
    assert search.asked[0][0].page == 2
    assert "Seite 2 von 3" in content
    assert 'href="?q=Zinn&amp;art=office&amp;page=3"' in content
    assert 'start="21"' in content
    assert "<title>Suche nach „Zinn“, Seite 2" in content


def test_behind_the_last_page_a_sentence_says_so(client: Client, search: Search) -> None:
    search.found = Found([hit()], 45)
    content = page(client, "q=Zinn&page=9")
    assert "So viele Seiten hat diese Suche nicht" in content
    assert "Seite 3 von 3" in content


def test_behind_a_thousand_results_one_asks_more_exactly(client: Client, search: Search) -> None:
    search.found = Found([hit()], 100_000)
    assert "Seite 50 von 50" in (content := page(client, "q=Zinn&page=50"))
    assert "Fragen Sie genauer" in content
    assert "Fragen Sie genauer" not in page(client, "q=Zinn")


def test_another_spelling_is_offered_with_the_same_filters(client: Client, search: Search) -> None:
    search.found = Found([], 0, spelling="Zinn <plätze>")
    content = page(client, "q=Zin&art=office")
    assert "Meinten Sie" in content
    assert "/suche/?q=Zinn+%3Cpl%C3%A4tze%3E&art=office" in links(content)
    assert "Zinn &lt;plätze&gt;" in content


def test_the_second_choice_says_so_in_a_line(client: Client, search: Search) -> None:
    assert "Die Suche ist gerade eingeschränkt" not in page(client, "q=Zinn")
    search.found = Found([hit()], 1, fell_back=True)
    assert "Die Suche ist gerade eingeschränkt" in page(client, "q=Zinn")


def test_nothing_found_helps_on(client: Client, search: Search) -> None:
    search.found = Found([], 0)
    content = page(client, "q=Zinn&art=office")
    assert "Nichts gefunden" in content
    assert "0 Treffer" in content
    assert "/anlaufstelle-finden/" in main(content)
    assert "/suche/?q=Zinn" in links(content)
    assert "Das habe ich nicht gefunden" in content


def test_staff_search_as_they_are_and_may_look_at_other_versions(
    client: Client, search: Search
) -> None:
    visitor = page(client, "q=Zinn&fassungen=alle")
    assert "früheren und kommenden Fassungen" not in visitor
    client.force_login(people.staff())
    content = page(client, "q=Zinn&art=office")
    assert "/suche/?q=Zinn&art=office&fassungen=alle" in links(content)
    with_past = page(client, "q=Zinn&fassungen=alle")
    assert "Nur finden, was heute gilt" in with_past
    assert '<input type="hidden" name="fassungen" value="alle">' in with_past
    assert [(one.past, who.is_authenticated) for one, who in search.asked] == [
        (False, False),
        (False, True),
        (True, True),
    ]


def test_the_search_is_asked_in_the_readers_language(client: Client, search: Search) -> None:
    page(client, "q=Zinn", "/en")
    assert search.asked[0][0].language == "en"


def test_without_words_nothing_is_asked_and_the_page_says_what_can_be_found(
    client: Client, search: Search
) -> None:
    content = page(client, "")
    assert "§ 3 Abs. 2" in content
    assert "Protokolle" not in content
    client.force_login(people.staff())
    assert "Protokolle" in page(client, "q=")
    assert search.asked == []


def test_signs_alone_stay_in_the_field_with_a_sentence_at_it(
    client: Client, search: Search
) -> None:
    content = page(client, "q=%3F%3F")
    assert 'value="??" aria-describedby="suche-fehler"' in content
    assert '<p id="suche-fehler" class="field__error">Danach kann man nicht suchen' in content
    assert search.asked == []


def test_a_question_without_end_is_answered_as_far_as_it_goes(
    client: Client, search: Search
) -> None:
    content = page(client, "q=" + "a" * 10_000)
    assert len(search.asked[0][0].text) == 200
    assert "nur nach den ersten 200 Zeichen" in content


NASTY = ["<script>alert(1)</script>", "\"'><img src=x>", "a AND (", "{{ 7*7 }}", "a\\", "\u202ea"]


@pytest.mark.parametrize("words", NASTY)
def test_what_is_typed_is_shown_and_never_run(client: Client, search: Search, words: str) -> None:
    search.found = Found([hit()], 45, {"kind": KINDS})
    answer = client.get("/suche/", {"q": words, "art": words, "page": words, "sortierung": words})
    assert answer.status_code == 200
    content = answer.content.decode()
    for raw in ("<script>alert", "<img src=x"):
        assert raw not in content
    assert search.asked[0][0].text == words
    assert search.asked[0][0].filters == frozenset()


def test_results_are_kept_nowhere_and_set_no_cookie(client: Client, search: Search) -> None:
    answer = client.get("/suche/?q=Zinn")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    client.force_login(people.staff())
    assert client.get("/suche/?q=Zinn")["Cache-Control"] == "private, no-store"


def test_a_search_is_counted_after_the_answer_and_only_if_somebody_reads_it(
    client: Client, search: Search
) -> None:
    client.head("/suche/?q=Zinnplatz")
    client.get("/suche/?q=Zinnplatz", headers={"Sec-Purpose": "prefetch;prerender"})
    assert SearchCount.objects.count() == 0
    page(client, "q=Zinnplatz")
    page(client, "q=Zinnplatz&page=2")
    assert SearchCount.objects.get().searches == 1


def test_the_frame_of_the_page_costs_few_queries(
    client: Client, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.search.results_page.views.count_search", lambda *_a, **_k: None)
    page(client, "q=Zinn")
    search.found = Found([hit(number) for number in range(20)], 45, {"kind": KINDS})
    with CaptureQueriesContext(connection) as queries:
        page(client, "q=Zinn")
    assert len(queries) <= 4


def test_the_results_work_without_a_script_and_the_style_is_loaded_by_this_page_alone(
    client: Client, search: Search
) -> None:
    content = page(client, "q=Zinn")
    assert "search/search.css" in content
    assert "search/search.css" not in client.get("/").content.decode()
    assert '<form class="search-form" id="suchformular" action="/suche/" method="get"' in content
