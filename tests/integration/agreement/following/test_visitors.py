"""Visitors follow by an address that they confirm; nobody learns which addresses are known."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from agreement.following.actions import CONFIRMED_WITHIN, MOST_REQUESTS
from agreement.following.mails import send_to_followers
from agreement.following.views import MOST
from agreement.models import AgreementVersion, Subscription, SubscriptionMail, WorkingTextPage
from portal.core.log_privacy import without_personal_data
from tests.factories import agreement as texts
from tests.integration.agreement.coverage.reading import words
from tests.integration.agreement.following.conftest import FIRST, SECOND, rewrite

pytestmark = pytest.mark.django_db
FORM = "/vereinbarung/fassungen/folgen/"
HERE = {"Origin": "http://testserver"}
ADDRESS = "leserin@example.org"


def ask(client: Client, email: str = ADDRESS, query: str = "") -> Any:
    return client.post(f"{FORM}{query}", {"email": email}, headers=HERE)


def follow(client: Client, query: str = "") -> Subscription:
    """Ask, and confirm by the link of the mail."""
    ask(client, query=query)
    send_to_followers()
    client.post(link_in(mail.outbox[-1].body), headers=HERE)
    mail.outbox.clear()
    # Confirmed before what comes next, however fast the test is.
    Subscription.objects.update(confirmed_at=timezone.now() - timedelta(minutes=1))
    return Subscription.objects.latest("pk")


def link_in(body: Any) -> str:
    found = re.search(r"(/konto/abonnements/\S+)", str(body))
    assert found
    return found[1]


def test_an_address_gets_nothing_but_the_question_until_it_is_confirmed(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    assert ask(client).status_code == 302
    send_to_followers()
    (question,) = mail.outbox
    assert question.to == [ADDRESS]
    assert "Waren Sie das? Dann bestätigen Sie" in str(question.body)
    rewrite(text, "uebergabe", "Andere Worte (Beispiel).")
    texts.signed(texts.sealed(text, coordination))
    send_to_followers()
    assert len(mail.outbox) == 1


def test_opening_the_link_confirms_nothing_and_the_button_does(
    client: Client, in_force: AgreementVersion
) -> None:
    ask(client)
    send_to_followers()
    address = link_in(mail.outbox[0].body)
    assert "Ja, bestätigen" in words(client.get(address))
    assert Subscription.objects.get().confirmed_at is None
    assert client.post(address).status_code == 403
    assert "Bestätigt." in words(client.post(address, headers=HERE))
    assert Subscription.objects.get().confirmed_at is not None


def test_everybody_gets_the_same_answer_whatever_is_known_of_the_address(
    client: Client, in_force: AgreementVersion
) -> None:
    first = ask(client)
    follow(client)
    again, new = ask(client), ask(client, "andere@example.org")
    answers = {(one.status_code, one["Location"], one.content) for one in (first, again, new)}
    assert len(answers) == 1
    assert "@" not in first["Location"]


def test_who_follows_already_is_told_so_by_mail(client: Client, in_force: AgreementVersion) -> None:
    follow(client)
    SubscriptionMail.objects.all().delete()
    ask(client, ADDRESS.upper())
    send_to_followers()
    (told,) = mail.outbox
    assert "bekommt schon Mails" in str(told.body)
    assert Subscription.objects.count() == 1


def test_a_link_that_was_not_used_within_three_days_is_gone_and_so_is_the_address(
    client: Client, in_force: AgreementVersion
) -> None:
    ask(client)
    send_to_followers()
    address = link_in(mail.outbox[0].body)
    Subscription.objects.update(created_at=timezone.now() - CONFIRMED_WITHIN - timedelta(minutes=1))
    assert client.get(address).status_code == 404
    assert client.post(address, headers=HERE).status_code == 404
    send_to_followers()
    assert not Subscription.objects.exists()


def test_nobody_is_flooded_by_others(client: Client, in_force: AgreementVersion) -> None:
    for number in range(MOST_REQUESTS + 3):
        ask(client, query=f"?klausel={FIRST if number % 2 else SECOND}")
        send_to_followers()
    assert len(mail.outbox) == MOST_REQUESTS


def test_too_many_requests_of_one_connection_are_told_when_to_try_again(
    client: Client, in_force: AgreementVersion, settings: Settings
) -> None:
    settings.THROTTLED = True
    answers = [ask(client, f"leser{number}@example.org") for number in range(MOST + 1)]
    assert answers[-1].status_code == 429
    assert f"leser{MOST}@example.org" in answers[-1].content.decode()
    assert Subscription.objects.count() == MOST


@pytest.mark.parametrize("email", ["", "keine", "zwei@example.org, drei@example.org", "a@b\n@c.de"])
def test_what_is_no_address_is_refused_in_words_and_kept(
    client: Client, in_force: AgreementVersion, email: str
) -> None:
    answer = ask(client, email)
    assert answer.status_code == 400
    assert "E-Mail-Adresse" in words(answer)
    assert not Subscription.objects.exists()


def test_a_program_that_fills_in_every_field_is_refused(
    client: Client, in_force: AgreementVersion
) -> None:
    sent = {"email": ADDRESS, "fax": "1"}
    assert client.post(FORM, sent, headers=HERE).status_code == 400
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("query", ["?abschnitt=fehlt", "?klausel=fehlt", "?klausel=%F0%9F%92%A9"])
def test_what_is_not_there_cannot_be_followed(
    client: Client, in_force: AgreementVersion, query: str
) -> None:
    assert client.get(f"{FORM}{query}").status_code == 404
    assert ask(client, query=query).status_code == 404


def test_the_form_is_taken_from_our_own_pages_alone_and_needs_no_cookie(
    client: Client, in_force: AgreementVersion
) -> None:
    strange = {"Origin": "https://elsewhere.example"}
    assert client.post(FORM, {"email": ADDRESS}, headers=strange).status_code == 403
    assert not client.get(FORM).cookies
    assert not ask(client).cookies
    assert not client.get(f"{FORM}danke/").cookies


def test_a_signed_version_is_mailed_with_a_way_out_for_mail_programs(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    row = follow(client, f"?klausel={SECOND}")
    rewrite(text, "uebergabe", "Andere Worte (Beispiel).")
    version = texts.sealed(text, coordination)
    send_to_followers()
    assert mail.outbox == []
    texts.signed(version)
    send_to_followers()
    (told,) = mail.outbox
    assert "ist von allen Partnern unterzeichnet" in str(told.body)
    assert "/vereinbarung/vergleich/1/2/" in str(told.body)
    stop = f"/konto/abonnements/{row.secret}/beenden/"
    assert told.extra_headers["List-Unsubscribe"].endswith(f"{stop}>")
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscription.objects.exists()


def test_the_day_it_takes_effect_is_mailed_too_and_each_once(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    follow(client)
    rewrite(text, "uebergabe", "Andere Worte (Beispiel).")
    version = texts.signed(texts.sealed(text, coordination))
    send_to_followers()
    texts.in_force(version, timezone.localdate(), coordination)
    send_to_followers()
    send_to_followers()
    assert [one.subject.rpartition(":")[2] for one in mail.outbox] == [
        " Fassung 2 ist unterzeichnet",
        " Fassung 2 ist in Kraft",
    ]


def test_who_follows_a_clause_hears_nothing_of_others(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    follow(client, f"?klausel={FIRST}")
    follow(client, "?abschnitt=allgemeines")
    rewrite(text, "uebergabe", "Andere Worte (Beispiel).")
    texts.in_force(texts.sealed(text, coordination), timezone.localdate(), coordination)
    send_to_followers()
    assert mail.outbox == []


def test_who_followed_later_is_not_told_of_what_was(
    client: Client, in_force: AgreementVersion
) -> None:
    row = follow(client)
    Subscription.objects.filter(pk=row.pk).update(confirmed_at=timezone.now())
    send_to_followers()
    assert mail.outbox == []


def test_a_mail_that_waits_is_not_sent_once_visitors_may_no_longer_read_the_text(
    client: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    row = follow(client)
    version = texts.signed(texts.sealed(text, coordination))
    SubscriptionMail.objects.create(subscription=row, version=version, event="signed")
    type(in_force.agreement).objects.update(audience="network")
    send_to_followers()
    assert mail.outbox == []
    assert not SubscriptionMail.objects.waiting().exists()


def test_the_secret_stands_in_no_log_and_leaves_no_trace(
    client: Client, in_force: AgreementVersion
) -> None:
    row = follow(client)
    for address in (
        f"/konto/abonnements/{row.secret}/",
        f"/en/konto/abonnements/{row.secret}/beenden/",
    ):
        assert row.secret not in without_personal_data(f"GET {address} 200")
        answer = client.get(address)
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]
        assert ADDRESS not in answer.content.decode()
        assert not answer.cookies
