"""Taking back a signature: an entry more, and the party may sign again."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agreement.models import (
    AgreementVersion,
    Checkpoint,
    LedgerEntry,
    Signature,
    SignatureWithdrawal,
    VersionProcess,
)
from agreement.signing.actions_withdraw import withdraw
from agreement.signing.refusals import SigningRefused
from agreement.signing.state import signing_state
from directory.models import OrganisationPage
from portal.accounts.models import Notification
from tests.factories import people
from tests.integration.agreement.signing.acting import HOME, page_of, signed_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def signature(version: AgreementVersion, here: OrganisationPage, signatory: Any) -> Signature:
    return signed_by(version, here, signatory)


def test_a_signatory_takes_back_with_a_reason_and_the_ledger_keeps_both(
    client: Client, version: AgreementVersion, signature: Signature, signatory: Any
) -> None:
    client.force_login(signatory)
    address = f"{HOME}unterschrift/{signature.pk}/zuruecknehmen/"
    assert "Nennen Sie den Grund" in client.post(address, {"reason": ""}).content.decode()
    answer = client.post(address, {"reason": "Ein Beschluss fehlt noch."})
    assert answer["Location"] == page_of(version)
    assert Signature.objects.filter(pk=signature.pk).exists()
    entry = SignatureWithdrawal.objects.get().entry
    told = json.loads(bytes(entry.canonical))
    assert told["kind"] == "withdrawal"
    assert told["payload"]["evidence_sha256"] == signature.evidence_sha256
    assert Checkpoint.objects.order_by("-size")[0].size == entry.sequence
    assert "Ein Beschluss fehlt noch." in client.get(page_of(version)).content.decode()


def test_the_reason_and_names_stay_out_of_the_ledger(signature: Signature, signatory: Any) -> None:
    withdraw(signature, "Frau Musterfrau war nicht befugt.", signatory)
    ledger = b"".join(bytes(entry.canonical) for entry in LedgerEntry.objects.all()).decode()
    assert "Musterfrau" not in ledger


def test_after_it_the_party_has_not_signed_and_may_sign_again(
    version: AgreementVersion,
    signature: Signature,
    here: OrganisationPage,
    there: OrganisationPage,
    signatory: Any,
    other_signatory: Any,
) -> None:
    withdraw(signature, "Beispiel", signatory)
    state = signing_state(version)
    assert {party.name for party in state.missing} == {here.title, there.title}
    signed_by(version, there, other_signatory)
    assert VersionProcess.objects.get(version=version).state == "adopted"
    again = signed_by(version, here, signatory)
    assert again.evidence_sha256 != signature.evidence_sha256
    assert VersionProcess.objects.get(version=version).state == "signed"


def test_the_coordination_may_and_others_may_not(
    client: Client, signature: Signature, here: OrganisationPage, other_signatory: Any
) -> None:
    outsiders = [people.lead_editor(of=here), people.administrator(), other_signatory]
    for outsider in outsiders:
        with pytest.raises(PermissionDenied):
            withdraw(signature, "Beispiel", outsider)
        client.force_login(outsider)
        address = f"{HOME}unterschrift/{signature.pk}/zuruecknehmen/"
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "Beispiel"}).status_code == 403
    assert not SignatureWithdrawal.objects.exists()
    withdraw(signature, "Beispiel", people.coordination())
    assert SignatureWithdrawal.objects.exists()


def test_a_signature_is_taken_back_once(signature: Signature, signatory: Any) -> None:
    withdraw(signature, "Beispiel", signatory)
    with pytest.raises(SigningRefused):
        withdraw(signature, "Beispiel", signatory)
    assert LedgerEntry.objects.filter(kind="withdrawal").count() == 1


def test_once_everybody_has_signed_nothing_is_taken_back(
    client: Client,
    version: AgreementVersion,
    signature: Signature,
    there: OrganisationPage,
    signatory: Any,
    other_signatory: Any,
) -> None:
    signed_by(version, there, other_signatory)
    with pytest.raises(SigningRefused):
        withdraw(signature, "Beispiel", signatory)
    client.force_login(signatory)
    address = f"{HOME}unterschrift/{signature.pk}/zuruecknehmen/"
    shown = client.post(address, {"reason": "Beispiel"}).content.decode()
    assert "vollständig unterzeichnet" in shown
    assert "zuruecknehmen" not in client.get(page_of(version)).content.decode()


def test_the_other_parties_are_told_with_the_reason(
    signature: Signature, signatory: Any, other_signatory: Any
) -> None:
    withdraw(signature, "Ein Beschluss fehlt noch.", signatory)
    told = Notification.objects.filter(recipient=other_signatory, kind="unterzeichnen")
    assert any("Ein Beschluss fehlt noch." in notice.text for notice in told)
