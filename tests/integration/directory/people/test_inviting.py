"""The lead editor invites people into the own organisation, and nobody into another one."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationLogEntry, OrganisationPage
from directory.people.actions import invite, resend, revoke_invitation
from directory.people.refusals import PeopleRefused
from tests.factories.people import (
    administrator,
    coordination,
    editor,
    member,
    signatory,
    staff,
)
from tests.integration.directory.people.conftest import link_in_mail, token_of

pytestmark = pytest.mark.django_db
EMAIL = "neu@example.org"


def typed(place: OrganisationPage | str, **changed: Any) -> dict[str, Any]:
    pk = str(place.pk) if isinstance(place, OrganisationPage) else place
    return {"place": pk, "email": EMAIL, "roles": ["editor"], "until": "", **changed}


def test_an_invitation_goes_out_by_mail_in_plain_german(
    desk: Client, here: OrganisationPage, committed: Callable[[], Any]
) -> None:
    with committed():
        answer = desk.post(reverse("people_invite"), typed(here, roles=["editor", "signatory"]))
    assert answer.status_code == 302
    assert mail.outbox[0].to == [EMAIL]
    assert mail.outbox[0].subject == "Einladung: Beispielverein Hier"
    body = str(mail.outbox[0].body)
    assert "Redaktion, Zeichnungsberechtigt" in body
    assert link_in_mail()
    listed = desk.get(reverse("people_invitations")).content.decode()
    assert EMAIL in listed
    assert "unterwegs" in listed


def test_the_database_does_not_hold_the_secret_of_the_mail(
    lead: Any, here: OrganisationPage, committed: Callable[[], Any]
) -> None:
    with committed():
        sent = invite(lead, here, EMAIL, [Role.EDITOR])
    token = token_of(link_in_mail())
    row = Invitation.objects.filter(pk=sent.invitation.pk).values().get()
    assert len(token) == 43
    assert token not in str(row)


def test_an_invitation_holds_for_14_days_and_no_longer_than_its_roles(
    lead: Any, here: OrganisationPage
) -> None:
    long = invite(lead, here, "lang@example.org", [Role.STAFF]).invitation
    assert timedelta(days=13, hours=23) < long.expires_at - timezone.now() <= timedelta(days=14)
    today = timezone.localdate()
    short = invite(lead, here, "kurz@example.org", [Role.STAFF], today).invitation
    assert timezone.localtime(short.expires_at).date() == today + timedelta(days=1)


def test_an_invitation_is_logged_for_its_organisation(lead: Any, here: OrganisationPage) -> None:
    invite(lead, here, EMAIL, [Role.EDITOR])
    entry = OrganisationLogEntry.objects.get(action="portal.people.invite")
    assert (entry.organisation_id, entry.user_id) == (here.pk, lead.pk)
    assert entry.data["roles"] == ["editor"]


def test_a_mail_that_fails_keeps_the_invitation_for_sending_it_again(
    lead: Any, here: OrganisationPage, committed: Callable[[], Any]
) -> None:
    failing = patch(
        "directory.people.invitation_mail.send_mail", side_effect=SMTPServerDisconnected
    )
    with failing, committed():
        sent = invite(lead, here, EMAIL, [Role.EDITOR])
    assert sent.is_mailed is False
    assert Invitation.objects.get(email=EMAIL).is_open
    with committed():
        assert resend(lead, sent.invitation).is_mailed
    assert link_in_mail()


def test_the_inviter_reads_that_the_mail_did_not_go_out(
    desk: Client, here: OrganisationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A test's transaction never ends: what waits for the end happens at once instead.
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act: act())
    with patch("directory.people.invitation_mail.send_mail", side_effect=OSError):
        text = desk.post(reverse("people_invite"), typed(here), follow=True).content.decode()
    assert "die Mail ging nicht hinaus" in text
    assert EMAIL in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": ""}, "Schreiben Sie die Adresse der Person."),
        ({"email": "kein-at"}, "Das ist keine E-Mail-Adresse."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Das ist keine E-Mail-Adresse."),
        ({"email": "x" * 250 + "@example.org"}, "254"),
        ({"roles": []}, "Wählen Sie mindestens eine Rolle."),
        ({"roles": ["koenig"]}, "Diese Rolle gibt es nicht."),
        ({"roles": ["coordination"]}, "Diese Rolle gibt es nicht."),
        ({"until": "morgen"}, "Das ist kein Datum."),
        ({"until": "2026-02-30"}, "Das ist kein Datum."),
        ({"until": "2020-01-01"}, "Dieser Tag ist schon vorbei."),
        ({"place": ""}, "Wählen Sie, für wen die Person arbeitet."),
        ({"place": "coordination"}, "Wählen Sie eine Organisation aus der Liste."),
        ({"place": "99999999"}, "Wählen Sie eine Organisation aus der Liste."),
        ({"place": "x' OR 1=1"}, "Wählen Sie eine Organisation aus der Liste."),
    ],
)
def test_bad_input_gets_a_sentence_and_is_kept(
    desk: Client, here: OrganisationPage, changed: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(reverse("people_invite"), typed(here) | changed)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert sentence in text
    if "email" not in changed:
        assert f'value="{EMAIL}"' in text
    assert not Invitation.objects.exists()


def test_a_lead_editor_invites_into_no_other_organisation(
    desk: Client, lead: Any, there: OrganisationPage
) -> None:
    text = desk.post(reverse("people_invite"), typed(there)).content.decode()
    assert "Wählen Sie eine Organisation aus der Liste." in text
    assert "Beispielverein Dort" not in text
    with pytest.raises(PermissionDenied):
        invite(lead, there, EMAIL, [Role.EDITOR])
    with pytest.raises(PermissionDenied):
        invite(lead, None, EMAIL, [Role.COORDINATION])
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [staff, editor, signatory])
def test_nobody_below_the_lead_invites(role: Any, here: OrganisationPage, client: Client) -> None:
    person = role(of=here)
    with pytest.raises(PermissionDenied):
        invite(person, here, EMAIL, [Role.STAFF])
    client.force_login(person)
    assert client.post(reverse("people_invite"), typed(here)).status_code in {302, 403}
    assert not Invitation.objects.exists()


def test_a_lead_whose_role_has_ended_invites_nobody(here: OrganisationPage) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    former = member(of=here, role=Role.LEAD_EDITOR, until=yesterday)
    with pytest.raises(PermissionDenied):
        invite(former, here, EMAIL, [Role.STAFF])


@pytest.mark.parametrize("who", [coordination, administrator])
def test_coordination_and_administrators_invite_everywhere(
    who: Any, here: OrganisationPage, client: Client, committed: Callable[[], Any]
) -> None:
    client.force_login(who())
    client.post(reverse("people_invite"), typed(here))
    client.post(reverse("people_invite"), typed("coordination", email="zwei@example.org", roles=[]))
    places = set(Invitation.objects.values_list("organisation", "roles__0"))
    assert places == {(here.pk, "editor"), (None, "coordination")}


def test_the_coordination_has_one_role_only(client: Client) -> None:
    client.force_login(coordination())
    text = client.post(reverse("people_invite"), typed("coordination")).content.decode()
    assert "In der Koordination gibt es nur eine Rolle." in text
    assert not Invitation.objects.exists()


def test_nobody_invites_himself(lead: Any, here: OrganisationPage) -> None:
    with pytest.raises(PeopleRefused, match="Sich selbst"):
        invite(lead, here, lead.email.upper(), [Role.SIGNATORY])


def test_an_account_elsewhere_makes_no_difference_to_the_inviter(
    desk: Client, here: OrganisationPage, there: OrganisationPage, committed: Callable[[], Any]
) -> None:
    known = editor(of=there).email
    with committed():
        with_account = desk.post(reverse("people_invite"), typed(here, email=known), follow=True)
        without = desk.post(reverse("people_invite"), typed(here), follow=True)
    assert with_account.redirect_chain == without.redirect_chain
    assert f"{known} ist unterwegs" in with_account.content.decode()
    assert f"{EMAIL} ist unterwegs" in without.content.decode()


def test_whoever_belongs_already_is_not_invited_again(lead: Any, here: OrganisationPage) -> None:
    person = staff(of=here)
    with pytest.raises(PeopleRefused, match="gehört schon dazu"):
        invite(lead, here, person.email.upper(), [Role.EDITOR])


def test_a_second_invitation_leads_to_the_first(lead: Any, here: OrganisationPage) -> None:
    invite(lead, here, EMAIL, [Role.EDITOR])
    with pytest.raises(PeopleRefused, match="schon eine Einladung"):
        invite(lead, here, f" {EMAIL.upper()} ", [Role.STAFF])


def test_an_archived_organisation_gets_nobody_new(here: OrganisationPage) -> None:
    OrganisationPage.objects.filter(pk=here.pk).update(archived_on=timezone.localdate())
    here.refresh_from_db()
    with pytest.raises(PeopleRefused, match="archiviert"):
        invite(coordination(), here, EMAIL, [Role.EDITOR])


def test_sending_again_kills_the_old_link(
    lead: Any, here: OrganisationPage, client: Client, committed: Callable[[], Any]
) -> None:
    with committed():
        first = invite(lead, here, EMAIL, [Role.EDITOR]).invitation
        resend(lead, first)
    assert client.get(link_in_mail(0)).status_code == 404
    assert client.get(link_in_mail(1)).status_code == 200


def test_an_expired_invitation_can_be_sent_again(
    lead: Any, here: OrganisationPage, client: Client, committed: Callable[[], Any]
) -> None:
    with committed():
        invitation = invite(lead, here, EMAIL, [Role.EDITOR]).invitation
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link_in_mail()).status_code == 404
    with committed():
        resend(lead, invitation)
    assert client.get(link_in_mail()).status_code == 200


def test_what_was_taken_back_or_accepted_is_not_sent_again(
    lead: Any, here: OrganisationPage
) -> None:
    invitation = invite(lead, here, EMAIL, [Role.EDITOR]).invitation
    revoke_invitation(lead, invitation)
    for act in (resend, revoke_invitation):
        with pytest.raises(PeopleRefused, match="angenommen oder zurückgezogen"):
            act(lead, invitation)


def test_the_lead_takes_an_invitation_back_in_the_list(
    desk: Client, lead: Any, here: OrganisationPage, committed: Callable[[], Any], client: Client
) -> None:
    with committed():
        invitation = invite(lead, here, EMAIL, [Role.EDITOR]).invitation
    address = reverse("people_revoke", args=[invitation.pk])
    assert EMAIL in desk.get(address).content.decode()
    assert client.get(link_in_mail()).status_code == 200
    text = desk.post(address, follow=True).content.decode()
    assert "zurückgezogen" in text
    assert Client().get(link_in_mail()).status_code == 404
    assert OrganisationLogEntry.objects.filter(action="portal.people.invitation_revoked").exists()


@pytest.mark.parametrize("view", ["people_resend", "people_revoke"])
def test_a_foreign_invitation_answers_as_if_it_did_not_exist(
    desk: Client, there: OrganisationPage, lead: Any, view: str
) -> None:
    invitation = invite(administrator(), there, EMAIL, [Role.EDITOR]).invitation
    before = Invitation.objects.values().get()
    foreign = desk.post(reverse(view, args=[invitation.pk]))
    missing = desk.post(reverse(view, args=[invitation.pk + 1000]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    for act in (resend, revoke_invitation):
        with pytest.raises(PermissionDenied):
            act(lead, invitation)
    assert Invitation.objects.values().get() == before
    assert EMAIL not in desk.get(reverse("people_invitations")).content.decode()


def test_nobody_gets_a_role_by_being_invited(lead: Any, here: OrganisationPage) -> None:
    before = Membership.objects.count()
    invite(lead, here, EMAIL, [Role.EDITOR])
    assert Membership.objects.count() == before


def test_nobody_makes_the_portal_send_mails_without_end(
    desk: Client, lead: Any, here: OrganisationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = invite(lead, here, "eins@example.org", [Role.STAFF]).invitation
    addresses = [
        reverse("people_invite"),
        reverse("people_resend", args=[invitation.pk]),
    ]
    monkeypatch.setattr("portal.core.throttle.is_allowed", lambda *_args, **_limits: False)
    for address in addresses:
        assert desk.post(address, typed(here)).status_code == 429
        assert desk.get(address).status_code == 200
    assert Invitation.objects.count() == 1
