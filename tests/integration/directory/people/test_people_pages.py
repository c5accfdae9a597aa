"""The pages for people in the admin: who sees whom, and what can be done."""

import csv
import io
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.models import Membership, OrganisationPage
from directory.people.actions import invite
from tests.factories.directory import organisation
from tests.factories.people import (
    administrator,
    coordination,
    editor,
    lead_editor,
    member,
    signatory,
    staff,
)

pytestmark = pytest.mark.django_db
LISTS = ("people", "people_invitations", "people_rights")


def text_of(client: Client, view: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(view, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def named(user: Any, first: str, last: str) -> Any:
    user.first_name, user.last_name = first, last
    user.save()
    return user


def test_the_menu_leads_whoever_manages_somebody(desk: Client, here: OrganisationPage) -> None:
    assert reverse("people") in desk.get(reverse("wagtailadmin_home")).content.decode()
    other = Client()
    other.force_login(editor(of=here))
    assert reverse("people") not in other.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("make", [staff, editor, signatory])
@pytest.mark.parametrize("view", [*LISTS, "people_invite", "people_rights_results"])
def test_who_manages_nobody_sees_none_of_the_pages(
    client: Client, here: OrganisationPage, make: Any, view: str
) -> None:
    client.force_login(make(of=here))
    assert client.get(reverse(view)).status_code in {302, 403}


def test_the_lead_sees_the_own_people_with_their_roles(
    desk: Client, here: OrganisationPage, there: OrganisationPage
) -> None:
    person = named(editor(of=here), "Beispiel", "Hiesig")
    until = timezone.localdate() + timedelta(days=30)
    Membership.objects.create(user=person, organisation=here, role="signatory", until=until)
    # What somebody is elsewhere is not for the lead here.
    Membership.objects.create(user=person, organisation=there, role=Role.LEAD_EDITOR)
    stranger = named(editor(of=there), "Beispiel", "Fremd")
    text = text_of(desk, "people")
    day = f"{until.day}.{until.month}.{until.year}"
    assert f"Redaktion, Zeichnungsberechtigt (bis {day})" in text
    assert text.count(person.email) == 1
    assert stranger.email not in text
    assert "Beispielverein Dort" not in text


def test_an_ended_role_stands_in_no_list(desk: Client, here: OrganisationPage) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    gone = member(of=here, role=Role.EDITOR, until=yesterday)
    assert gone.email not in text_of(desk, "people")


def test_the_coordination_sees_everybody_by_organisation(
    client: Client, here: OrganisationPage, there: OrganisationPage
) -> None:
    people = [editor(of=here), staff(of=there), coordination()]
    client.force_login(people[-1])
    text = text_of(client, "people")
    assert all(person.email in text for person in people)
    narrowed = text_of(client, "people", organisation=str(there.pk))
    assert people[1].email in narrowed
    assert people[0].email not in narrowed


@pytest.mark.parametrize(("role", "found"), [("signatory", 0), ("staff", 1), ("coordination", 2)])
def test_the_list_is_narrowed_to_a_role(
    client: Client, here: OrganisationPage, role: str, found: int
) -> None:
    people = [editor(of=here), staff(of=here), coordination()]
    Membership.objects.create(user=people[0], organisation=here, role=Role.SIGNATORY)
    client.force_login(people[2])
    text = text_of(client, "people_results", role=role)
    assert [person.email in text for person in people] == [n == found for n in range(3)]


def test_the_search_finds_names_and_addresses(desk: Client, here: OrganisationPage) -> None:
    wanted = named(editor(of=here), "Beispiel", "Nadelbaum")
    other = named(editor(of=here), "Beispiel", "Heuhaufen")
    for query in ("nadel", wanted.email):
        text = text_of(desk, "people_results", q=query)
        assert wanted.email in text
        assert other.email not in text
    assert "Dazu gibt es hier niemanden" in text_of(desk, "people_results", q="gibtesnicht")


@pytest.mark.parametrize(
    "query", [{"q": "'\"%\\"}, {"p": "99999"}, {"ordering": "password"}, {"role": "x"}]
)
def test_a_strange_address_of_a_list_is_no_error(desk: Client, query: dict[str, str]) -> None:
    for view in LISTS:
        assert desk.get(reverse(view), query).status_code == 200


def test_a_filter_does_not_open_another_organisation(desk: Client, there: OrganisationPage) -> None:
    stranger = editor(of=there)
    assert stranger.email not in text_of(desk, "people", organisation=str(there.pk))
    assert stranger.email not in text_of(desk, "people_rights", organisation=str(there.pk))


@pytest.mark.parametrize("view", LISTS)
def test_a_longer_list_takes_no_more_queries(client: Client, view: str) -> None:
    boss = administrator()
    client.force_login(boss)
    _fill(boss, 2)
    client.get(reverse(view))
    before = _count(client, view)
    _fill(boss, 6)
    assert _count(client, view) == before


def _fill(boss: Any, number: int) -> None:
    for n in range(number):
        place = organisation()
        person = editor(of=place)
        Membership.objects.create(user=person, organisation=place, role=Role.SIGNATORY)
        invite(boss, place, f"gast-{place.pk}-{n}@example.org", [Role.STAFF])


def _count(client: Client, view: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(view))
    return len(asked)


def test_roles_are_changed_in_one_form(desk: Client, here: OrganisationPage) -> None:
    person = editor(of=here)
    address = reverse("people_roles", args=[here.pk, person.pk])
    assert "checked" in desk.get(address).content.decode()
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    typed = {"has_staff": "on", "has_signatory": "on", "until_signatory": until}
    assert "sind gespeichert" in desk.post(address, typed, follow=True).content.decode()
    roles = dict(person.memberships.values_list("role", "until"))
    assert {role: str(day) for role, day in roles.items()} == {"staff": "None", "signatory": until}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Wählen Sie mindestens eine Rolle."),
        ({"has_staff": "on", "until_staff": "x"}, "Das ist kein Datum."),
        ({"has_staff": "on", "until_staff": "2020-01-01"}, "schon vorbei"),
        ({"has_staff": "on", "until_editor": "2099-01-01"}, "oder lassen Sie den Tag leer"),
    ],
)
def test_bad_roles_get_a_sentence_and_change_nothing(
    desk: Client, here: OrganisationPage, typed: dict[str, str], sentence: str
) -> None:
    person = editor(of=here)
    answer = desk.post(reverse("people_roles", args=[here.pk, person.pk]), typed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert sentence in text
    assert all(value in text for value in typed.values() if value != "on")
    assert set(person.memberships.values_list("role", flat=True)) == {"editor"}


def test_a_forged_field_gives_no_further_role(desk: Client, here: OrganisationPage) -> None:
    person = editor(of=here)
    typed = {"has_staff": "on", "has_coordination": "on", "has_administrator": "on"}
    desk.post(reverse("people_roles", args=[here.pk, person.pk]), typed)
    assert set(person.memberships.values_list("role", flat=True)) == {"staff"}


def test_a_refusal_stands_above_the_form(desk: Client, lead: Any, here: OrganisationPage) -> None:
    answer = desk.post(reverse("people_roles", args=[here.pk, lead.pk]), {"has_staff": "on"})
    assert answer.status_code == 200
    assert "Eigene Rechte kann niemand erweitern" in answer.content.decode()


def test_the_coordinations_role_is_only_limited(client: Client) -> None:
    first, second = coordination(), coordination()
    client.force_login(first)
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    address = reverse("people_roles", args=[0, second.pk])
    client.post(address, {"until_coordination": until})
    assert str(second.memberships.get().until) == until


@pytest.mark.parametrize("view", ["people_roles", "people_remove"])
def test_changed_ids_in_an_address_open_nothing(
    desk: Client, here: OrganisationPage, there: OrganisationPage, view: str
) -> None:
    mine, stranger, coordinator = editor(of=here), editor(of=there), coordination()
    addresses = [
        (there.pk, stranger.pk),
        (here.pk, stranger.pk),
        (there.pk, mine.pk),
        (0, coordinator.pk),
        (here.pk, 99999999),
        (99999999, mine.pk),
        (here.pk, coordinator.pk),
    ]
    before = set(Membership.objects.values_list("user", "organisation", "role"))
    for place, person in addresses:
        address = reverse(view, args=[place, person])
        assert desk.get(address).status_code == 404
        assert desk.post(address, {"has_staff": "on"}).status_code == 404
    assert set(Membership.objects.values_list("user", "organisation", "role")) == before


def test_removing_says_first_what_will_happen(desk: Client, here: OrganisationPage) -> None:
    person = named(editor(of=here), "Beispiel", "Abschied")
    address = reverse("people_remove", args=[here.pk, person.pk])
    text = desk.get(address).content.decode()
    assert "Beispiel Abschied verliert hier sofort: Redaktion." in text
    assert "Alle Anmeldungen" in text
    assert "Entwürfe" in text
    assert person.memberships.exists()
    assert "gehört nicht mehr dazu" in desk.post(address, follow=True).content.decode()
    assert not person.memberships.exists()


def test_the_only_lead_reads_why_he_cannot_go(
    desk: Client, lead: Any, here: OrganisationPage
) -> None:
    address = reverse("people_remove", args=[here.pk, lead.pk])
    assert "Das sind Sie selbst" in desk.get(address).content.decode()
    text = desk.post(address, follow=True).content.decode()
    assert "einzige Leitung der Redaktion" in text
    assert lead.memberships.exists()


def test_names_cannot_bring_markup_into_the_pages(desk: Client, here: OrganisationPage) -> None:
    person = named(editor(of=here), "<script>alert(1)</script>", "Beispiel")
    for text in (
        text_of(desk, "people"),
        text_of(desk, "people_rights"),
        text_of(desk, "people_remove", here.pk, person.pk),
        text_of(desk, "people_roles", here.pk, person.pk),
    ):
        assert "<script>alert(1)" not in text


def rows_of(answer: Any) -> Iterable[list[str]]:
    content = b"".join(answer.streaming_content).decode()
    return list(csv.reader(io.StringIO(content)))


def test_rights_show_who_may_do_what_where_and_the_second_factor(
    desk: Client, here: OrganisationPage, there: OrganisationPage
) -> None:
    person = named(editor(of=here), "Beispiel", "Faktor")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    stranger = editor(of=there)
    text = text_of(desk, "people_rights")
    assert "Beispiel Faktor" in text
    assert stranger.email not in text
    rows = {row[1]: row for row in rows_of(desk.get(reverse("people_rights"), {"export": "csv"}))}
    assert rows[person.email][2:] == ["Beispielverein Hier", "Redaktion", "ja"]
    assert stranger.email not in rows


def test_recovery_codes_alone_are_no_second_factor(desk: Client, here: OrganisationPage) -> None:
    person = editor(of=here)
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={})
    rows = {row[1]: row for row in rows_of(desk.get(reverse("people_rights"), {"export": "csv"}))}
    assert rows[person.email][-1] == "nein"


