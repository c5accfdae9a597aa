"""Requests that no browser makes: strange methods, hosts, numbers, marks; nothing fails of them."""

from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from directory.models import SpecialDays
from portal.finder.answers import Field
from tests.security.asking import Onlooker
from tests.security.world import VISITOR, World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

PUBLIC = (
    "/",
    "/en/",
    "/partner/",
    "/partner/hier/",
    "/partner/hier/stelle/",
    "/aktuelles/",
    "/vereinbarung/",
    "/vereinbarung/fassungen/",
    "/vereinbarung/zielgruppen/",
    "/vereinbarung/fassungen/1.json",
    "/vereinbarung/fassungen/feed/",
    "/vereinbarung/fassungen/folgen/",
    "/vereinbarung/dienste/",
    "/vereinbarung/gesamttext/",
    "/vereinbarung/vergleich/",
    "/vereinbarung/vergleich/1/1/",
    "/anlaufstelle-finden/",
    "/anlaufstelle-finden/ort/",
    "/anlaufstelle-finden/ergebnis/",
    "/anlaufstelle-finden/karte/",
    "/anlaufstelle-finden/eingebettet/",
    "/melden/",
    "/partner/hier/stelle.vcf",
    "/partner/beratungsstellen.geojson",
    "/partner/beratungsstellen.csv",
    "/api/hsds/services",
    "/api/hsds/service_at_locations",
    "/api/hsds/taxonomy_terms",
    "/suche/",
    "/suche/feed/",
    "/suche/vorschlaege/",
    "/suche/nicht-gefunden/danke/",
    "/konto/anmelden/",
    "/konto/passwort/vergessen/",
    "/konto/einladung/falsch/",
    "/konto/bestaetigen/falsch/",
    "/sitemap.xml",
    "/healthz",
)
NAMES = (
    *("q", "stand", "p", "page", "next", "dienst", "gemeinde", "sprache", "service", "language"),
    *("municipality", "ort", "tag", "von", "bis", "mode", "format", "lang", "id", "offset"),
    *("nach", "ansicht", "nur", "abschnitt", "art", "fassung", "klausel"),
    *(field.value for field in Field),
)
ELSEWHERE = (
    "https://boese.example.org/",
    "//boese.example.org/",
    "/\\boese.example.org",
    "javascript:alert(1)",
    "/\t/boese.example.org",
)
PAGE_NUMBERS = ("0", "-1", "99999999999999999999999", "1e9", "٣", "x", "1.5", "")


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "CONNECT", "HACK", "get", "X" * 200])
def test_strange_methods_are_refused_or_answered_like_looking(world: World, method: str) -> None:
    for role in (VISITOR, "administrator"):
        client = world.client(role)
        for address in (*PUBLIC, "/intern/", "/admin/", "/admin/images/"):
            assert client.generic(method, address).status_code < 500, address


@pytest.mark.parametrize("number", PAGE_NUMBERS)
def test_no_page_number_is_too_large_or_too_strange(world: World, number: str) -> None:
    query = urlencode({"p": number, "page": number, "seite": number})
    for address in PUBLIC:
        assert world.client(VISITOR).get(f"{address}?{query}").status_code < 500, address
    client = world.client("administrator")
    lists = ("images/", "documents/", "users/", "pages/", "people/", "reports/site-history/")
    for address in (*lists, "snippets/directory/contact/", "choose-page/", "images/chooser/"):
        assert client.get(f"/admin/{address}?{query}").status_code < 500, address


@pytest.mark.parametrize("number", ["0", "99999999999999999999999999"])
def test_numbers_beyond_every_database_are_missing(world: World, number: str) -> None:
    for address in (
        f"/vereinbarung/fassungen/{number}.json",
        f"/vereinbarung/fassungen/{number}/",
        f"/dokumente/{number}/x.pdf",
        f"/vereinbarung/k/{number}/",
    ):
        assert world.client(VISITOR).get(address).status_code == 404, address
    for address in (f"/admin/pages/{number}/edit/", f"/admin/images/{number}/"):
        assert world.client("administrator").get(address).status_code == 404, address


@pytest.mark.parametrize("role", [VISITOR, "administrator"])
def test_a_nul_anywhere_is_a_bad_request(world: World, role: str) -> None:
    client = world.client(role)
    for address in (*PUBLIC, "/admin/pages/search/"):
        for query in ("q=%00", "%00=1", "stand=2024-01-01%00"):
            assert client.get(f"{address}?{query}").status_code == 400, address
    assert client.get("/partner/%00/").status_code == 400
    assert client.get("/dokumente/1/%00.pdf").status_code == 400


