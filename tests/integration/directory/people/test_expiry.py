"""A role with a last day holds on that day and is gone on the next, whatever is running."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from directory.enums import Role
from directory.models import Membership, OrganisationLogEntry, OrganisationPage
from directory.people.expiry import expire, expire_all
from tests.factories.directory import office
from tests.factories.people import administrator, coordination, member, staff
from tests.integration.directory.edit_form import office_form
from tests.integration.directory.people.conftest import logged_in

pytestmark = pytest.mark.django_db


def today() -> Any:
    return timezone.localdate()


def over(user: Any) -> None:
    """Let somebody's roles have ended yesterday, as time alone does it."""
    Membership.objects.filter(user=user).update(until=today() - timedelta(days=1))


def test_the_last_day_still_counts(here: OrganisationPage) -> None:
    person = member(of=here, role=Role.EDITOR, until=today())
    browser = logged_in(person)
    assert browser.get("/admin/").status_code == 200
    assert expire_all() == 0


def test_the_day_after_a_running_session_has_no_rights_any_more(here: OrganisationPage) -> None:
    person = member(of=here, role=Role.EDITOR, until=today())
    browser = logged_in(person)
    assert browser.get("/admin/").status_code == 200
    over(person)
    assert browser.get("/admin/").status_code == 302
    assert browser.get("/konto/rollen/").status_code == 302
    assert not person.groups.exists()
    entry = OrganisationLogEntry.objects.get(action="portal.people.expire")
    assert (entry.person_id, entry.organisation_id) == (person.pk, here.pk)


def test_another_role_that_holds_keeps_the_session(
    here: OrganisationPage, there: OrganisationPage
) -> None:
    person = member(of=here, role=Role.EDITOR, until=today())
    browser = logged_in(person)
    over(person)
    Membership.objects.create(user=person, organisation=there, role=Role.STAFF)
    text = browser.get("/konto/rollen/").content.decode()
    assert "Beispielverein Dort" in text
    assert "Beispielverein Hier" not in text
    assert set(Group.objects.filter(user=person).values_list("pk", flat=True)) == {
        there.staff_group_id,
        Group.objects.get(name="Netzwerk").pk,
    }


def test_a_post_on_the_day_after_changes_nothing(here: OrganisationPage) -> None:
    person = member(of=here, role=Role.EDITOR, until=today())
    page = office(of=here, title="Alter Titel")
    browser = logged_in(person)
    over(person)
    browser.post(f"/admin/pages/{page.pk}/edit/", office_form(page, title="Neuer Titel"))
    assert Page.objects.get(pk=page.pk).title == "Alter Titel"
    assert Page.objects.get(pk=page.pk).latest_revision is None


def test_what_was_locked_becomes_free(here: OrganisationPage) -> None:
    person = member(of=here, role=Role.EDITOR, until=today())
    page = office(of=here, owner=person)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=person)
    over(person)
    expire(person)
    freed = Page.objects.get(pk=page.pk)
    assert (freed.locked, freed.locked_by, freed.owner) == (False, None, None)


def test_an_administrator_stays_one(here: OrganisationPage) -> None:
    boss = administrator()
    Membership.objects.create(user=boss, organisation=here, role=Role.STAFF, until=today())
    browser = logged_in(boss)
    over(boss)
    assert browser.get("/admin/").status_code == 200
    assert not boss.memberships.exists()


def test_the_command_ends_the_roles_of_those_who_do_not_log_in(
    here: OrganisationPage, there: OrganisationPage
) -> None:
    gone = member(of=here, role=Role.EDITOR, until=today())
    Membership.objects.create(user=gone, organisation=there, role=Role.SIGNATORY)
    over(gone)
    stays = [staff(of=here), member(of=here, role=Role.EDITOR, until=today()), coordination()]
    said = StringIO()
    call_command("expire_memberships", stdout=said)
    assert said.getvalue() == "Ended 2 memberships.\n"
    assert not gone.groups.exists()
    assert all(person.memberships.exists() for person in stays)
    said = StringIO()
    call_command("expire_memberships", stdout=said)
    assert said.getvalue() == "Ended 0 memberships.\n"


def test_a_request_asks_for_roles_once_and_a_visitor_not_at_all(
    here: OrganisationPage,
    client: Client,
    count_role_queries: Callable[..., int],
) -> None:
    assert count_role_queries(client, "/konto/anmelden/") == 0
    client.force_login(member(of=here, role=Role.LEAD_EDITOR))
    assert count_role_queries(client, "/konto/rollen/") == 2
    assert count_role_queries(client, "/healthz") == 1


@pytest.fixture
def count_role_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> Callable[..., int]:
    """Return how many queries on roles an answer takes."""

    def count(client: Client, address: str) -> int:
        with django_assert_max_num_queries(100) as asked:
            client.get(address)
        asks = [q for q in asked.captured_queries if 'FROM "directory_membership"' in q["sql"]]
        return len(asks)

    return count
