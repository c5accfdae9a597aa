"""The last signature: what it brings about by itself, and what it does not."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from agreement.actions import seal_legacy
from agreement.enums import EntryKind, ProcessState, RequiredForm, SignatureMethod
from agreement.impact_page.notices import VERSIONS
from agreement.ledger import append, lock_ledger
from agreement.models import (
    AgreementVersion,
    LedgerEntry,
    Signature,
    SignatureWithdrawal,
    VersionProcess,
    WorkingTextPage,
)
from agreement.process.actions import change_plan
from agreement.process.completion import complete_if_signed
from agreement.reading import text_of
from portal.accounts.models import Notification
from portal.core.visibility import viewer_of, visible
from tests.factories import agreement as texts
from tests.factories import people

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def kinds() -> list[str]:
    return [entry.kind for entry in LedgerEntry.objects.exclude(kind=EntryKind.KEY)]


def parties_of(version: AgreementVersion) -> list[str]:
    return [party.organisation for party in text_of(version).parties]


def state() -> str:
    return VersionProcess.objects.latest("opened_at").state


def plan(process: VersionProcess, by: Any, mode: str, day: date | None = None) -> None:
    change_plan(process, by, occasion="x", commencement=mode, commences_on=day, sign_by=None)


def taken_back(signature: Signature) -> None:
    payload = {"party": str(signature.party), "evidence_sha256": signature.evidence_sha256}
    with transaction.atomic():
        lock_ledger()
        now = timezone.now().replace(microsecond=0)
        entry = append(EntryKind.WITHDRAWAL, signature.version, payload, now)
        SignatureWithdrawal.objects.create(signature=signature, entry=entry, reason="Beispiel")


def test_only_the_last_signature_completes_the_version(version: AgreementVersion) -> None:
    first, second = parties_of(version)
    texts.signature(version, first)
    assert (kinds(), state()) == (["seal", "signature"], ProcessState.ADOPTED)
    texts.signature(version, second)
    assert (kinds(), state()) == (
        ["seal", "signature", "signature", "signed"],
        ProcessState.SIGNED,
    )
    told = json.loads(bytes(LedgerEntry.objects.get(kind=EntryKind.SIGNED).canonical))["payload"]
    hashes = Signature.objects.values_list("evidence_sha256", flat=True)
    assert told["signatures"] == sorted(hashes)


def test_a_signature_taken_back_does_not_count(version: AgreementVersion) -> None:
    first, second = parties_of(version)
    taken_back(texts.signature(version, first))
    texts.signature(version, second)
    assert state() == ProcessState.ADOPTED
    texts.signature(version, first)
    assert state() == ProcessState.SIGNED
    assert len(kinds()) == 6


def test_a_signature_that_misses_the_required_form_does_not_count(
    version: AgreementVersion, text: WorkingTextPage
) -> None:
    agreement = text.agreement
    agreement.required_form = RequiredForm.WRITTEN
    agreement.save()
    first, second = parties_of(version)
    version = AgreementVersion.objects.get(pk=version.pk)
    texts.signature(version, first)
    texts.signature(version, second, method=SignatureMethod.ACCOUNT)
    assert state() == ProcessState.ADOPTED
    texts.signature(version, second, method=SignatureMethod.QUALIFIED)
    assert state() == ProcessState.SIGNED


def test_it_completes_once(version: AgreementVersion) -> None:
    texts.signed(version)
    with transaction.atomic():
        assert not complete_if_signed(version, timezone.now())
    assert kinds().count("signed") == 1


@pytest.mark.parametrize(
    ("mode", "day", "commences"),
    [
        ("decision", None, None),
        ("signature", None, TODAY),
        ("day", TODAY + 40 * DAY, TODAY + 40 * DAY),
        ("day", TODAY - 40 * DAY, TODAY),
    ],
)
def test_it_takes_effect_as_the_process_planned_it(
    adopted: VersionProcess,
    version: AgreementVersion,
    coordination: Any,
    mode: str,
    day: date | None,
    commences: date | None,
) -> None:
    plan(adopted, coordination, mode, day)
    texts.signed(version)
    entry = LedgerEntry.objects.filter(kind=EntryKind.COMMENCEMENT).first()
    assert (entry.effective_on if entry else None) == commences
    if commences:
        assert AgreementVersion.objects.in_force_on(commences).get() == version
        assert not AgreementVersion.objects.in_force_on(commences - DAY).exists()


def test_it_never_takes_effect_before_or_with_the_one_before(
    text: WorkingTextPage, version: AgreementVersion, coordination: Any
) -> None:
    texts.in_force(version, TODAY + 10 * DAY)
    second = texts.sealed(text, coordination)
    plan(second.process, coordination, "signature")
    texts.signed(second)
    assert (
        LedgerEntry.objects.get(kind=EntryKind.COMMENCEMENT, version=second).effective_on
        == TODAY + 11 * DAY
    )


def test_everybody_reads_it_once_all_have_signed_and_only_the_network_before(
    version: AgreementVersion,
) -> None:
    def seen_by(person: Any) -> list[AgreementVersion]:
        return list(visible(AgreementVersion.objects.all(), viewer_of(person)))

    staff, visitor = people.staff(), people.visitor()
    texts.signature(version, parties_of(version)[0])
    assert (seen_by(staff), seen_by(visitor)) == ([version], [])
    texts.signed(version)
    assert (seen_by(staff), seen_by(visitor)) == ([version], [version])


def test_the_network_hears_that_all_have_signed(
    text: WorkingTextPage, version: AgreementVersion, coordination: Any
) -> None:
    party = people.staff(of=text.parties.first().organisation)
    Notification.objects.all().delete()
    texts.signed(version)
    for reader in (party, coordination):
        told = Notification.objects.get(recipient=reader, kind=VERSIONS)
        assert "vollständig unterzeichnet" in told.text
        assert told.path == "/vereinbarung/fassungen/1/"


def test_a_legacy_version_is_completed_by_nothing(text: WorkingTextPage, coordination: Any) -> None:
    version = seal_legacy(text, coordination)
    with transaction.atomic():
        assert not complete_if_signed(version, timezone.now())
