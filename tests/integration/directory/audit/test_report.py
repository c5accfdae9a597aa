"""The report "Protokoll": each organisation reads its own part."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.log_actions import log

from directory.audit import record
from directory.models import Membership, OfficePage, OrganisationPage
from portal.accounts.models import User
from tests.factories.directory import contact, office, organisation
from tests.factories.people import administrator, coordination, editor, lead_editor, staff

pytestmark = pytest.mark.django_db

LOG = "/admin/reports/site-history/"


def house_of(place: OfficePage) -> OrganisationPage:
    found: OrganisationPage = OrganisationPage.objects.get(pk=place.get_parent().pk)
    return found


def act_everywhere(place: OfficePage, mark: str) -> User:
    """Do something to a page, a contact and a person of an organisation; return who did it."""
    house = house_of(place)
    lead = lead_editor(of=house)
    User.objects.filter(pk=lead.pk).update(first_name=f"Beispiel {mark}", last_name="")
    log(place, "wagtail.edit", user=lead, title=f"Seite {mark}")
    record(contact(office=place, function=f"Team {mark}"), "wagtail.create", user=lead)
    newcomer = Membership.objects.get(user=staff(of=house))
    record(newcomer, "portal.people.grant", user=lead, data={"mark": mark})
    return lead


def read(client: Client, **query: str) -> str:
    answer = client.get(LOG, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("make", [editor, lead_editor])
def test_editors_read_the_log_of_their_own_organisation_only(client: Client, make: Any) -> None:
    here, there = office(), office()
    act_everywhere(here, "Hier")
    act_everywhere(there, "Dort")
    client.force_login(make(of=house_of(here)))
    text = read(client)
    assert "Seite Hier" in text
    assert "Team Hier" in text
    assert "Rolle gegeben" in text
    assert "Dort" not in text
    assert house_of(there).short_name not in text


def test_editors_do_not_read_what_happened_to_the_pages_above_them(client: Client) -> None:
    place = office()
    house = house_of(place)
    log(house.get_parent(), "wagtail.edit", user=administrator(), title="Entwurf der Koordination")
    client.force_login(editor(of=house))
    assert "Entwurf der Koordination" not in read(client)


@pytest.mark.parametrize("who", [administrator, coordination])
def test_coordination_and_administrators_read_every_organisations_log(
    client: Client, who: Any
) -> None:
    for mark in ("Hier", "Dort"):
        act_everywhere(office(), mark)
    client.force_login(who())
    text = read(client)
    assert "Team Hier" in text
    assert "Team Dort" in text


def test_acts_on_accounts_are_for_administrators(client: Client) -> None:
    house = organisation()
    person = staff(of=house)
    record(person, "portal.account.password", user=person)
    for who in (editor(of=house), coordination()):
        client.force_login(who)
        assert "Passwort geändert" not in read(client)
    client.force_login(administrator())
    assert "Passwort geändert" in read(client)


def test_staff_do_not_reach_the_log(client: Client) -> None:
    client.force_login(staff(of=organisation()))
    assert client.get(LOG).status_code in (302, 403)


def test_the_log_says_who_deleted_a_page_of_the_own_organisation(client: Client) -> None:
    here, there = office(title="Stelle Hier"), office(title="Stelle Dort")
    house = house_of(here)
    for place in (here, there):
        OfficePage.objects.get(pk=place.pk).delete(user=lead_editor(of=house_of(place)))
    client.force_login(editor(of=house))
    text = read(client)
    assert "Stelle Hier" in text
    assert "Stelle Dort" not in text


def test_the_log_is_narrowed_by_organisation_person_act_and_day(client: Client) -> None:
    here, there = office(), office()
    lead = act_everywhere(here, "Hier")
    act_everywhere(there, "Dort")
    client.force_login(administrator())
    own = read(client, organisation=str(house_of(here).pk))
    assert "Seite Hier" in own
    assert "Team Hier" in own
    assert "Team Dort" not in own
    assert "Team Dort" not in read(client, user=str(lead.pk)).split("<table")[-1]
    only_grants = read(client, action="portal.people.grant").split("<table")[-1]
    assert "Rolle gegeben" in only_grants
    assert "Team Hier" not in only_grants
    assert "Team Hier" not in read(client, timestamp_to="2020-01-01").split("<table")[-1]


def test_filters_offer_no_people_and_no_organisation_from_elsewhere(client: Client) -> None:
    here, there = office(), office()
    stranger = act_everywhere(there, "Dort")
    client.force_login(editor(of=house_of(here)))
    assert stranger.email not in read(client)
    answer = client.get(LOG, {"organisation": str(house_of(there).pk), "user": str(stranger.pk)})
    assert "Team Dort" not in answer.content.decode()


def exported(client: Client, kind: str) -> list[list[Any]]:
    answer = client.get(LOG, {"export": kind})
    assert answer.status_code == 200
    content = b"".join(answer)
    if kind == "csv":
        return list(csv.reader(StringIO(content.decode())))
    sheet = load_workbook(BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows()]


def test_an_export_holds_who_did_what_when_and_where(client: Client) -> None:
    place = office()
    lead = act_everywhere(place, "Hier")
    client.force_login(lead)
    heads, *rows = exported(client, "csv")
    assert heads[:3] == ["Zeitpunkt", "Organisation", "Bezeichnung"]
    found = next(row for row in rows if row[2] == "Team Hier")
    assert found[1] == house_of(place).short_name
    assert found[3:] == ["Ansprechperson", "Erstellen", "Erstellt", "Beispiel Hier"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_long_export_is_loaded_in_parts_and_whole(
    client: Client, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("directory.audit.report.AT_ONCE", 2)
    place = office()
    for number in range(5):
        record(contact(office=place, function=f"Team {number}"), "wagtail.create", user=None)
    client.force_login(editor(of=house_of(place)))
    labels = [str(getattr(row[2], "value", row[2])) for row in exported(client, kind)[1:]]
    teams = [label for label in labels if label.startswith("Team")]
    assert teams == [f"Team {number}" for number in (4, 3, 2, 1, 0)]


def test_an_export_runs_no_formula(client: Client) -> None:
    place = office()
    for start in ("=", "+", "-", "@", "\t"):
        record(contact(office=place, function=f"{start}1+1"), "wagtail.edit", user=None)
    client.force_login(editor(of=house_of(place)))
    labels = [row[2] for row in exported(client, "csv")[1:] if "1+1" in row[2]]
    assert len(labels) == 5
    assert all(label.startswith("'") for label in labels)
    cells = [row[2] for row in exported(client, "xlsx")[1:] if "1+1" in str(row[2].value)]
    assert len(cells) == 5
    assert {cell.data_type for cell in cells} == {"s"}


def test_reading_the_log_takes_as_many_queries_for_many_entries_as_for_few(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    place = office()
    act_everywhere(place, "Hier")
    client.force_login(editor(of=house_of(place)))
    read(client)
    with CaptureQueriesContext(
        connection,
    ) as few:
        read(client)
    for number in range(8):
        act_everywhere(place, f"Nummer {number}")
    with CaptureQueriesContext(connection) as many:
        read(client)
    assert len(many) == len(few)
    assert len(many) <= 60