def test_administrators_stand_in_the_rights_of_the_network_only(
    desk: Client, client: Client
) -> None:
    boss = administrator()
    assert boss.email not in text_of(desk, "people_rights")
    network = Client()
    network.force_login(coordination())
    assert boss.email in text_of(network, "people_rights")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_a_spreadsheet_of_rights_runs_nothing(
    desk: Client, here: OrganisationPage, start: str
) -> None:
    named(editor(of=here), f'{start}HYPERLINK("http://example.org")', "Beispiel")
    rows = rows_of(desk.get(reverse("people_rights"), {"export": "csv"}))
    assert not [cell for row in rows for cell in row if cell.startswith(start)]
    answer: Any = desk.get(reverse("people_rights"), {"export": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}


def test_own_roles_stand_on_a_page_of_the_account(
    client: Client, here: OrganisationPage, there: OrganisationPage
) -> None:
    person = lead_editor(of=here)
    Membership.objects.create(user=person, organisation=there, role=Role.STAFF)
    client.force_login(person)
    text = client.get("/konto/rollen/").content.decode()
    for shown in ("Beispielverein Hier", "Leitung der Redaktion", "Beispielverein Dort"):
        assert shown in text
    assert client.get("/konto/").content.decode().count("/konto/rollen/") >= 1


def test_own_roles_need_a_log_in(client: Client) -> None:
    assert "/konto/anmelden/" in client.get("/konto/rollen/")["Location"]


def test_whoever_has_no_role_reads_whom_to_ask(client: Client) -> None:
    client.force_login(staff())
    assert "Sie haben zurzeit keine Rolle" in client.get("/konto/rollen/").content.decode()
