"""Following by address, account and feed: nobody is found out, flooded or stopped unasked."""

import logging
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.test import Client

from agreement.enums import TextAudience
from agreement.following.mails import send_to_followers
from agreement.models import Agreement, Subscription, SubscriptionMail
from agreement.models.subscription import new_secret
from portal.accounts.models import User
from portal.core.log_privacy import without_personal_data
from tests.security.asking import Onlooker
from tests.security.world import VISITOR, World
from tests.security.world.markers import found_in

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

FORM = "/beraten/fassungen/folgen/"
OWN = "/konto/abonnements/"
HERE = {"Origin": "http://testserver"}
ELSEWHERE = (
    "https://boese.example.org/",
    "//boese.example.org/",
    "/\\boese.example.org",
    "javascript:alert(1)",
    "/\t/boese.example.org",
    "/\n/boese.example.org",
)


def rows() -> tuple[object, ...]:
    """Return everything that following keeps."""
    return (
        list(Subscription.objects.order_by("pk").values_list()),
        list(SubscriptionMail.objects.order_by("pk").values_list()),
    )


def told(answer: Any) -> tuple[Any, ...]:
    """Return what an answer says to whoever asked."""
    return answer.status_code, answer.content, sorted(answer.items())


def test_the_form_says_the_same_of_every_address(world: World) -> None:
    known = world.people["editor_here"].email
    follows = world.consulted.subscription.email
    answers = [
        Client().post(f"{FORM}?klausel={world.consulted.clause}", {"email": email}, headers=HERE)
        for email in ("niemand@example.org", known, known.upper(), follows)
    ]
    assert len({repr(told(answer)) for answer in answers}) == 1
    assert not User.objects.filter(email="niemand@example.org").exists()


@pytest.mark.parametrize(
    "email",
    [
        "a@example.org\nBcc: opfer@example.org",
        "a@example.org\r\nSubject: Beispiel",
        "a@example.org%0aBcc:opfer@example.org",
        "a@example.org, opfer@example.org",
        "Name <a@example.org>",
        '"a\nb"@example.org',
        "a@example.org\x00",
        f"{'a' * 300}@example.org",
        "=1+1@example.org\t",
        "ä" * 100_000,
    ],
)
def test_no_address_brings_a_header_or_a_second_recipient(world: World, email: str) -> None:
    answer = Client().post(FORM, {"email": email}, headers=HERE)
    assert answer.status_code in {302, 400}
    mail.outbox.clear()
    send_to_followers()
    for message in mail.outbox:
        assert len(message.to) == 1
        head = message.message().as_string().partition("\n\n")[0]
        assert "opfer" not in head
        assert "\nBcc" not in head


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_following_a_link_changes_nothing(world: World, method: str) -> None:
    secret = world.consulted.subscription.secret
    Subscription.objects.filter(secret=secret).update(confirmed_at=None)
    before = rows()
    client = Client()
    for end in ("", "beenden/"):
        for query in ("", "?List-Unsubscribe=One-Click", "?confirm=1"):
            client.generic(method, f"{OWN}{secret}/{end}{query}", headers=HERE)
    assert rows() == before


def test_a_mail_program_stops_by_one_post_and_twice_is_once(world: World) -> None:
    secret = world.consulted.subscription.secret
    program = Client(enforce_csrf_checks=True)
    address = f"{OWN}{secret}/beenden/"
    first = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert first.status_code == 200
    assert not Subscription.objects.filter(secret=secret).exists()
    again = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert told(again) == told(first)
    wrong = program.post(f"{OWN}falsch/beenden/")
    same = wrong.content.replace(b"falsch", secret.encode())  # the address stands in the page
    assert (wrong.status_code, same) == (first.status_code, first.content), "found by trying"
    assert not first.cookies


