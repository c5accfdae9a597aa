"""Doors that need no log-in: reports of errors, links to confirm, the API, and the framed page."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from directory.models import ConfirmationLink, ErrorReport, Verification
from directory.people.tokens import hash_of
from tests.security.addresses import addresses
from tests.security.asking import Onlooker
from tests.security.matrix import expectation_of
from tests.security.test_matrix import filled
from tests.security.world import VISITOR, World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

FRAMED = "anlaufstelle-finden/eingebettet/"
API = "/api/v1/responsibility"
TOKEN = "ein-geheimes-beispielwort-von-guter-laenge"


# --- Frames ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [VISITOR, "administrator"])
def test_every_website_may_frame_one_page_and_no_other(world: World, role: str) -> None:
    onlooker = Onlooker(world, role)
    framed = set()
    for address in addresses():
        if (expected := expectation_of(address)) is None:
            continue
        answer = onlooker.answer("GET", filled(address, expected, world))
        if not _is_closed(answer):
            framed.add(address.route)
    assert framed == {FRAMED}


def _is_closed(answer: Any) -> bool:
    """Return whether browsers frame an answer on no other website; the newer header counts."""
    policy = answer.get("Content-Security-Policy", "")
    if "frame-ancestors" in policy:
        return re.search(r"frame-ancestors '(none|self)'(;|$)", policy) is not None
    return answer.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"}


@pytest.mark.parametrize("rest", ["x/", "?seite=2", "../ort/", "%2e%2e/ort/"])
def test_nothing_below_the_framed_page_may_be_framed(world: World, rest: str) -> None:
    answer = world.client(VISITOR).get(f"/{FRAMED}{rest}", follow=True)
    is_framed = "frame-ancestors *" in answer["Content-Security-Policy"]
    assert is_framed is rest.startswith("?")


# --- Reports of errors ----------------------------------------------------------------------


@pytest.mark.parametrize("role", [VISITOR, "coordination"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://boese.example.org"},
        {"Origin": "http://testserver:81"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver@boese.example.org"},
        {"Origin": "http://testserver, https://boese.example.org"},
        {"Referer": "http://testserver/melden/"},
        {"Origin": "http://boese.example.org", "X-Forwarded-Host": "boese.example.org"},
        {"Origin": "http://boese.example.org", "X-Forwarded-Proto": "https"},
    ],
)
def test_another_website_reports_nothing_whoever_is_logged_in(
    world: World, role: str, headers: dict[str, str]
) -> None:
    before = ErrorReport.objects.count()
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.client(role).cookies
    form = {"kind": "other", "text": "Beispiel: untergeschoben."}
    for address in ("/melden/", f"/melden/{world.office_here.uuid}/", "/en/melden/"):
        answer = client.post(address, form, headers=headers)
        assert answer.status_code == 403, address
        assert "untergeschoben" not in answer.content.decode()
    assert ErrorReport.objects.count() == before


def test_our_own_page_reports(world: World) -> None:
    """So that the refusals above are not for another reason."""
    before = ErrorReport.objects.count()
    form = {"kind": "other", "text": "Beispiel: Die Tür klemmt."}
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/melden/", form, headers={"Origin": "http://testserver"})
    assert answer.status_code == 302
    assert ErrorReport.objects.count() == before + 1


# --- Links to confirm -----------------------------------------------------------------------


def link(world: World, **fields: Any) -> ConfirmationLink:
    facts = {
        "token_sha256": hash_of(TOKEN),
        "office": world.office_here,
        "recipient": world.people["editor_here"],
        "expires_at": timezone.now() + timedelta(days=1),
        **fields,
    }
    made: ConfirmationLink = ConfirmationLink.objects.create(**facts)
    return made


def state(made: ConfirmationLink) -> tuple[Any, ...]:
    made.refresh_from_db()
    confirmed = Verification.objects.filter(office=made.office)
    return made.used_at, list(confirmed.values_list("verified_on", "verified_by"))


def test_whatever_a_mail_server_asks_confirms_nothing(world: World) -> None:
    made = link(world)
    before = state(made)
    address = f"/konto/bestaetigen/{TOKEN}/"
    client = Client(enforce_csrf_checks=True)
    headers = {"User-Agent": "Beispiel-Mailscanner", "Sec-Purpose": "prefetch"}
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST"):
        for rest in ("", "?undo=1", "?confirm=1"):
            answer = client.generic(method, address + rest, headers=headers)
            assert answer.status_code in {200, 403, 405}, method
            assert state(made) == before, method
    assert Client().post(address).status_code == 200
    assert state(made) != before


def test_a_link_that_is_used_or_over_confirms_nothing(world: World) -> None:
    for fields in ({"used_at": timezone.now()}, {"expires_at": timezone.now()}):
        made = link(world, **fields)
        before = state(made)
        for form in ({}, {"undo": "x"}, {"undo": "1:1:x"}, {"undo": ""}):
            answer = Client().post(f"/konto/bestaetigen/{TOKEN}/", form)
            assert answer.status_code in {400, 410}
            assert state(made) == before
        made.delete()


def test_the_hash_that_is_kept_opens_nothing(world: World) -> None:
    """Nor does anything near the secret word, in other letters or with something around it."""
    made = link(world)
    before = state(made)
    for guess in (hash_of(TOKEN), TOKEN.upper(), TOKEN[:-1], f"{TOKEN}%20", f"{TOKEN}%0A", "%25"):
        assert Client().post(f"/konto/bestaetigen/{guess}/").status_code == 404, guess
    assert state(made) == before


# --- The API --------------------------------------------------------------------------------

HOSTILE = (
    b"[" * 100_000,
    b'{"age":' * 50_000,
    b'{"age":' * 900 + b"1" + b"}" * 900,
    b'{"age":' + b"9" * 5_000 + b"}",
    b'{"age": 1e400}',
    b'{"age": -1e400}',
    b'{"age": Infinity}',
    b'{"version": 99999999999999999999999999}',
    b'{"version": 1e5}',
    b'{"date": "99999-01-01"}',
    '{"date": "٢٠٢٦-٠١-٠١"}'.encode(),
    b'{"topic": "' + b"x" * 10_000 + b'"}',
    b'{"' + b"x" * 10_000 + b'": 1}',
    b'{"topic": "\\ud800"}',
    b'{"\\ud800": 1}',
    b'{"topic": "\\u0000"}',
    b'{"municipality": "\\u0000"}',
    b'{"__proto__": {"age": 1}}',
    b'{"age": {"from": 1, "to": 2, "__class__": "x"}}',
    b'{"facts": {"age": 1}}',
    b'[{"age": 1}]',
    b'"' + b"x" * 10_000 + b'"',
    b"\xef\xbb\xbf{}",
    b"\x80",
    json.dumps({f"f{number}": 1 for number in range(5_000)}).encode(),
)
TYPES = (
    "application/json",
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-7",
    "application/json; charset=gibt-es-nicht",
    "",
)


@pytest.mark.parametrize("content_type", TYPES)
def test_nothing_that_is_sent_to_the_api_makes_it_fail(world: World, content_type: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for body in HOSTILE:
        cache.clear()
        answer = client.generic("POST", API, body, content_type=content_type)
        assert 200 <= answer.status_code < 500, (body[:50], answer.content[:200])
        assert answer["Content-Type"].startswith("application/json"), body[:50]
        assert not answer.cookies
        assert len(answer.content) < 20_000 or len(body) > 20_000, body[:50]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_the_api_takes_nothing_but_questions(world: World, method: str) -> None:
    answer = world.client("administrator").generic(method, API, b'{"age": 1}')
    assert answer.status_code in {204, 405}
    assert not answer.cookies
    assert "Access-Control-Allow-Credentials" not in answer
