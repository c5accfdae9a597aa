"""Signing with the account: what it needs, what it leaves, and everything that is refused."""

import hashlib
import json
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.test import Client
from django.utils import timezone

from agreement.enums import ProcessState, RequiredForm
from agreement.evidence.notices import send_checkpoints
from agreement.models import (
    AgreementVersion,
    Checkpoint,
    CheckpointMail,
    LedgerEntry,
    Signature,
    VersionProcess,
)
from agreement.process import actions as process
from agreement.signing.actions_person import NotPresent, sign_by_account
from agreement.signing.presence import Presence
from agreement.signing.refusals import SigningRefused
from agreement.signing.statement import DEPUTY, SIGNATORY
from agreement.snapshot import canonical_bytes
from directory.models import Membership, OrganisationLogEntry, OrganisationPage
from portal.accounts.models import Notification
from tests.factories import agreement as texts
from tests.factories import people
from tests.factories.people import PASSWORD
from tests.factories.second_factors import app_of, code_of
from tests.integration.agreement.signing.acting import (
    LONG_AGO,
    THERE,
    page_of,
    present,
    sign_page,
    signed_by,
)
from tests.integration.agreement.verification.test_command import tamper

pytestmark = pytest.mark.django_db


def form_of(version: AgreementVersion, **more: str) -> dict[str, str]:
    """Return the form of the page, filled in."""
    return {"sha256": version.sha256, "has_read": "on", **more}