@pytest.mark.parametrize(
    "host", ["boese.example.org", "testserver:80@boese.example.org", "[::1", ""]
)
def test_a_strange_host_is_refused_and_never_repeated(world: World, host: str) -> None:
    for address in (*PUBLIC, "/admin/", "/intern/"):
        answer = Client(SERVER_NAME="testserver").get(address, headers={"host": host})
        shown = answer.content.decode() + str(answer.headers)
        assert answer.status_code == 400, address
        assert "boese" not in shown


def test_a_forwarded_host_counts_for_nothing(world: World) -> None:
    headers = {"X-Forwarded-Host": "boese.example.org", "Forwarded": "host=boese.example.org"}
    for address in (*PUBLIC, "/admin/", "/intern/"):
        answer = world.client(VISITOR).get(address, headers=headers)
        assert "boese" not in Onlooker.text_of(answer)
    email = world.people["staff"].email
    Client().post("/konto/passwort/vergessen/", {"email": email}, headers=headers)
    assert mail.outbox
    assert "boese" not in mail.outbox[-1].body


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_way_back_in_the_admin_leads_elsewhere(world: World, target: str) -> None:
    client = world.client("editor_here")
    page, image = world.pages.article_here, world.files.image_here
    where = quote(target, safe="")
    ways: tuple[str, ...] = (
        f"/admin/pages/{page.pk}/unpublish/?next={where}",
        f"/admin/pages/{page.pk}/delete/?next={where}",
        f"/admin/pages/{world.office_here.pk}/unlock/?next={where}",
        f"/admin/pages/{world.office_here.pk}/lock/?next={where}",
        f"/admin/images/{image.pk}/delete/?next={where}",
        f"/admin/bulk/wagtailcore/page/publish/?id={world.office_here.pk}&next={where}",
        f"/admin/snippets/directory/contact/delete/{world.contact_here.pk}/?next={where}",
        f"/admin/login/?next={where}",
        f"/_util/login/?next={where}",
        f"/konto/login/?next={where}",
        f"/konto/abmelden/?next={where}",
    )
    for address in ways:
        for form in ({}, {"next": target}):
            answer = client.post(address, form)
            client.force_login(world.people["editor_here"])
            location = answer.get("Location", "/").partition("?")[0]
            assert location.startswith("/"), address
            assert not location.startswith(("//", "/\\", "/\t")), address


@given(
    address=st.sampled_from(PUBLIC),
    query=st.lists(
        st.tuples(
            st.sampled_from(NAMES) | st.text(max_size=10),
            st.text(max_size=60)
            | st.sampled_from(["2024-01-01", "'; --", '"', "*", "NEAR(", "((", "%", "\\", "-"])
            | st.integers().map(str),
        ),
        max_size=6,
    ),
)
@hypothesis_settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_makes_a_public_page_fail(
    world: World, address: str, query: list[tuple[str, str]]
) -> None:
    encoded = urlencode([(name.encode(errors="replace"), value.encode(errors="replace"))
                         for name, value in query])  # fmt: skip
    answer = Client().get(f"{address}?{encoded}")
    assert answer.status_code in {200, 302, 400, 404, 429}, encoded


STAFF_TOOLS = (
    "/intern/abdeckung/",
    "/intern/abdeckung/tabelle/",
    "/intern/aenderungen/",
    "/intern/rueckfragen/",
    "/intern/rueckfragen/vereinbarung/00000000-0000-4000-8000-000000000001/",
    "/intern/rueckfragen/ueberpruefung/99999999999999999999/",
    "/intern/abstimmung/",
    "/intern/abdeckung/fassungen/1/",
    "/intern/abdeckung/fassungen/99999999999999999999/tabelle/",
    "/intern/abdeckung/beispielfaelle/",
    "/intern/abdeckung/auswirkung/",
    "/intern/abdeckung/auswirkung/1/2/",
    "/intern/abdeckung/hinnehmen/x/",
    "/intern/zustaendigkeit/",
    "/intern/kontakte/",
    "/admin/special-days/",
    "/admin/offices/freshness/",
    "/admin/meldungen/",
    "/admin/tabellen/",
    "/admin/hours/sentence/",
)
TOOL_NAMES = (
    *("tag", "gemeinde", "anliegen", "gekommen", "beratung", "zelle", "vereinbarung", "fassung"),
    *("organisation", "dienst", "frage", "am", "gelesen", "setzen", "suche", "act", "office"),
    *("contact", "until", "state", "kind", "p", "stelle", "undo", "run", "row"),
    *("abschnitt", "klausel"),
)
NONSENSE = (
    *(
        "0",
        "-1",
        "9" * 30,
        "1e9",
        "٣",
        "x" * 10_000,
        "🙂",
        "'; --",
        "<script>",
        "%00",
        "2026-02-30",
    ),
    *("0001-01-01", "9999-12-31", "2026-13-01", "..", "{{ 7 }}", "\ud7ff", "1,2", "[]", " "),
)


