"""Whoever finds an error reports it without log-in; nothing about the reader is kept."""

import uuid
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from directory.models import ErrorReport, OfficePage
from portal.accounts.models import Notification
from tests.factories.directory import office, organisation
from tests.factories.people import coordination, editor, lead_editor, staff

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def address(place: OfficePage | None = None) -> str:
    """Return the address of the form."""
    if place is None:
        return reverse("report_error_general")
    return reverse("report_error", args=[place.uuid])


def send(url: str, *, origin: str | None = HERE, **data: Any) -> Any:
    """Send the form as a browser does."""
    headers = {"origin": origin} if origin is not None else {}
    return Client(enforce_csrf_checks=True).post(url, data, headers=headers)


def test_a_reader_reports_an_error_and_is_thanked() -> None:
    place = office()
    page = Client().get(address(place))
    assert place.title in page.content.decode()

    answer = send(address(place), kind="hours", text="Dienstags ist zu.\r\nImmer.")

    assert answer.status_code == 302
    assert answer["Location"] == "/melden/danke/"
    report = ErrorReport.objects.get()
    assert (report.office, report.kind, report.state) == (place, "hours", "open")
    assert report.text == "Dienstags ist zu.\nImmer."
    assert "Danke für Ihre Meldung" in Client().get(answer["Location"]).content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_form_sets_no_cookie_and_is_found_by_no_search_engine(language: str) -> None:
    place = office()
    for url in (address(place), address(), "/melden/danke/"):
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(language + url)

        assert answer.status_code == 200
        assert not answer.cookies
        assert "no-cache" in answer["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
        assert len(queries) <= 12
    assert not send(address(place), kind="hours").cookies


def test_an_answer_that_does_not_fit_is_reported_without_an_office() -> None:
    send(address(), kind="not_fitting", text="Ich wohne in Bretten.")

    report = ErrorReport.objects.get()
    assert report.office is None
    assert report.kind == "not_fitting"


def test_nothing_about_the_reader_is_kept() -> None:
    Client(HTTP_USER_AGENT="Spürhund", REMOTE_ADDR="198.51.100.7").post(
        address(), {"kind": "other", "text": "Hallo"}, headers={"origin": HERE}
    )

    row = str(ErrorReport.objects.values().get())
    assert "198.51" not in row
    assert "Spürhund" not in row
    kept = {field.name for field in ErrorReport._meta.get_fields()}
    assert kept == {
        *("id", "uuid", "office", "kind", "text", "state"),
        *("created_at", "closed_at", "closed_by"),
    }


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Bitte wählen Sie, was nicht stimmt."),
        ({"kind": "erfunden"}, "Bitte wählen Sie eine der Antworten."),
        ({"kind": "other"}, "Bitte schreiben Sie kurz, was nicht stimmt."),
        ({"kind": "other", "text": "  \n "}, "Bitte schreiben Sie kurz, was nicht stimmt."),
        ({"kind": "hours", "text": "a" * 1001}, "Das sind 1001 Zeichen."),
        ({"kind": "hours", "text": "🚪" * 10_000}, "höchstens 1000"),
        ({"kind": "hours", "text": "a\0b"}, "Nullzeichen"),
        ({"kind": "hours", "fax": "http://spam.example.org"}, "Bitte lassen Sie dieses Feld leer."),
    ],
)
def test_bad_input_is_told_at_the_field_and_kept(data: dict[str, str], sentence: str) -> None:
    answer = send(address(office()), **data)

    html = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in html
    assert data.get("text", "").strip().replace("\0", "")[:900] in html.replace("\0", "")
    assert not ErrorReport.objects.exists()


def test_what_is_typed_is_shown_plainly_whatever_it_is() -> None:
    text = "<script>alert(1)</script> {{ 7 }} مرحبا"
    html = send(address(office()), text=text).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html

    answer = send(address(office()), kind="other", text=text)

    assert answer.status_code == 302
    assert ErrorReport.objects.get().text == text


@pytest.mark.parametrize(
    "origin", [None, "null", "", "https://evil.example.org", "http://testserver.evil.example.org"]
)
def test_no_other_site_sends_reports(origin: str | None) -> None:
    answer = send(address(office()), origin=origin, kind="hours")

    assert answer.status_code == 403
    assert "von einer anderen Seite" in answer.content.decode()
    assert not ErrorReport.objects.exists()


def test_too_many_reports_are_held_back_and_the_text_is_kept(settings: Settings) -> None:
    settings.THROTTLED = True
    place = office()
    for _each in range(10):
        assert send(address(place), kind="hours").status_code == 302

    answer = send(address(place), kind="hours", text="Mein elfter Satz")

    html = answer.content.decode()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert "in 10 Minuten noch einmal" in html
    assert "Mein elfter Satz" in html
    assert ErrorReport.objects.count() == 10


def test_an_office_that_is_gone_says_what_to_do() -> None:
    place = office()
    place.unpublish()
    for url in (address(place), reverse("report_error", args=[uuid.uuid4()])):
        for answer in (Client().get(url), send(url, kind="hours")):
            assert answer.status_code == 404
            assert "Unter /melden/ können Sie trotzdem" in answer.content.decode()
    assert Client().get("/melden/keine-nummer/").status_code == 404


def test_the_editors_of_the_office_get_a_mail_and_nobody_else(settings: Settings) -> None:
    settings.NOTIFICATION_DELAY_SECONDS = 0
    verein = organisation()
    people = {editor(of=verein).email, lead_editor(of=verein).email}
    staff(of=verein), editor(of=organisation()), coordination()

    send(address(office(of=verein, title="Haus am Beispiel")), kind="phone", text="GEHEIM")
    call_command("send_notifications")

    assert {one.to[0] for one in mail.outbox} == people
    body = mail.outbox[0].body
    assert "„Haus am Beispiel“: Telefon oder E-Mail stimmt nicht" in body
    assert "/admin/meldungen/" in body
    assert "GEHEIM" not in body


def test_the_coordination_gets_what_no_editor_looks_after() -> None:
    person = coordination()
    editor(of=organisation())

    send(address(), kind="other", text="Wo ist Büchig?")
    send(address(office()), kind="gone")

    assert list(Notification.objects.values_list("recipient", flat=True)) == [person.pk] * 2


def test_who_lost_the_role_meanwhile_gets_no_mail(settings: Settings) -> None:
    settings.NOTIFICATION_DELAY_SECONDS = 0
    verein = organisation()
    person = editor(of=verein)
    send(address(office(of=verein)), kind="phone")
    person.memberships.all().delete()

    call_command("send_notifications")

    assert mail.outbox == []
