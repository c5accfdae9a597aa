"""Whatever is done in whatever order: processes keep to their edges, and the ledger fits."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from agreement.actions import CommencementRefused, commence, seal_legacy
from agreement.enums import EntryKind, ProcessState
from agreement.ledger import GENESIS
from agreement.models import AgreementVersion, LedgerEntry, VersionProcess, WorkingTextPage
from agreement.process.actions import (
    adopt,
    back_to_draft,
    discard,
    fail,
    open_process,
    start_consultation,
)
from agreement.process.guards import SealingRefused
from agreement.process.states import TRANSITIONS
from agreement.process.termination import terminate
from agreement.process.words import ProcessRefused
from agreement.verification.standalone.material import EXIT_TAMPERED
from agreement.verification.standalone.report import exit_code
from agreement.verification.standalone.words import Limits
from agreement.verification.stored import verify_database
from tests.factories import agreement as texts
from tests.integration.agreement.process.conftest import rewrite

pytestmark = pytest.mark.django_db

EDGES = {(start, end) for (start, _act), end in TRANSITIONS.items()}
REFUSALS = (ProcessRefused, SealingRefused, CommencementRefused)
DEEDS = (
    "open",
    "consult",
    "back",
    "adopt",
    "sign",
    "discard",
    "fail",
    "commence",
    "terminate",
    "legacy",
    "rewrite",
    *["forward"] * 12,
)


def _forward() -> str:
    """Return the deed that leads on from where things are."""
    process = VersionProcess.objects.order_by("-opened_at").first()
    version = AgreementVersion.objects.order_by("-number").first()
    following = {
        ProcessState.DRAFT: "consult",
        ProcessState.CONSULTATION: "adopt",
        ProcessState.ADOPTED: "sign",
    }
    waits = version and not version.entries.filter(kind=EntryKind.COMMENCEMENT).exists()
    if process and process.state == ProcessState.SIGNED and waits:
        return "commence"
    return following.get(ProcessState(process.state), "open") if process else "open"


def _do(deed: str, text: WorkingTextPage, by: Any) -> None:
    process = VersionProcess.objects.order_by("-opened_at").first()
    version = AgreementVersion.objects.order_by("-number").first()
    deed = _forward() if deed == "forward" else deed
    day = timezone.localdate() + timedelta(days=LedgerEntry.objects.count())
    if deed == "open":
        open_process(text, by, "Beispiel")
    elif deed == "legacy":
        seal_legacy(text, by)
    elif deed == "rewrite":
        rewrite(text)
        texts.ended(text)
    elif deed in {"commence", "terminate"} and version:
        commence(version, day, by) if deed == "commence" else terminate(version, day, by, "x")
    elif process and deed == "sign" and process.version:
        texts.signed(process.version)
    elif process and deed in {"consult", "back", "adopt"}:
        {"consult": start_consultation, "back": back_to_draft, "adopt": adopt}[deed](process, by)
    elif process and deed in {"discard", "fail"}:
        (discard if deed == "discard" else fail)(process, by, "Beispiel")


def _states() -> dict[Any, ProcessState]:
    rows = VersionProcess.objects.values_list("pk", "state")
    return {pk: ProcessState(state) for pk, state in rows}


def _check(before: dict[Any, ProcessState], after: dict[Any, ProcessState]) -> None:
    for pk, state in after.items():
        was = before.get(pk, ProcessState.DRAFT)
        assert was == state or (was, state) in EDGES
    entries = list(LedgerEntry.objects.all())
    previous = GENESIS
    for sequence, entry in enumerate(entries, start=1):
        assert (entry.sequence, entry.previous_hash) == (sequence, previous)
        previous = hashlib.sha256(bytes(entry.canonical)).hexdigest()
        assert json.loads(bytes(entry.canonical))["sequence"] == sequence
    numbers = AgreementVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    for version in AgreementVersion.objects.all():
        kinds = [entry.kind for entry in entries if entry.version_id == version.pk]
        once = (EntryKind.SEAL, EntryKind.SIGNED, EntryKind.COMMENCEMENT, EntryKind.TERMINATION)
        assert all(kinds.count(kind) <= 1 for kind in once)
        assert kinds[0] == EntryKind.SEAL
        if EntryKind.COMMENCEMENT in kinds:
            assert version.is_legacy or EntryKind.SIGNED in kinds
        if EntryKind.FAILURE in kinds:
            assert kinds[-1] == EntryKind.FAILURE


@given(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=14))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_sequence_of_acts_breaks_the_process_or_the_ledger(
    text: WorkingTextPage, coordination: Any, deeds: list[str]
) -> None:
    start = transaction.savepoint()
    for deed in deeds:
        before = _states()
        try:
            with transaction.atomic():
                _do(deed, text, coordination)
        except REFUSALS:
            assert _states() == before
        _check(before, _states())
    reports = verify_database([], Limits())
    assert all(exit_code([report]) != EXIT_TAMPERED for report in reports), reports
    event(f"{AgreementVersion.objects.count()} versions")
    transaction.savepoint_rollback(start)


@pytest.mark.parametrize(
    "deeds",
    [
        "open consult back consult adopt sign commence terminate",
        "legacy commence rewrite legacy commence open consult adopt sign commence",
        "open consult adopt fail open rewrite consult adopt sign commence",
        "open consult rewrite adopt back consult adopt sign",
    ],
)
def test_the_ways_that_are_gone_in_practice_are_sound(
    text: WorkingTextPage, coordination: Any, deeds: str
) -> None:
    for deed in deeds.split():
        before = _states()
        try:
            _do(deed, text, coordination)
        except SealingRefused:
            assert "rewrite adopt" in deeds
        _check(before, _states())