def test_a_signatory_logs_in_confirms_reads_and_signs(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    secret = app_of(signatory)
    client.post("/konto/anmelden/", {"login": signatory.email, "password": PASSWORD})
    client.post("/konto/zweiter-faktor/anmelden/", {"code": code_of(secret)})
    address = sign_page(version, here)
    shown = client.get(address).content.decode()
    assert "Zuerst bestätigen, dass Sie es sind" in shown
    assert "Jetzt unterzeichnen" not in shown
    confirmed = client.post(f"/konto/bestaetigen/?next={address}", {"password": PASSWORD})
    assert confirmed["Location"] == address
    shown = client.get(address).content.decode()
    assert "Ich, Ada Musterfrau, unterzeichne als Vorstand für Beispielwerk Hier" in shown
    assert version.sha256 in shown
    answer = client.post(address, form_of(version))
    assert (answer.status_code, answer["Location"]) == (302, page_of(version))
    assert Signature.objects.get(version=version).method == "account"
    assert "unterzeichnet am" in client.get(page_of(version)).content.decode()


def test_a_signature_leaves_evidence_whose_hash_stands_in_the_ledger(
    version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    signature = signed_by(version, here, signatory)
    evidence = bytes(signature.evidence)
    told = json.loads(evidence)
    assert canonical_bytes(told) == evidence
    assert hashlib.sha256(evidence).hexdigest() == signature.evidence_sha256
    assert told["statement"]["sha256"] == version.sha256
    assert told["statement"]["person"] == {"name": "Ada Musterfrau", "email": signatory.email}
    assert len(told["statement"]["nonce"]) == 32
    entry = json.loads(bytes(signature.entry.canonical))
    assert entry["kind"] == "signature"
    assert entry["payload"]["evidence_sha256"] == signature.evidence_sha256
    assert entry["payload"]["party"] == str(here.uuid)
    newest = LedgerEntry.objects.order_by("-sequence")[0]
    assert Checkpoint.objects.order_by("-size")[0].size == newest.sequence


def test_no_name_and_no_address_of_a_person_stands_in_the_ledger(
    version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    signed_by(version, here, signatory)
    ledger = b"".join(bytes(entry.canonical) for entry in LedgerEntry.objects.all()).decode()
    assert "Musterfrau" not in ledger
    assert signatory.email not in ledger


def test_two_evidences_of_the_same_person_differ_by_their_nonce(
    version: AgreementVersion, here: OrganisationPage, there: OrganisationPage
) -> None:
    both = people.signatory(of=here)
    Membership.objects.create(user=both, organisation=there, role="signatory")
    hashes = {signed_by(version, party, both).evidence_sha256 for party in (here, there)}
    assert len(hashes) == 2


def test_the_last_signature_completes_the_version_and_not_the_one_before(
    version: AgreementVersion,
    here: OrganisationPage,
    there: OrganisationPage,
    signatory: Any,
    other_signatory: Any,
) -> None:
    signed_by(version, here, signatory)
    assert VersionProcess.objects.get(version=version).state == ProcessState.ADOPTED
    signed_by(version, there, other_signatory)
    assert VersionProcess.objects.get(version=version).state == ProcessState.SIGNED
    assert version.entries.filter(kind="signed").exists()


def test_the_deputy_signs_in_the_deputys_function(
    version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    sign_by_account(version, str(here.uuid), DEPUTY, signatory, THERE, version.sha256)
    signature = Signature.objects.get()
    assert (signature.function, signature.is_deputy) == ("Stellvertretung", True)
    assert "(in Vertretung)" in json.loads(bytes(signature.evidence))["statement"]["text"]


def test_a_party_without_a_deputy_cannot_sign_by_one(
    client: Client, version: AgreementVersion, there: OrganisationPage, other_signatory: Any
) -> None:
    with pytest.raises(SigningRefused):
        sign_by_account(version, str(there.uuid), DEPUTY, other_signatory, THERE, version.sha256)
    present(client, other_signatory)
    assert client.get(sign_page(version, there, function=DEPUTY)).status_code == 404
    assert client.get(sign_page(version, there, function="chef")).status_code == 404


@pytest.mark.parametrize(
    "presence",
    [
        Presence(has_confirmed=False, has_shown_factor=True, has_factor=True),
        Presence(has_confirmed=True, has_shown_factor=False, has_factor=True),
        Presence(has_confirmed=True, has_shown_factor=False, has_factor=False),
    ],
    ids=["not confirmed", "factor not shown", "no factor"],
)
def test_nobody_signs_without_confirming_and_a_second_factor(
    version: AgreementVersion, here: OrganisationPage, signatory: Any, presence: Presence
) -> None:
    with pytest.raises(NotPresent):
        sign_by_account(version, str(here.uuid), SIGNATORY, signatory, presence, version.sha256)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(("ago", "factor"), [(LONG_AGO, True), (0, False)])
def test_a_form_sent_too_late_or_without_factor_is_refused_in_words(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    signatory: Any,
    ago: float,
    factor: bool,
) -> None:
    present(client, signatory, confirmed_ago=ago, factor=factor)
    answer = client.post(sign_page(version, here), form_of(version))
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not Signature.objects.exists()


def test_four_minutes_and_a_bit_are_still_fresh(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    present(client, signatory, confirmed_ago=290)
    assert client.post(sign_page(version, here), form_of(version)).status_code == 302
    assert Signature.objects.exists()


def test_a_log_in_alone_is_no_confirmation(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    present(client, signatory)
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {name: value for name, value in each.items() if name != "reauthenticated"}
        for each in records
    ]
    session.save()
    client.post(sign_page(version, here), form_of(version))
    assert not Signature.objects.exists()


@pytest.mark.parametrize("shown", ["0" * 64, "", "x", "A" * 70000])
def test_a_forged_hash_in_the_form_signs_nothing(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any, shown: str
) -> None:
    present(client, signatory)
    answer = client.post(sign_page(version, here), form_of(version, sha256=shown))
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not Signature.objects.exists()


def test_who_did_not_tick_signs_nothing(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    present(client, signatory)
    answer = client.post(sign_page(version, here), {"sha256": version.sha256})
    assert "Setzen Sie das Häkchen" in answer.content.decode()
    assert not Signature.objects.exists()


def test_nobody_signs_for_another_party(
    client: Client, version: AgreementVersion, there: OrganisationPage, signatory: Any
) -> None:
    present(client, signatory)
    assert client.get(sign_page(version, there)).status_code == 302
    answer = client.post(sign_page(version, there), form_of(version))
    assert "nicht (mehr) zeichnungsberechtigt" in answer.content.decode()
    assert not Signature.objects.exists()


def test_an_organisation_that_is_no_party_cannot_sign(
    client: Client, version: AgreementVersion
) -> None:
    from tests.factories import directory

    stranger = directory.organisation()
    outsider = people.signatory(of=stranger)
    with pytest.raises(SigningRefused):
        sign_by_account(version, str(stranger.uuid), SIGNATORY, outsider, THERE, version.sha256)
    present(client, outsider)
    assert client.get(sign_page(version, stranger)).status_code == 404


@pytest.mark.parametrize("role", ["staff", "editor", "lead_editor"])
def test_only_signatories_sign(
    version: AgreementVersion, here: OrganisationPage, role: str
) -> None:
    somebody = getattr(people, role)(of=here)
    with pytest.raises(SigningRefused):
        signed_by(version, here, somebody)


@pytest.mark.parametrize("who", ["coordination", "administrator"])
def test_neither_coordination_nor_administration_sign_for_a_party(
    version: AgreementVersion, here: OrganisationPage, who: str
) -> None:
    with pytest.raises(SigningRefused):
        signed_by(version, here, getattr(people, who)())


def test_a_right_that_ended_while_the_page_was_open_signs_nothing(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    Membership.objects.create(user=signatory, organisation=here, role="staff")
    present(client, signatory)
    assert "Jetzt unterzeichnen" in client.get(sign_page(version, here)).content.decode()
    Membership.objects.filter(user=signatory, role="signatory").delete()
    answer = client.post(sign_page(version, here), form_of(version))
    assert "nicht (mehr) zeichnungsberechtigt" in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_right_that_ended_within_the_request_counts(
    version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    from directory.people.roles import remember

    remember(signatory)
    Membership.objects.filter(user=signatory).update(until=timezone.localdate().replace(year=2020))
    with pytest.raises(SigningRefused):
        signed_by(version, here, signatory)


def test_a_closed_account_signs_nothing(
    version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    type(signatory).objects.filter(pk=signatory.pk).update(is_active=False)
    with pytest.raises(SigningRefused):
        signed_by(version, here, signatory)


def test_a_party_signs_once(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    signed_by(version, here, signatory)
    with pytest.raises(SigningRefused):
        signed_by(version, here, people.signatory(of=here))
    present(client, signatory)
    answer = client.post(sign_page(version, here), form_of(version))
    assert "schon unterzeichnet" in answer.content.decode()
    assert Signature.objects.count() == 1


def test_a_version_that_was_given_up_is_not_signed(
    version: AgreementVersion, here: OrganisationPage, signatory: Any, coordination: Any
) -> None:
    process.fail(VersionProcess.objects.get(version=version), coordination, "Beispiel")
    with pytest.raises(SigningRefused):
        signed_by(version, here, signatory)


def test_an_older_version_is_not_signed_any_more(
    version: AgreementVersion,
    text: Any,
    here: OrganisationPage,
    signatory: Any,
    coordination: Any,
) -> None:
    texts.in_force(version, timezone.localdate())
    newer = texts.sealed(text, coordination)
    with pytest.raises(SigningRefused):
        signed_by(version, here, signatory)
    assert signed_by(newer, here, signatory).version == newer


def test_the_hash_of_the_newer_version_does_not_sign_the_older_one_nor_the_reverse(
    version: AgreementVersion,
    text: Any,
    here: OrganisationPage,
    signatory: Any,
    coordination: Any,
) -> None:
    texts.in_force(version, timezone.localdate())
    newer = texts.sealed(text, coordination)
    with pytest.raises(SigningRefused):
        sign_by_account(newer, str(here.uuid), SIGNATORY, signatory, THERE, version.sha256)


def test_where_written_form_is_agreed_the_account_is_neither_offered_nor_taken(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    version.agreement.required_form = RequiredForm.WRITTEN
    version.agreement.save()
    present(client, signatory)
    assert "Elektronisch unterzeichnen" not in client.get(page_of(version)).content.decode()
    assert "Jetzt unterzeichnen" not in client.get(sign_page(version, here)).content.decode()
    answer = client.post(sign_page(version, here), form_of(version))
    assert answer.status_code == 200
    with pytest.raises(SigningRefused):
        signed_by(version, here, signatory)
    assert not Signature.objects.exists()


def test_a_signature_is_told_to_the_parties_and_names_no_person(
    version: AgreementVersion, here: OrganisationPage, signatory: Any, other_signatory: Any
) -> None:
    Notification.objects.all().delete()
    signed_by(version, here, signatory)
    told = Notification.objects.get(recipient=other_signatory, kind="unterzeichnen")
    assert "Beispielwerk Hier hat unterzeichnet" in told.text
    assert "Beispielverein Dort" in told.text
    assert "Musterfrau" not in told.text
    assert not Notification.objects.filter(recipient=signatory, kind="unterzeichnen").exists()


def test_each_signature_leaves_every_party_a_checkpoint_to_keep(
    version: AgreementVersion, here: OrganisationPage, signatory: Any, other_signatory: Any
) -> None:
    CheckpointMail.objects.all().delete()
    signature = signed_by(version, here, signatory)
    kept = CheckpointMail.objects.filter(checkpoint__size__gte=signature.entry_id)
    assert {signatory.pk, other_signatory.pk} <= set(kept.values_list("recipient", flat=True))
    send_checkpoints()
    assert {"Ein Partner hat Fassung" in message.body for message in mail.outbox} == {True}


def test_the_log_of_the_organisation_says_who_signed(
    version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    signed_by(version, here, signatory)
    entry = OrganisationLogEntry.objects.get(action="portal.version.sign")
    assert (entry.user, entry.organisation) == (signatory, here)


def test_without_the_ledgers_key_nothing_is_signed_and_somebody_reads_why(
    version: AgreementVersion, here: OrganisationPage, signatory: Any, settings: Any, tmp_path: Any
) -> None:
    settings.LEDGER_KEY_FILE = tmp_path / "gone" / "ledger.key"
    with pytest.raises(SigningRefused):
        signed_by(version, here, signatory)
    assert not Signature.objects.exists()


def test_a_text_that_was_tampered_with_is_signed_by_nobody(
    version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    changed = bytes(version.canonical).replace(b"neu sind", b"alt sind")
    tamper(
        "UPDATE agreement_agreementversion SET canonical = %s WHERE id = %s", [changed, version.pk]
    )
    with pytest.raises(SigningRefused) as refusal:
        signed_by(version, here, signatory)
    assert "passt nicht zu seiner" in str(refusal.value)
    assert not Signature.objects.exists()
