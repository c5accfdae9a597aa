"""Members follow by one button, see what they follow in Mein Konto, and end it there."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from agreement.following.notices import FOLLOWING, tell_followers
from agreement.models import AgreementVersion, Subscription, WorkingTextPage
from directory.models import Membership, OrganisationPage
from portal.accounts.models import Notification, User
from portal.accounts.own_data import own_data
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.coverage.reading import browser_of, words
from tests.integration.agreement.following.conftest import FIRST, SECOND, rewrite

pytestmark = pytest.mark.django_db
LIST, FOLLOW = "/konto/abonnements/", "/konto/abonnements/folgen/"
CLAUSE = {"agreement": "vereinbarung", "section": "", "clause": SECOND}


@pytest.fixture
def member(organisation: OrganisationPage) -> User:
    return people.staff(of=organisation)


def followed_before(**changes: Any) -> None:
    Subscription.objects.update(confirmed_at=timezone.now() - timedelta(minutes=1), **changes)


def told(person: User) -> list[str]:
    return [one.text for one in Notification.objects.filter(recipient=person, kind=FOLLOWING)]


def test_one_button_follows_and_one_ends_it(in_force: AgreementVersion, member: User) -> None:
    browser, page = browser_of(member), f"/vereinbarung/k/{SECOND}/"
    assert "Änderungen abonnieren" in words(browser.get(page))
    answer = browser.post(FOLLOW, CLAUSE, follow=True)
    assert answer.redirect_chain[-1][0] == page
    shown = words(answer)
    assert "Nicht mehr abonnieren" in shown
    assert "Übergabe" in words(browser.get(LIST))
    row = Subscription.objects.get(user=member)
    assert browser.post(LIST, {"stop": row.pk, "next": page})["Location"] == page
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("page", ["/vereinbarung/", "/vereinbarung/uebergabe/"])
def test_agreement_and_section_have_the_button_too(
    in_force: AgreementVersion, member: User, page: str
) -> None:
    browser = browser_of(member)
    assert "Änderungen abonnieren" in words(browser.get(page))
    section = page.removeprefix("/vereinbarung/").rstrip("/")
    browser.post(FOLLOW, {"agreement": "vereinbarung", "section": section, "clause": ""})
    assert "Nicht mehr abonnieren" in words(browser.get(page))


def test_a_visitor_finds_the_way_to_the_form_and_no_session(
    client: Client, in_force: AgreementVersion
) -> None:
    for page in ("/vereinbarung/", "/vereinbarung/uebergabe/", f"/vereinbarung/k/{SECOND}/"):
        answer = client.get(page)
        assert "/vereinbarung/fassungen/folgen/" in answer.content.decode()
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert not answer.cookies


def test_what_another_person_follows_cannot_be_ended_nor_seen(
    in_force: AgreementVersion, member: User, organisation: OrganisationPage
) -> None:
    browser_of(member).post(FOLLOW, CLAUSE)
    row = Subscription.objects.get()
    stranger = browser_of(people.staff(of=organisation))
    assert "Sie haben nichts abonniert" in words(stranger.get(LIST))
    stranger.post(LIST, {"stop": row.pk})
    assert Subscription.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("stop", ["", "x", "-1", "٣", "9" * 60])
def test_nonsense_ends_nothing_and_breaks_nothing(
    in_force: AgreementVersion, member: User, stop: str
) -> None:
    browser = browser_of(member)
    assert browser.post(LIST, {"stop": stop}).status_code in {302, 400}


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "x"])
def test_the_way_back_stays_in_the_portal(
    in_force: AgreementVersion, member: User, address: str
) -> None:
    answer = browser_of(member).post(LIST, {"stop": "1", "next": address})
    assert answer["Location"] == LIST


@pytest.mark.parametrize(
    "sent",
    [
        {"agreement": "fehlt"},
        {"agreement": "vereinbarung", "section": "fehlt"},
        {"agreement": "vereinbarung", "clause": "fehlt"},
        {},
    ],
)
def test_what_is_not_there_cannot_be_followed(
    in_force: AgreementVersion, member: User, sent: dict[str, str]
) -> None:
    assert browser_of(member).post(FOLLOW, sent).status_code == 404


def test_an_account_without_a_role_cannot_follow_by_button(in_force: AgreementVersion) -> None:
    assert browser_of(people.account()).post(FOLLOW, CLAUSE).status_code == 403


def test_one_notice_names_all_that_a_version_changes_of_what_somebody_follows(
    in_force: AgreementVersion, text: WorkingTextPage, coordination: Any, member: User
) -> None:
    browser = browser_of(member)
    for section, clause in (("", SECOND), ("uebergabe", ""), ("", FIRST)):
        browser.post(FOLLOW, {"agreement": "vereinbarung", "section": section, "clause": clause})
    followed_before()
    rewrite(text, "uebergabe", "Andere Worte (Beispiel).")
    texts.in_force(texts.sealed(text, coordination), timezone.localdate(), coordination)
    tell_followers()
    tell_followers()
    (notice,) = told(member)
    assert "Fassung 2 gilt seit dem" in notice
    assert "Übergabe, § 2 Übergabe" in notice
    assert "Ziele" not in notice


def test_who_left_the_network_is_told_nothing(
    in_force: AgreementVersion, text: WorkingTextPage, coordination: Any, member: User
) -> None:
    browser_of(member).post(FOLLOW, CLAUSE)
    followed_before()
    Membership.objects.filter(user=member).delete()
    rewrite(text, "uebergabe", "Andere Worte (Beispiel).")
    texts.signed(texts.sealed(text, coordination))
    tell_followers()
    assert told(member) == []


def test_the_copy_of_ones_data_says_what_one_follows_and_tells_no_secret(
    in_force: AgreementVersion, member: User
) -> None:
    browser_of(member).post(FOLLOW, CLAUSE)
    found = own_data(member)["subscriptions"]
    assert [(one["by"], one["agreement"]) for one in found] == [
        ("account", in_force.agreement.title)
    ]
    assert Subscription.objects.get().secret not in json.dumps(found, default=str)
    member.delete()
    assert not Subscription.objects.exists()


def test_the_list_asks_the_same_questions_however_long_it_is(
    in_force: AgreementVersion,
    member: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = browser_of(member)
    browser.post(FOLLOW, CLAUSE)
    browser.post(FOLLOW, {**CLAUSE, "clause": "", "section": "uebergabe"})
    browser.get(LIST)
    with CaptureQueriesContext(connection) as counted:
        browser.get(LIST)
    few = len(counted)
    browser.post(FOLLOW, {**CLAUSE, "clause": FIRST})
    browser.post(FOLLOW, {**CLAUSE, "clause": "", "section": "allgemeines"})
    browser.get(LIST)
    with django_assert_num_queries(few):
        browser.get(LIST)