@pytest.mark.parametrize("role", ["coordination"])
@pytest.mark.parametrize("value", NONSENSE)
def test_no_nonsense_makes_a_tool_of_the_staff_fail(world: World, role: str, value: str) -> None:
    onlooker = Onlooker(world, role)
    nonsense = urlencode(dict.fromkeys(TOOL_NAMES, value))
    for address in STAFF_TOOLS:
        for method, query, form in (("GET", f"?{nonsense}", ""), ("POST", "", nonsense)):
            answer = onlooker.answer(method, address + query, form)
            assert answer.status_code < 500, (method, address)
            assert b"<script>" not in answer.content, (method, address)


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_key_that_no_database_holds_is_refused_in_any_form(world: World, number: int) -> None:
    # SQLite's driver refuses the number itself; PostgreSQL finds nothing, and the form says so.
    client = world.client("editor_here")
    form = {"office": number, "first_day": "2099-01-01", "last_day": "2099-01-02", "hours": ""}
    answer = client.post("/admin/special-days/new/", form)
    expected = 400 if connection.vendor == "sqlite" else 200
    assert answer.status_code == expected
    assert b"<h1" in answer.content
    assert not SpecialDays.objects.filter(first_day="2099-01-01").exists()
    assert client.get(f"/admin/special-days/?office={number}").status_code == expected


def test_an_overflow_of_our_own_stays_a_fault(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overflowing(*_args: object) -> None:
        raise OverflowError

    monkeypatch.setattr("portal.finder.embedding.render", overflowing)
    client = Client(raise_request_exception=False)
    assert client.get("/anlaufstelle-finden/eingebettet/").status_code == 500


@given(path=st.text(max_size=80))
@hypothesis_settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_path_makes_the_portal_fail(world: World, path: str) -> None:
    answer = Client().get("/" + quote(path.encode(errors="replace")))
    assert answer.status_code in {200, 301, 302, 400, 404}, path


def test_a_giant_query_and_a_giant_header_are_only_long(world: World) -> None:
    client = world.client(VISITOR)
    for address in PUBLIC:
        assert client.get(f"{address}?q={'ä' * 20_000}").status_code < 500
        languages = ",".join(f"de-{number};q=0.1" for number in range(5_000))
        assert client.get(address, headers={"Accept-Language": languages}).status_code < 500


def test_a_form_of_too_many_fields_is_refused_without_a_fault(world: World) -> None:
    body = "&".join(f"a{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    form = "application/x-www-form-urlencoded"
    for address in ("/anlaufstelle-finden/ort/", "/konto/anmelden/", "/konto/passwort/vergessen/"):
        assert Client().post(address, body, content_type=form).status_code == 400, address


@pytest.mark.parametrize("role", ["editor_here", "lead_here", "coordination", "staff"])
def test_nobody_becomes_more_by_fields_that_no_form_offers(world: World, role: str) -> None:
    person = world.people[role]
    groups = set(person.groups.values_list("pk", flat=True))
    extra = {
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
        "groups": [str(world.there.group_id), str(world.there.lead_group_id)],
        "user_permissions": ["1", "2", "3"],
        "role": "coordination",
        "email": "neu@example.org",
        "has_lead_editor": "on",
        "has_coordination": "on",
    }
    named = {
        f"{form}-{name}": value
        for form in ("name_email", "locale", "theme")
        for name, value in extra.items()
    }
    fields = {**extra, **named, "name_email-first_name": "Neu", "name_email-last_name": "Name"}
    # Whole, so that the form is taken: only what it does not offer is left out.
    fields |= {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    client = world.client(role)
    for address in (
        "/admin/account/",
        f"/admin/users/edit/{person.pk}/",
        "/admin/users/new/",
        f"/admin/groups/edit/{world.here.group_id}/",
        f"/admin/people/{world.there.pk}/{person.pk}/roles/",
        f"/admin/people/{world.here.pk}/{person.pk}/roles/",
        "/konto/",
        "/konto/benachrichtigungen/",
        "/konto/rollen/",
    ):
        assert client.post(address, fields).status_code < 500, address
    person.refresh_from_db()
    assert not person.is_superuser
    assert not person.is_staff
    assert (person.first_name == "Neu") is (role != "staff")
    assert person.email != "neu@example.org"
    assert set(person.groups.values_list("pk", flat=True)) == groups
    assert not person.user_permissions.exists()
