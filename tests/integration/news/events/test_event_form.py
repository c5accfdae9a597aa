"""Bad input about times and places is refused at its field, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import OrganisationPage
from news.models import EventOccurrence, EventPage
from tests.factories.directory import organisation
from tests.factories.news import event_form, exception_rows, folder
from tests.factories.people import editor

pytestmark = pytest.mark.django_db

WEEKLY = {"repeats": "weekly", "repeats_until": "2026-06-01"}


@pytest.fixture
def verein(client: Client) -> OrganisationPage:
    """Return an organisation; the browser is its editor's."""
    house = organisation(slug="verein")
    client.force_login(editor(of=house))
    return house


def publish(client: Client, house: OrganisationPage, **fields: str) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["news", "eventpage", folder(house).pk])
    return client.post(address, event_form(**fields))


def row_errors(answer: Any) -> list[dict[str, list[str]]]:
    rows = answer.context["form"].formsets["exceptions"].forms
    return [{name: list(errors) for name, errors in row.errors.items()} for row in rows]


def test_an_editor_publishes_an_event_and_the_visitor_sees_it(
    client: Client, verein: OrganisationPage
) -> None:
    publish(client, verein, starts_on="2099-05-04")

    assert "Sprachcafé" in Client().get("/aktuelles/termine/").content.decode()
    page = Client().get("/partner/verein/aktuelles/sprachcafe/").content.decode()
    assert "Montag, 4. Mai 2099, 18:00 bis 19:30 Uhr" in page


def test_an_event_that_is_over_can_be_published(client: Client, verein: OrganisationPage) -> None:
    publish(client, verein, starts_on="2001-05-04")

    page = Client().get("/partner/verein/aktuelles/sprachcafe/").content.decode()
    assert "Diese Veranstaltung ist vorbei." in page


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"ends_on": "2026-05-03"}, "ends_on"),
        ({"ends_at": "17:59"}, "ends_at"),
        ({"ends_at": "18:00"}, "ends_at"),
        ({"starts_at": ""}, "starts_at"),
        ({"starts_on": "2026-03-29", "starts_at": "02:30"}, "starts_at"),
        ({"starts_on": "2026-03-29", "starts_at": "01:30", "ends_at": "02:30"}, "ends_at"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"repeats": "weekly"}, "repeats_until"),
        ({"repeats": "weekly", "repeats_until": "2026-05-03"}, "repeats_until"),
        ({"repeats": "weekly", "repeats_until": "2028-05-05"}, "repeats_until"),
        ({"repeats_until": "2026-06-01"}, "repeats"),
        ({**WEEKLY, "ends_on": "2026-05-11"}, "ends_on"),
        ({"registration_until": "2026-05-05"}, "registration_until"),
        ({"place_name": ""}, "place_name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    client: Client, verein: OrganisationPage, fields: dict[str, str], at: str
) -> None:
    answer = publish(client, verein, **fields)

    assert list(answer.context["form"].errors) == [at]
    assert "Deutsch sprechen bei Kaffee und Kuchen." in answer.content.decode()
    assert not EventPage.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": "2026-10-25", "starts_at": "02:30", "ends_at": "02:45"},
        {"starts_on": "2026-03-28", "ends_on": "2026-03-29", "ends_at": "03:00"},
        {"ends_on": "2026-05-05", "ends_at": "02:00"},
        {"repeats": "weekly", "repeats_until": "2028-05-04"},
        {"repeats": "weekly", "repeats_until": "2026-05-18", "registration_until": "2026-05-18"},
        {"place_name": "", "online_url": "https://example.org/raum"},
        {"place_name": "Rathaus", "online_url": "https://example.org/raum"},
        {"starts_at": "", "ends_at": ""},
        # A later recurrence may fall into the gap: it is moved by an hour.
        {
            "starts_on": "2026-03-22",
            "starts_at": "02:30",
            "ends_at": "03:00",
            "repeats": "weekly",
            "repeats_until": "2026-04-05",
        },
    ],
)
def test_what_can_be_is_published(
    client: Client, verein: OrganisationPage, fields: dict[str, str]
) -> None:
    answer = publish(client, verein, **fields)

    assert answer.status_code == 302
    assert EventOccurrence.objects.exists()


def test_the_sentence_about_the_missing_hour_names_the_day(
    client: Client, verein: OrganisationPage
) -> None:
    answer = publish(client, verein, starts_on="2026-03-29", starts_at="02:30")

    assert "Diese Uhrzeit gibt es am 29. März 2026 nicht" in answer.content.decode()


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ({"day": "2026-05-12"}, "day"),
        ({"day": "2026-05-11", "kind": "moved"}, "new_day"),
        ({"day": "2026-05-11", "kind": "moved", "new_day": "9999-12-31"}, "new_day"),
        (
            {
                "day": "2026-05-11",
                "kind": "moved",
                "new_day": "2026-03-29",
                "new_starts_at": "02:30",
            },
            "new_starts_at",
        ),
    ],
)
def test_what_is_wrong_with_an_exception_is_said_at_its_row(
    client: Client, verein: OrganisationPage, row: dict[str, str], at: str
) -> None:
    good = {"day": "2026-05-18", "note": "Pfingstferien"}

    answer = publish(client, verein, **WEEKLY, **exception_rows(good, row))

    errors = row_errors(answer)
    assert errors[0] == {}
    assert list(errors[1]) == [at]
    assert errors[1][at][0] in answer.content.decode()
    assert "Pfingstferien" in answer.content.decode()
    assert not EventPage.objects.exists()


def test_two_exceptions_for_a_day_are_refused(client: Client, verein: OrganisationPage) -> None:
    same = {"day": "2026-05-11"}

    answer = publish(client, verein, **WEEKLY, **exception_rows(same, same))

    assert [list(errors) for errors in row_errors(answer)] == [[], ["day"]]


def test_an_exception_needs_a_rule(client: Client, verein: OrganisationPage) -> None:
    answer = publish(client, verein, **exception_rows({"day": "2026-05-04"}))

    assert row_errors(answer) == [
        {"day": ["Ausnahmen gibt es nur, wenn sich die Veranstaltung wiederholt."]}
    ]


def test_exceptions_are_held_to_the_rule_that_is_sent_with_them(
    client: Client, verein: OrganisationPage
) -> None:
    publish(client, verein, **WEEKLY, **exception_rows({"day": "2026-05-11"}))
    page = EventPage.objects.get()
    row = page.exceptions.get()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    moved = {
        **WEEKLY,
        **exception_rows({"day": "2026-05-12", "id": str(row.pk)}),
        "exceptions-INITIAL_FORMS": "1",
    }

    refused: Any = client.post(address, event_form(**moved))
    taken = client.post(address, event_form(**moved, starts_on="2026-05-05"))

    assert list(row_errors(refused)[0]) == ["day"]
    assert taken.status_code == 302
    states = EventOccurrence.objects.values_list("state", flat=True)
    assert list(states)[:3] == ["planned", "cancelled", "planned"]


def test_a_draft_may_still_be_saved_without_its_exceptions_days(
    client: Client, verein: OrganisationPage
) -> None:
    answer = publish(client, verein, **{"action-publish": ""}, **WEEKLY)

    assert answer.status_code == 302
    assert not EventOccurrence.objects.exists()