@pytest.mark.parametrize("secret", ["falsch", "9" * 5_000, "ä", "..", "a%0ab", "'; --", "%2e%2e"])
def test_a_wrong_secret_finds_nothing_and_fails_nowhere(world: World, secret: str) -> None:
    before = rows()
    for end in ("", "beenden/"):
        for method in ("GET", "POST"):
            onlooker = Onlooker(world, VISITOR)
            answer = onlooker.answer(method, f"{OWN}{secret}/{end}")
            assert answer.status_code < 500
            assert not found_in(Onlooker.text_of(answer))
    assert rows() == before


def test_a_members_row_has_no_door_by_its_secret(world: World) -> None:
    agreement = Agreement.objects.get(slug="beraten")
    made = Subscription.objects.create(agreement=agreement, user=world.people["staff"])
    assert Client().get(f"{OWN}{made.secret}/").status_code == 404
    Client().post(f"{OWN}{made.secret}/beenden/")
    assert Subscription.objects.filter(pk=made.pk).exists()


def test_nobody_stops_what_another_follows(world: World) -> None:
    agreement = Agreement.objects.get(slug="beraten")
    made = Subscription.objects.create(agreement=agreement, user=world.people["staff"])
    before = rows()
    client = world.client("editor_there")
    strange = ("-1", "x", "9" * 30, "9" * 5_000, "٣", "", "1e9", "\x00")
    for number in (str(made.pk), str(world.consulted.subscription.pk), *strange):
        assert client.post(OWN, {"stop": number}).status_code == 302, number[:40]
    assert rows() == before


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_way_back_of_following_leads_elsewhere(world: World, target: str) -> None:
    client = world.client("staff")
    agreement = {"agreement": "beraten", "next": target}
    where = urlencode({"next": target})
    for address, form in (
        (OWN, {"stop": "1", "next": target}),
        (f"{OWN}?{where}", {"stop": "1"}),
        (f"{OWN}folgen/", agreement),
        (f"{OWN}folgen/?{where}", agreement),
        ("/intern/aenderungen/", {"agreement": "beraten", "version": "1", "next": target}),
    ):
        answer = client.post(address, form)
        location = answer.get("Location", "/")
        assert location.startswith("/"), address
        assert "boese" not in location, address
        assert not location.startswith(("//", "/\\", "/\t", "/\n")), address


def test_following_what_one_may_not_read_is_like_following_nothing(world: World) -> None:
    closed = world.closed_text
    visitor = Client()
    for query in ("", f"?klausel={closed.clause}", f"?abschnitt={closed.section_slug}"):
        address = f"/geschlossen/fassungen/folgen/{query}"
        answer = visitor.post(address, {"email": "a@example.org"}, headers=HERE)
        if query:
            missing = visitor.post("/geschlossen/fassungen/folgen/?klausel=fehlt", headers=HERE)
            assert answer.status_code in {missing.status_code, 302}
    told_of = Subscription.objects.filter(email="a@example.org", section="", clause="")
    assert Subscription.objects.filter(email="a@example.org").count() == told_of.count()
    mail.outbox.clear()
    send_to_followers()
    for message in mail.outbox:
        assert not found_in(message.message().as_string()) - {"subscription", "subscriber"}


def test_a_mail_to_visitors_holds_nothing_of_the_network(world: World) -> None:
    Agreement.objects.filter(slug="beraten").update(audience=TextAudience.NETWORK)
    SubscriptionMail.objects.update(sent_at=None, claim=None)
    mail.outbox.clear()
    send_to_followers()
    for message in mail.outbox:
        assert world.consulted.subscription.email not in message.to


@pytest.mark.parametrize("field", ["agreement", "section", "clause"])
@pytest.mark.parametrize("value", ["\x00", "9" * 10_000, "🙂", "'; --", "..", "<script>"])
def test_no_nonsense_in_a_members_button_fails(world: World, field: str, value: str) -> None:
    sent = {"agreement": "beraten", "section": "", "clause": "", field: value}
    assert Onlooker(world, "staff").answer(
        "POST", f"{OWN}folgen/", urlencode(sent)
    ).status_code in {302, 400, 404}


