"""Roles are given, limited and ended by those above, and by nobody for himself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationLogEntry, OrganisationPage
from directory.people.actions import (
    change_roles,
    change_until,
    end_membership,
    grant,
    invite,
    remove_person,
)
from directory.people.refusals import PeopleRefused
from directory.people.roles import led_organisations, may_manage_people, organisations_of, roles_of
from portal.accounts.second_factor import is_required
from tests.factories.directory import office
from tests.factories.people import (
    administrator,
    coordination,
    editor,
    lead_editor,
    member,
    signatory,
    staff,
)
from tests.integration.directory.people.conftest import logged_in

pytestmark = pytest.mark.django_db


def days(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


def role_of(user: Any, organisation: OrganisationPage | None, role: str = "") -> Membership:
    found = Membership.objects.filter(user=user, organisation=organisation)
    membership: Membership = found.get(role=role) if role else found.get()
    return membership


def test_roles_are_those_of_today(here: OrganisationPage, there: OrganisationPage) -> None:
    person = member(of=here, role=Role.EDITOR, until=days(0))
    Membership.objects.create(user=person, organisation=there, role="staff", until=days(-1))
    assert roles_of(person) == {"editor"}
    assert organisations_of(person) == {here.pk}
    assert organisations_of(person, Role.STAFF) == set()


def test_an_archived_organisation_gives_no_role(here: OrganisationPage, lead: Any) -> None:
    assert list(led_organisations(lead)) == [here]
    OrganisationPage.objects.update(archived_on=days(0))
    assert roles_of(lead) == set()
    assert not may_manage_people(lead, here)


def test_a_switched_off_account_manages_nobody(here: OrganisationPage) -> None:
    for person in (lead_editor(of=here), coordination(), administrator()):
        assert may_manage_people(person, here)
        person.is_active = False
        assert not may_manage_people(person, here)


def test_who_manages_whom(here: OrganisationPage, there: OrganisationPage, lead: Any) -> None:
    expected = {
        lead: (True, False, False),
        editor(of=here): (False, False, False),
        signatory(of=here): (False, False, False),
        coordination(): (True, True, True),
        administrator(): (True, True, True),
    }
    for person, rights in expected.items():
        assert tuple(may_manage_people(person, p) for p in (here, there, None)) == rights


def test_the_lead_gives_every_role_of_the_organisation(lead: Any, here: OrganisationPage) -> None:
    person = staff(of=here)
    for role in (Role.EDITOR, Role.LEAD_EDITOR, Role.SIGNATORY):
        grant(lead, person, here, role, days(5))
    assert roles_of(person) == {"staff", "editor", "lead_editor", "signatory"}
    assert person.has_perm("wagtailadmin.access_admin")
    logged = OrganisationLogEntry.objects.filter(action="portal.people.grant", person=person)
    assert logged.count() == 3


def test_a_lead_gives_nothing_in_another_organisation(
    lead: Any, here: OrganisationPage, there: OrganisationPage
) -> None:
    person = staff(of=there)
    with pytest.raises(PermissionDenied):
        grant(lead, person, there, Role.EDITOR)
    with pytest.raises(PeopleRefused, match="Laden Sie sie ein"):
        grant(lead, person, here, Role.EDITOR)
    with pytest.raises(PermissionDenied):
        change_until(lead, role_of(person, there), days(1))
    with pytest.raises(PermissionDenied):
        end_membership(lead, role_of(person, there))
    with pytest.raises(PermissionDenied):
        remove_person(lead, person, there)
    with pytest.raises(PermissionDenied):
        change_roles(lead, person, there, {Role.EDITOR: None})
    assert roles_of(person) == {"staff"}


def test_a_lead_gives_no_role_that_does_not_exist_there(lead: Any, here: OrganisationPage) -> None:
    person = staff(of=here)
    for role in ("coordination", "administrator", "koenig"):
        with pytest.raises(PeopleRefused, match="gibt es hier nicht"):
            grant(lead, person, here, role)


@pytest.mark.parametrize("who", ["lead", "coordination", "administrator"])
def test_nobody_raises_his_own_rights(who: str, lead: Any, here: OrganisationPage) -> None:
    actor = {"lead": lead, "coordination": coordination(), "administrator": administrator()}[who]
    if who != "lead":
        Membership.objects.create(user=actor, organisation=here, role=Role.STAFF)
    with pytest.raises(PeopleRefused, match="Eigene Rechte"):
        grant(actor, actor, here, Role.SIGNATORY)
    assert Role.SIGNATORY not in roles_of(actor)


def test_nobody_lengthens_his_own_role(here: OrganisationPage) -> None:
    actor = member(of=here, role=Role.LEAD_EDITOR, until=days(5))
    lead_editor(of=here)
    for until in (None, days(6)):
        with pytest.raises(PeopleRefused, match="Eigene Rechte"):
            change_until(actor, role_of(actor, here), until)
    change_until(actor, role_of(actor, here), days(4))
    assert role_of(actor, here).until == days(4)


def test_a_role_is_not_ended_by_a_day_in_the_past(lead: Any, here: OrganisationPage) -> None:
    with pytest.raises(PeopleRefused, match="schon vorbei"):
        change_until(lead, role_of(editor(of=here), here), days(-1))


def test_the_only_lead_does_not_leave_the_organisation_alone(
    lead: Any, here: OrganisationPage
) -> None:
    own = role_of(lead, here)
    # Neither a lead whose role ends before, nor one who is switched off, can take over.
    member(of=here, role=Role.LEAD_EDITOR, until=days(-1))
    switched_off = lead_editor(of=here)
    switched_off.is_active = False
    switched_off.save()
    for act in (
        lambda: end_membership(lead, own),
        lambda: remove_person(lead, lead, here),
        lambda: change_until(lead, own, days(0)),
        lambda: change_roles(lead, lead, here, {Role.LEAD_EDITOR: days(3)}),
    ):
        with pytest.raises(PeopleRefused, match="einzige Leitung der Redaktion"):
            act()
    assert roles_of(lead) == {"lead_editor"}
    end_membership(coordination(), own)
    assert roles_of(lead) == set()


def test_of_two_leads_one_may_go(lead: Any, here: OrganisationPage) -> None:
    other = lead_editor(of=here)
    end_membership(lead, role_of(lead, here))
    with pytest.raises(PeopleRefused, match="einzige Leitung"):
        end_membership(other, role_of(other, here))


def test_the_coordination_does_not_dissolve_itself() -> None:
    first, second = coordination(), coordination()
    end_membership(first, role_of(second, None))
    with pytest.raises(PeopleRefused, match="mindestens eine Person"):
        end_membership(first, role_of(first, None))
    end_membership(administrator(), role_of(first, None))
    assert roles_of(first) == set()


def test_a_role_is_ended_once(lead: Any, here: OrganisationPage) -> None:
    membership = role_of(editor(of=here), here)
    end_membership(lead, membership)
    with pytest.raises(PeopleRefused, match="schon beendet"):
        end_membership(lead, membership)
    assert OrganisationLogEntry.objects.filter(action="portal.people.end").count() == 1


def test_removal_works_at_once_in_a_running_session(lead: Any, here: OrganisationPage) -> None:
    person = editor(of=here)
    browsers = [logged_in(person), logged_in(person)]
    assert browsers[0].get("/admin/").status_code == 200
    remove_person(lead, person, here)
    assert [b.get("/admin/")["Location"] for b in browsers] == ["/admin/login/?next=/admin/"] * 2
    assert [b.get("/konto/rollen/").status_code for b in browsers] == [302, 302]
    person.refresh_from_db()
    assert not person.groups.exists()
    entry = OrganisationLogEntry.objects.get(action="portal.people.end")
    assert (entry.user_id, entry.person_id, entry.data["role"]) == (lead.pk, person.pk, "editor")


def test_losing_one_of_two_roles_takes_the_rights_and_keeps_the_session(
    lead: Any, here: OrganisationPage
) -> None:
    person = staff(of=here)
    grant(lead, person, here, Role.EDITOR)
    browser = logged_in(person)
    assert browser.get("/admin/").status_code == 200
    change_roles(lead, person, here, {Role.STAFF: None})
    assert browser.get("/konto/rollen/").status_code == 200
    assert browser.get("/admin/").status_code == 302


def test_a_lost_role_in_one_organisation_leaves_the_other_alone(
    lead: Any, here: OrganisationPage, there: OrganisationPage
) -> None:
    person = editor(of=there)
    Membership.objects.create(user=person, organisation=here, role=Role.EDITOR)
    mine, theirs = office(of=here, owner=person), office(of=there, owner=person)
    for page in (mine, theirs):
        _lock(page, person)
    remove_person(lead, person, here)
    mine, theirs = Page.objects.get(pk=mine.pk), Page.objects.get(pk=theirs.pk)
    assert (mine.locked, mine.locked_by, mine.owner) == (False, None, None)
    assert (theirs.locked, theirs.locked_by, theirs.owner) == (True, person, person)


def test_locks_of_others_stay(lead: Any, here: OrganisationPage) -> None:
    page, person, other = office(of=here), editor(of=here), editor(of=here)
    _lock(page, other)
    remove_person(lead, person, here)
    assert Page.objects.get(pk=page.pk).locked_by == other


def test_drafts_stay_with_the_organisation(lead: Any, here: OrganisationPage) -> None:
    person = editor(of=here)
    page = office(of=here, owner=person, live=False, title="Entwurf Beispiel")
    page.save_revision(user=person)
    remove_person(lead, person, here)
    draft = Page.objects.get(pk=page.pk)
    assert draft.owner is None
    assert draft.latest_revision is not None
    assert draft.permissions_for_user(lead).can_edit()


def test_whoever_may_only_read_any_more_holds_no_lock(lead: Any, here: OrganisationPage) -> None:
    person = staff(of=here)
    grant(lead, person, here, Role.EDITOR)
    page = office(of=here)
    _lock(page, person)
    EditingSession.objects.create(
        user=person, content_object=page, last_seen_at=timezone.now(), is_editing=True
    )
    change_roles(lead, person, here, {Role.STAFF: None})
    assert not Page.objects.get(pk=page.pk).locked
    assert not EditingSession.objects.exists()


def test_who_leaves_the_coordination_releases_what_it_locked(here: OrganisationPage) -> None:
    first, second = coordination(), coordination()
    page = office(of=here)
    _lock(page, second)
    end_membership(first, role_of(second, None))
    assert not Page.objects.get(pk=page.pk).locked


def test_an_invitation_dies_with_the_right_to_give_it(
    lead: Any, here: OrganisationPage, there: OrganisationPage
) -> None:
    Membership.objects.create(user=lead, organisation=there, role=Role.LEAD_EDITOR)
    mine = invite(lead, here, "eins@example.org", [Role.EDITOR]).invitation
    kept = invite(lead, there, "zwei@example.org", [Role.EDITOR]).invitation
    remove_person(coordination(), lead, here)
    still_open = [i.pk for i in Invitation.objects.all() if i.is_open]
    assert still_open == [kept.pk]
    assert OrganisationLogEntry.objects.filter(
        action="portal.people.invitation_revoked", object_id=str(mine.pk)
    ).exists()


def test_changing_roles_is_all_or_nothing(lead: Any, here: OrganisationPage) -> None:
    person = staff(of=here)
    with pytest.raises(PeopleRefused, match="schon vorbei"):
        change_roles(lead, person, here, {Role.EDITOR: None, Role.SIGNATORY: days(-1)})
    assert roles_of(person) == {"staff"}
    assert not OrganisationLogEntry.objects.filter(action="portal.people.grant").exists()


def test_changing_roles_ends_those_left_out(lead: Any, here: OrganisationPage) -> None:
    person = staff(of=here)
    change_roles(lead, person, here, {Role.EDITOR: days(9), Role.SIGNATORY: None})
    held = Membership.objects.filter(user=person)
    assert dict(held.values_list("role", "until")) == {"editor": days(9), "signatory": None}
    with pytest.raises(PeopleRefused, match="mindestens eine Rolle"):
        change_roles(lead, person, here, {})


def test_a_failing_log_undoes_the_act(
    lead: Any, here: OrganisationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    person = staff(of=here)
    monkeypatch.setattr("directory.people.actions.memberships.record", fail)
    with pytest.raises(RuntimeError):
        grant(lead, person, here, Role.EDITOR)
    assert roles_of(person) == {"staff"}


def test_second_factor_follows_from_roles(settings: Any, here: OrganisationPage) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"signatory", "coordination"})
    required: dict[Callable[..., Any], bool] = {
        lambda: signatory(of=here): True,
        lambda: coordination(): True,
        lambda: editor(of=here): False,
        lambda: member(of=here, role=Role.SIGNATORY, until=days(-1)): False,
    }
    for make, expected in required.items():
        assert is_required(make()) is expected


def _lock(page: Page, user: Any) -> None:
    now = timezone.now()
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=now)
