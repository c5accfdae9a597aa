"""A person deletes the own account: what goes, what stays, what stands in the way."""

import json
from datetime import date
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.log_actions import log, registry
from wagtail.models import Comment, Page, Revision

from agreement.models import AgreementVersion, LedgerEntry
from directory.audit import record
from directory.enums import Role
from directory.models import Invitation, Membership, OfficePage, OrganisationPage
from directory.people.group_sync import sync_groups
from portal.accounts.models import User
from tests.factories import agreement as texts
from tests.factories.directory import office, organisation
from tests.factories.people import (
    PASSWORD,
    administrator,
    coordination,
    editor,
    lead_editor,
    member,
    staff,
)

pytestmark = pytest.mark.django_db

PAGE, GONE = "/konto/daten/loeschen/", "/konto/daten/geloescht/"


def log_in(client: Client, user: User) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def name(user: User) -> User:
    """Give somebody a name that must not be found afterwards."""
    User.objects.filter(pk=user.pk).update(first_name="Markante", last_name="Beispielperson")
    user.refresh_from_db()
    return user


def delete(client: Client) -> Any:
    return client.post(PAGE, {"confirmed": "on"})


def whole_log() -> str:
    """Return every word of the log, as anybody could ever read it."""
    return json.dumps(
        [
            (entry.label, entry.data, entry.message, entry.user_display_name)
            for model in registry.get_log_entry_models()
            for entry in model.objects.prefetch_related("user", "content_type")
        ],
        default=str,
        ensure_ascii=False,
    )


def test_an_account_goes_with_everything_that_is_only_the_persons(client: Client) -> None:
    house = organisation()
    who = name(editor(of=house))
    key = who.pk
    Invitation.objects.create(
        email=who.email.upper(),
        organisation=house,
        roles=[Role.EDITOR],
        token_sha256="a" * 64,
        expires_at="2027-01-01T00:00Z",
    )
    log_in(client, who)
    answer = delete(client)
    assert answer.status_code == 302
    assert answer["Location"] == GONE
    assert not User.objects.filter(pk=key).exists()
    assert not Membership.objects.filter(user=key).exists()
    assert not UserSession.objects.filter(user=key).exists()
    assert not Invitation.objects.exists()
    assert "Ihr Konto ist gelöscht" in client.get(GONE).content.decode()
    assert client.get("/konto/").status_code == 302


def test_other_sessions_of_the_person_end_at_once(client: Client) -> None:
    who, elsewhere = staff(), Client()
    log_in(client, who)
    log_in(elsewhere, who)
    assert elsewhere.get("/konto/").status_code == 200
    delete(client)
    assert elsewhere.get("/konto/").status_code == 302


def test_pages_drafts_and_files_stay_with_the_organisation_without_the_name(
    client: Client,
) -> None:
    house = organisation()
    who, colleague = name(editor(of=house)), editor(of=house)
    key = who.pk
    page = office(of=house, title="Stelle")
    Page.objects.filter(pk=page.pk).update(owner=who, locked=True, locked_by=who)
    draft = OfficePage.objects.get(pk=page.pk)
    draft.title = "Neuer Entwurf"
    draft.save_revision(user=who, log_action=True)
    Comment.objects.create(page=page, user=who, text="Mein Kommentar", contentpath="title")
    file = SimpleUploadedFile("blatt.txt", b"Beispiel")
    document = get_document_model().objects.create(
        title="Blatt", file=file, collection=house.collection, uploaded_by_user=who
    )
    log_in(client, who)
    delete(client)
    left = OfficePage.objects.get(pk=page.pk)
    assert (left.owner, left.locked, left.locked_by) == (None, False, None)
    assert left.get_latest_revision_as_object().title == "Neuer Entwurf"
    assert {revision.user_id for revision in Revision.objects.all()} == {None}
    assert not Comment.objects.exists()
    document.refresh_from_db()
    assert document.uploaded_by_user is None
    client.force_login(colleague)
    assert "gelöschtes Konto" in client.get(reverse("wagtailadmin_home")).content.decode()
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Neuer Entwurf" in answer.content.decode()
    for address in (
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        text = client.get(address).content.decode()
        assert f"Benutzer {key} (gelöscht)" in text
        assert "Markante" not in text


def test_the_log_keeps_what_was_done_but_no_name_and_no_address(client: Client) -> None:
    house = organisation()
    who, lead = name(staff(of=house)), lead_editor(of=house)
    membership = Membership.objects.get(user=who)
    invitation = Invitation.objects.create(
        email=who.email,
        organisation=house,
        roles=[Role.STAFF],
        token_sha256="b" * 64,
        expires_at="2027-01-01T00:00Z",
    )
    record(invitation, "portal.people.invite", user=lead, organisation=house)
    record(invitation, "portal.people.accept", user=who, organisation=house, person=who)
    record(membership, "portal.people.grant", user=lead, person=who)
    record(who, "portal.account.password", user=who)
    words = {"comment": {"id": 1, "contentpath": "title", "text": "Markante Worte"}}
    log(house, "wagtail.comments.create", user=who, data=words)
    address = who.email
    log_in(client, who)
    delete(client)
    text = whole_log()
    for told in ("Markante", "Beispielperson", address):
        assert told not in text
    assert f"gelöschtes Konto: Mitarbeitend ({house.short_name})" in text
    client.force_login(lead)
    history = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Rolle beendet" in history
    assert "Konto gelöscht" not in history


def test_what_is_sealed_keeps_the_name_because_it_is_evidence(client: Client) -> None:
    text = texts.working_text(parties=[organisation(), organisation()])
    texts.section(texts.clause(heading="Zweck"), of=text)
    coordination()
    who = name(coordination())
    version = texts.sealed(text, who)
    texts.in_force(version, date(2026, 1, 1), who)
    hashes = list(LedgerEntry.objects.values_list("entry_hash", flat=True))
    log_in(client, who)
    assert "Name und Funktion" in client.get(PAGE).content.decode()
    assert delete(client)["Location"] == GONE
    assert AgreementVersion.objects.get().sealed_by == "Markante Beispielperson"
    assert list(LedgerEntry.objects.values_list("entry_hash", flat=True)) == hashes


def test_the_page_says_what_goes_and_what_stays(client: Client) -> None:
    log_in(client, staff())
    text = client.get(PAGE).content.decode()
    assert "Das wird gelöscht" in text
    assert "Das bleibt" in text
    assert f"verschwindet nach {settings.AUDIT_LOG_DAYS} Tagen" in text


def test_nothing_is_deleted_without_the_tick(client: Client) -> None:
    who = staff()
    log_in(client, who)
    answer = client.post(PAGE, {})
    assert answer.status_code == 200
    assert "Setzen Sie das Häkchen" in answer.content.decode()
    assert User.objects.filter(pk=who.pk).exists()


def test_nothing_is_deleted_by_who_does_not_give_the_password_again(client: Client) -> None:
    who = staff()
    client.force_login(who)
    answer = delete(client)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=who.pk).exists()
    assert delete(Client())["Location"].startswith("/konto/anmelden/")