def test_the_log_of_mails_names_neither_address_nor_secret(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_args: object, **_more: object) -> None:
        raise OSError(f"550 {world.consulted.subscription.email} refused")

    SubscriptionMail.objects.update(sent_at=None, claim=None)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", failing)
    with caplog.at_level(logging.DEBUG):
        send_to_followers()
    assert "could not be mailed" in caplog.text
    assert not found_in(caplog.text)


FEEDS = (
    "/vereinbarung/fassungen/feed/",
    "/vereinbarung/fassungen/feed/zielgruppen/",
    "/vereinbarung/fassungen/feed/k/{public}/",
    "/geschlossen/fassungen/feed/",
    "/geschlossen/fassungen/feed/{section}/",
    "/geschlossen/fassungen/feed/k/{closed}/",
    "/beraten/fassungen/feed/k/{clause}/",
)


@pytest.mark.parametrize("role", [VISITOR, "staff", "coordination"])
def test_a_feed_says_to_everybody_what_every_visitor_reads(world: World, role: str) -> None:
    places = {
        "public": world.texts.public_clause,
        "closed": world.closed_text.clause,
        "section": world.closed_text.section_slug,
        "clause": world.consulted.clause,
    }
    client = world.client(role)
    for address in FEEDS:
        answer = client.get(address.format(**places))
        assert answer.status_code in {200, 404}, address
        if answer.status_code == 200:
            ET.fromstring(answer.content)
            assert not found_in(answer.content.decode()), address


def test_titles_in_a_feed_are_text_and_no_markup(world: World) -> None:
    evil = "]]><script>alert(1)</script>&\"'"
    Agreement.objects.filter(slug="beraten").update(title=evil)
    content = Client().get("/beraten/fassungen/feed/").content
    root = ET.fromstring(content)
    assert b"<script>" not in content
    title = root.find("{http://www.w3.org/2005/Atom}title")
    assert title is not None
    assert evil in str(title.text)


PUBLIC = (
    "/beraten/",
    "/beraten/dienste/",
    "/beraten/gesamttext/",
    "/beraten/fassungen/",
    "/beraten/fassungen/feed/",
    "/beraten/fassungen/folgen/",
    "/beraten/fassungen/folgen/danke/",
    "/beraten/vergleich/",
    "/beraten/vergleich/1/1/",
    "/beraten/vergleich/1/1.docx",
    "/beraten/k/{clause}/",
)


def test_public_pages_of_the_agreement_keep_no_session_and_may_be_cached(world: World) -> None:
    for address in PUBLIC:
        url = address.format(clause=world.consulted.clause)
        answer = Client().get(url)
        assert answer.status_code == 200, url
        assert not answer.cookies, url
        caching = answer.get("Cache-Control", "")
        assert not {"private", "no-store"} & set(caching.replace(" ", "").split(",")), url
        # Whoever is logged in may read more: no cache may mix both up.
        if address != "/beraten/fassungen/feed/":
            assert "cookie" in answer.get("Vary", "").lower(), url


def test_what_staff_see_at_public_addresses_is_kept_by_no_cache(world: World) -> None:
    client = world.client("staff")
    clause = world.consulted.clause
    for address in (f"/beraten/k/{clause}/", "/beraten/vergleich/1/arbeitsfassung/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], address
        tag = answer.get("ETag", '"x"')
        visitor = Client().get(address, headers={"If-None-Match": tag})
        assert visitor.status_code in {200, 404}, address
        assert not found_in(visitor.content.decode()), address


def test_the_secrets_of_addresses_are_kept_out_of_the_log() -> None:

    secret = new_secret()
    for prefix in ("", "/en", "/de-simple"):
        for end in ("", "beenden/"):
            line = f"GET {prefix}{OWN}{secret}/{end} 200"
            assert secret not in without_personal_data(line)
