"""Accounts and groups in Wagtail's admin: administrators only, and no rights behind the roles."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from directory.models import OrganisationPage
from portal.accounts.models import User
from tests.factories.people import administrator, coordination, editor
from tests.integration.directory.people.conftest import logged_in

pytestmark = pytest.mark.django_db
VIEWS = (
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailusers_groups:add",
)


@pytest.fixture
def office_desk(client: Client) -> Client:
    """An administrator at the desk."""
    client.force_login(administrator())
    return client


def typed(person: User, **changed: Any) -> dict[str, Any]:
    facts = {
        "email": person.email,
        "first_name": "Beispiel",
        "last_name": "Person",
        "is_active": "on",
        "groups": [],
    }
    return facts | changed


@pytest.mark.parametrize("who", ["lead", "coordination", "user manager"])
@pytest.mark.parametrize("view", VIEWS)
def test_only_administrators_get_to_accounts_and_groups(
    client: Client, lead: Any, who: str, view: str
) -> None:
    person = lead if who == "lead" else coordination()
    if who == "user manager":
        every = Permission.objects.filter(codename__regex="_(user|group)$")
        person.user_permissions.set(every)
    client.force_login(person)
    assert client.get(reverse(view)).status_code == 302
    boss = administrator()
    edit = reverse("wagtailusers_users:edit", args=[person.pk])
    client.post(edit, typed(person, is_superuser="on"))
    client.post(reverse("wagtailusers_users:delete", args=[boss.pk]))
    person.refresh_from_db()
    assert not person.is_superuser
    assert User.objects.filter(pk=boss.pk).exists()


def test_a_user_manager_gets_nowhere_by_bulk_actions(client: Client, lead: Any) -> None:
    lead.user_permissions.set(Permission.objects.filter(codename__regex="_(user|group)$"))
    client.force_login(lead)
    victim = administrator()
    for action, data in (
        ("delete", {}),
        ("set_active_state", {"mark_as_active": "False"}),
        ("assign_role", {"role": Group.objects.get(name="Koordination").pk}),
    ):
        address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
        client.post(f"{address}?id={victim.pk}", data)
    victim.refresh_from_db()
    assert victim.is_active
    assert not victim.groups.exists()


def test_the_form_offers_no_group_that_follows_from_roles(
    office_desk: Client, here: OrganisationPage
) -> None:
    Group.objects.create(name="Von Hand gemacht")
    person = editor(of=here)
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    text = office_desk.get(address).content.decode()
    assert "Von Hand gemacht" in text
    assert "Redaktion: Hier" not in text
    assert "stehen unter „Personen“" in text


def test_saving_an_account_keeps_the_groups_of_its_roles(
    office_desk: Client, here: OrganisationPage, there: OrganisationPage
) -> None:
    by_hand = Group.objects.create(name="Von Hand gemacht")
    person = editor(of=here)
    had = set(person.groups.all())
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    office_desk.post(address, typed(person, groups=[by_hand.pk]))
    assert set(person.groups.all()) == {*had, by_hand}
    office_desk.post(address, typed(person))
    assert set(person.groups.all()) == had
    refused = office_desk.post(address, typed(person, groups=[there.group_id]))
    assert refused.status_code == 200
    assert set(person.groups.all()) == had


def test_marked_accounts_are_put_into_no_group_of_roles(
    office_desk: Client, here: OrganisationPage, there: OrganisationPage
) -> None:
    person = editor(of=here)
    had = set(person.groups.all())
    by_hand = Group.objects.create(name="Von Hand gemacht")
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "assign_role"])
    office_desk.post(f"{address}?id={person.pk}", {"role": there.group_id})
    assert set(person.groups.all()) == had
    office_desk.post(f"{address}?id={person.pk}", {"role": by_hand.pk})
    assert set(person.groups.all()) == {*had, by_hand}


def test_a_group_of_roles_is_neither_listed_nor_changed_nor_deleted(
    office_desk: Client, here: OrganisationPage
) -> None:
    by_hand = Group.objects.create(name="Von Hand gemacht")
    listed = office_desk.get(reverse("wagtailusers_groups:index")).content.decode()
    assert "Von Hand gemacht" in listed
    assert "Redaktion: Hier" not in listed
    assert here.group_id
    for view in ("edit", "delete"):
        address = reverse(f"wagtailusers_groups:{view}", args=[here.group_id])
        assert office_desk.get(address).status_code == 302
        office_desk.post(address, {"name": "Gekapert"})
        assert Group.objects.filter(name="Redaktion: Hier").exists()
    address = reverse("wagtailusers_groups:edit", args=[by_hand.pk])
    assert office_desk.get(address).status_code == 200


def test_an_administrator_makes_an_account_without_choosing_its_password(
    office_desk: Client,
) -> None:
    address = reverse("wagtailusers_users:add")
    assert 'type="password"' not in office_desk.get(address).content.decode()
    facts = {"email": "von-hand@example.org", "first_name": "Von", "last_name": "Hand"}
    office_desk.post(address, facts | {"password1": "x" * 20, "password2": "x" * 20})
    person = User.objects.get(email="von-hand@example.org")
    assert not person.has_usable_password() or not person.check_password("x" * 20)


def test_a_switched_off_account_is_out_at_once_and_stays_out(
    office_desk: Client, here: OrganisationPage
) -> None:
    person = editor(of=here)
    browser = logged_in(person)
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    facts = typed(person)
    del facts["is_active"]
    office_desk.post(address, facts)
    assert browser.get("/konto/rollen/").status_code == 302
    office_desk.post(address, typed(person))
    assert browser.get("/konto/rollen/").status_code == 302


def test_accounts_switched_off_together_stay_out(
    office_desk: Client, here: OrganisationPage
) -> None:
    person = editor(of=here)
    browser = logged_in(person)
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    for state in ("False", "True"):
        office_desk.post(f"{address}?id={person.pk}", {"mark_as_active": state})
    person.refresh_from_db()
    assert person.is_active
    assert browser.get("/konto/rollen/").status_code == 302


def test_who_is_no_administrator_any_more_has_to_log_in_again(office_desk: Client) -> None:
    former = administrator()
    browser = logged_in(former)
    address = reverse("wagtailusers_users:edit", args=[former.pk])
    office_desk.post(address, typed(former))
    former.refresh_from_db()
    assert not former.is_superuser
    assert browser.get("/konto/rollen/").status_code == 302