def test_the_last_administrator_stays(client: Client) -> None:
    last = administrator()
    log_in(client, last)
    assert "einzige Konto der Administration" in client.get(PAGE).content.decode()
    answer = delete(client)
    assert "einzige Konto der Administration" in answer.content.decode()
    assert User.objects.filter(pk=last.pk).exists()
    administrator()
    assert delete(client)["Location"] == GONE


def test_the_last_lead_editor_hands_over_first(client: Client) -> None:
    house = organisation(short_name="Beispielhaus")
    last = lead_editor(of=house)
    log_in(client, last)
    answer = delete(client)
    assert "leitet die Redaktion von: Beispielhaus" in answer.content.decode()
    assert User.objects.filter(pk=last.pk).exists()
    lead_editor(of=house)
    assert delete(client)["Location"] == GONE


def test_a_lead_whose_role_has_ended_or_whose_account_is_closed_is_no_successor(
    client: Client,
) -> None:
    house = organisation()
    last = lead_editor(of=house)
    member(of=house, role=Role.LEAD_EDITOR, until=date(2020, 1, 1))
    User.objects.filter(pk=lead_editor(of=house).pk).update(is_active=False)
    log_in(client, last)
    assert delete(client).status_code == 200
    assert User.objects.filter(pk=last.pk).exists()


def test_an_archived_organisation_needs_no_lead(client: Client) -> None:
    house = organisation()
    last = lead_editor(of=house)
    OrganisationPage.objects.filter(pk=house.pk).update(archived_on=date(2026, 1, 1))
    sync_groups(last)
    log_in(client, last)
    assert delete(client)["Location"] == GONE


def test_administrators_delete_an_account_by_the_same_rules(client: Client) -> None:
    admin, house = administrator(), organisation()
    last, who = lead_editor(of=house), name(staff(of=house))
    client.force_login(admin)
    client.post(reverse("wagtailusers_users:delete", args=[last.pk]))
    query = f"?id={last.pk}&id={who.pk}"
    client.post(f"/admin/bulk/accounts/user/delete/{query}")
    assert User.objects.filter(pk__in=[last.pk, who.pk]).count() == 2
    client.post(reverse("wagtailusers_users:delete", args=[who.pk]))
    assert not User.objects.filter(pk=who.pk).exists()
    assert "Markante" not in whole_log()
    assert "gelöschtes Konto" in whole_log()


def test_many_accounts_deleted_at_once_leave_no_name(client: Client) -> None:
    client.force_login(administrator())
    people = [name(staff()), name(staff(of=organisation()))]
    query = "?" + "&".join(f"id={person.pk}" for person in people)
    client.post(f"/admin/bulk/accounts/user/delete/{query}")
    assert not User.objects.filter(pk__in=[person.pk for person in people]).exists()
    assert "Markante" not in whole_log()
    assert "portal.account.delete" in {
        entry.action for model in registry.get_log_entry_models() for entry in model.objects.all()
    }
