"""What an act leaves to be told, and what people choose to be told."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import gettext_lazy, override

from portal.accounts import notifications
from portal.accounts.models import Notification, User
from portal.accounts.notifications import notify, register_kind
from tests.factories.people import account

pytestmark = pytest.mark.django_db
ADDRESS = "/konto/benachrichtigungen/"


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    """Know two kinds of notices more than the portal has."""
    before = notifications.kinds()
    register_kind("erinnerung", "Erinnerungen (Beispiel)")
    register_kind("neuigkeit", "Neuigkeiten (Beispiel)")
    yield
    notifications._kinds.clear()
    notifications._kinds.update(before)


def told(person: User) -> list[str]:
    """Return the notices left for a person."""
    return [notice.text for notice in person.notifications.all()]


def test_a_notice_waits_for_each_active_recipient_once() -> None:
    here, gone = account(), account(is_active=False)

    notify([here, gone, here], "erinnerung", "Bitte prüfen.", "/partner/")

    assert told(here) == ["Bitte prüfen."]
    assert told(gone) == []


def test_the_same_notice_is_not_left_twice_while_it_waits() -> None:
    person = account()
    for _again in range(2):
        notify([person], "erinnerung", "Bitte prüfen.", "/partner/")

    assert told(person) == ["Bitte prüfen."]


def test_what_is_rolled_back_is_told_to_nobody() -> None:
    person = account()
    with transaction.atomic():
        notify([person], "erinnerung", "Bitte prüfen.", "/partner/")
        transaction.set_rollback(True)

    assert told(person) == []


def test_a_notice_is_german_whatever_language_the_act_was_done_in() -> None:
    person = account()
    with override("en"):
        notify([person], "erinnerung", gettext_lazy("Anmelden"), "/partner/")
        text = gettext_lazy("%(count)s Treffer")
        notify([person], "erinnerung", text, "/partner/", words={"count": 3})

    assert told(person) == ["Anmelden", "3 Treffer"]


def test_a_notice_stays_on_one_line() -> None:
    person = account()
    notify([person], "erinnerung", "Eins\r\n\r\nhttps://example.org/\u2028zwei", "/partner/")

    assert told(person) == ["Eins https://example.org/ zwei"]


@pytest.mark.parametrize(
    "path",
    ["https://example.org/", "//example.org/", "/\\example.org", "partner/", "/a\nb", "/ a", ""],
)
def test_a_notice_leads_nowhere_else(path: str) -> None:
    with pytest.raises(ValueError, match="address of the portal"):
        notify([account()], "erinnerung", "Bitte prüfen.", path)


def test_only_known_kinds_can_be_told() -> None:
    with pytest.raises(LookupError):
        notify([account()], "unbekannt", "Bitte prüfen.", "/partner/")


def test_a_person_switches_a_kind_off_and_hears_no_more_of_it(client: Client) -> None:
    person, other = account(), account()
    notify([person], "erinnerung", "Wartet noch.", "/partner/")
    client.force_login(person)

    answer = client.post(ADDRESS, {"wanted": ["neuigkeit"]}, follow=True)

    assert "Gespeichert." in answer.content.decode()
    notify([person, other], "erinnerung", "Bitte prüfen.", "/partner/")
    notify([person, other], "neuigkeit", "Etwas Neues.", "/partner/")
    assert told(person) == ["Etwas Neues."]
    assert told(other) == ["Bitte prüfen.", "Etwas Neues."]


def test_a_person_switches_a_kind_on_again(client: Client) -> None:
    person = account()
    client.force_login(person)
    client.post(ADDRESS, {"wanted": []})
    client.post(ADDRESS, {"wanted": ["erinnerung"]})

    notify([person], "erinnerung", "Bitte prüfen.", "/partner/")

    assert told(person) == ["Bitte prüfen."]


def test_the_page_ticks_what_one_gets(client: Client) -> None:
    client.force_login(account())
    client.post(ADDRESS, {"wanted": ["neuigkeit"]})

    form = client.get(ADDRESS).context["form"]

    assert form["wanted"].value() == ["neuigkeit"]
    labels = [label for _kind, label in form.fields["wanted"].choices]
    assert "Erinnerungen (Beispiel)" in labels


def test_a_kind_that_does_not_exist_is_refused_in_words(client: Client) -> None:
    client.force_login(account())

    answer = client.post(ADDRESS, {"wanted": ["unbekannt"]})

    assert answer.status_code == 200
    assert answer.context["form"].errors["wanted"]


def test_visitors_are_led_to_the_log_in(client: Client) -> None:
    answer = client.get(ADDRESS)

    assert answer["Location"] == f"/konto/anmelden/?next={ADDRESS}"


def test_all_recipients_cost_the_same_number_of_queries(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    few, many = [account()], [account() for _ in range(12)]
    for people in (few, many):
        with django_assert_num_queries(3):  # type: ignore[operator]
            notify(people, "erinnerung", f"An {len(people)}.", "/partner/")

    assert Notification.objects.count() == len(few) + len(many)
