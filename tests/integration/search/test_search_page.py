"""The search page: what one may see is found; what one types never breaks it."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreement.models import AgreementPage
from portal.home.models import HomePage
from tests.factories import agreement as texts
from tests.factories import directory, people, site

pytestmark = pytest.mark.django_db

MOST_QUERIES = 22
"""The page's own few, and for each kind of thing that can be found a constant number."""


def search(client: Client, query: str, prefix: str = "") -> str:
    answer = client.get(f"{prefix}/suche/?q={quote(query)}")
    assert answer.status_code == 200
    return re.sub("</?mark>", "", answer.content.decode())


@pytest.fixture
def agreement(db: None) -> Any:
    """An agreement in force with a clause on the Federkiel, and its working text."""
    text = texts.working_text(parties=[directory.organisation(), directory.organisation()])
    clause = texts.clause(heading="Der Federkiel", text="<p>Wer schreibt, taucht ein.</p>")
    texts.section(clause, of=text, title="Schreiben", slug="schreiben")
    home = HomePage.objects.get(locale__language_code="de")
    page = AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    home.add_child(instance=page)
    coordination = people.coordination()
    texts.in_force(texts.sealed(text, coordination), timezone.localdate(), coordination)
    return text


def test_a_clause_in_force_is_found_and_leads_to_its_address(
    client: Client, agreement: Any
) -> None:
    uid = agreement.sections()[0].clauses[0].id
    content = search(client, "taucht")
    assert "§ 1 Abs. 1 Der Federkiel" in content
    assert f'href="/vereinbarung/k/{uid}/"' in content
    assert f'href="/en/vereinbarung/k/{uid}/"' in search(client, "taucht", "/en")


def test_the_beginning_of_a_word_finds_clauses_and_pages(client: Client, agreement: Any) -> None:
    directory.office(title="Federballstelle")
    content = search(client, "Feder")
    assert "Der Federkiel" in content
    assert "Federballstelle" in content


def test_a_wording_that_is_no_longer_in_force_is_not_found(client: Client, agreement: Any) -> None:
    section = agreement.sections()[0]
    same = section.clauses[0].id
    texts.set_clauses(section, [texts.clause(uid=same, heading="Der Füller")])
    section.save_revision().publish()
    coordination = people.coordination()
    tomorrow = timezone.localdate() + timedelta(days=1)
    texts.in_force(texts.sealed(agreement, coordination), tomorrow, coordination)
    assert "Federkiel" in search(client, "Federkiel")
    assert "Der Füller" not in search(client, "Füller")


def test_offices_and_organisations_are_found(client: Client) -> None:
    directory.office(title="Beratung am Zinnplatz", of=directory.organisation(title="Zinnverein"))
    content = search(client, "Zinnplatz")
    assert "Beratung am Zinnplatz" in content
    assert "Zinnverein" in search(client, "Zinnverein")


@pytest.mark.parametrize("hide", ["draft", "expired", "internal"])
def test_what_a_visitor_may_not_see_leaves_no_trace(client: Client, hide: str) -> None:
    parent = site.intern() if hide == "internal" else site.home()
    page = site.plain_page(parent, title="Geheimfach") if hide != "internal" else None
    if page is None:
        text = texts.working_text()
        section = texts.section(of=text, title="Geheimfach")
        assert section.live
    elif hide == "draft":
        page.unpublish()
    else:
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()
    content = search(client, "Geheimfach")
    assert "Nichts gefunden" in content
    assert "0 Treffer" in content
    if hide == "internal":
        client.force_login(people.staff())
        assert "1 Treffer" in search(client, "Geheimfach")


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "%",
        "NOT",
        "AND OR",
        "a" * 10_000,
        "*",
        "\\",
        "title:x",
        "😀",
        "<script>",
        "\ud800",
    ],
)
def test_no_query_breaks_the_page(client: Client, query: str) -> None:
    address = "/suche/?q=" + quote(query, errors="surrogatepass")
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_nul_is_refused_with_a_sentence(client: Client) -> None:
    answer = client.get("/suche/?q=a%00b")
    assert answer.status_code == 400
    assert "Zeichen" in answer.content.decode()


def test_signs_alone_get_a_sentence_at_the_field_and_stay_in_it(client: Client) -> None:
    content = search(client, "??")
    assert 'aria-describedby="suche-fehler"' in content
    assert "Danach kann man nicht suchen" in content
    assert 'value="??"' in content


def test_an_empty_result_helps_on(client: Client) -> None:
    site.home()
    content = search(client, "Quastenflosser")
    assert "Nichts gefunden" in content
    assert "/anlaufstelle-finden/" in content


def test_searching_sets_no_cookie_and_takes_constant_queries(
    client: Client, agreement: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.search.results_page.views.count_search", lambda *_a, **_k: None)
    organisation = directory.organisation(title="Federverein")
    directory.office(title="Federn eins", of=organisation)
    assert not client.get("/suche/?q=Feder").cookies
    few = _queries(client)
    for number in range(4):
        directory.office(title=f"Federn {number}", of=organisation)
        directory.office(title="Federball", of=directory.organisation(title=f"Feder {number}"))
    assert _queries(client) == few <= MOST_QUERIES


def _queries(client: Client) -> int:
    """Return how many queries a search takes once the process is warm."""
    search(client, "Feder")
    with CaptureQueriesContext(connection) as queries:
        search(client, "Feder")
    return len(queries)


def test_what_begins_like_the_letters_is_suggested_to_who_may_see_it(client: Client) -> None:
    directory.office(title="Zinnoberstelle")
    texts.section(of=texts.working_text(), title="Zinnoberklausel")
    assert suggested(client, "Zinnob") == ["Zinnoberstelle"]
    client.force_login(people.staff())
    assert set(suggested(client, "Zinnob")) == {"Zinnoberstelle", "Zinnoberklausel"}


def suggested(client: Client, text: str) -> list[str]:
    answer = client.get("/suche/vorschlaege/", {"q": text}).json()
    return [one["title"] for one in answer["suggestions"]]


def test_results_are_narrowed_by_the_facets_the_page_offers(client: Client) -> None:
    organisation = directory.organisation(title="Zinnverein")
    for owner in (organisation, directory.organisation(title="Eisenverein")):
        directory.office(title="Zinnstelle", of=owner)
    content = search(client, "Zinn")
    assert 'name="art" value="organisation"' in content
    assert f'name="organisation" value="{organisation.pk}"' in content
    narrowed = client.get("/suche/?q=Zinn&art=organisation").content.decode()
    assert '<h2 id="anzahl">1 Treffer</h2>' in narrowed
    assert "Zinnstelle" not in re.sub("</?mark>", "", narrowed)


def test_a_search_is_a_feed_of_what_everybody_sees(client: Client) -> None:
    directory.office(title="Zinnoberstelle")
    texts.section(of=texts.working_text(), title="Zinnoberklausel")
    client.force_login(people.staff())
    content = client.get("/suche/feed/?q=Zinnoberstelle").content.decode()
    assert "<title>Zinnoberstelle</title>" in content
    assert "<entry>" not in client.get("/suche/feed/?q=Zinnoberklausel").content.decode()


def test_the_sitemap_names_sections_in_force_and_nothing_hidden(
    client: Client, agreement: Any
) -> None:
    page = site.plain_page(site.home(), title="Abgelaufen")
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    content = client.get("/sitemap.xml").content.decode()
    assert "/vereinbarung/schreiben/" in content
    assert "/intern/" not in content
    assert "abgelaufen" not in content
