"""The way of a version: every act with its permission, its state, its traces."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agreement.actions import CommencementRefused, commence, seal_legacy
from agreement.enums import EntryKind, ProcessState
from agreement.impact_page.notices import VERSIONS
from agreement.models import (
    AgreementPage,
    AgreementVersion,
    Checkpoint,
    LedgerEntry,
    ProcessFreeze,
    VersionProcess,
    WorkingTextPage,
)
from agreement.process.actions import (
    adopt,
    back_to_draft,
    change_plan,
    discard,
    fail,
    open_process,
    start_consultation,
)
from agreement.process.guards import SealingRefused
from agreement.process.termination import terminate
from agreement.process.words import ProcessRefused
from agreement.sealing_problems import ProblemCode
from directory.models import OrganisationLogEntry, OrganisationPage
from portal.accounts.models import Notification
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.factories.site import home
from tests.integration.agreement.process.conftest import rewrite

pytestmark = pytest.mark.django_db

PLAN: dict[str, Any] = {
    "occasion": "Anderer Anlass (Beispiel)",
    "commencement": "decision",
    "commences_on": None,
    "sign_by": None,
}
ACTS: dict[str, Callable[[VersionProcess, Any], Any]] = {
    "start_consultation": start_consultation,
    "back_to_draft": back_to_draft,
    "adopt": adopt,
    "discard": lambda process, by: discard(process, by, "Beispiel"),
    "fail": lambda process, by: fail(process, by, "Beispiel"),
    "change_plan": lambda process, by: change_plan(process, by, **PLAN),
}
ALLOWED = {
    ProcessState.DRAFT: {"start_consultation", "discard", "change_plan"},
    ProcessState.CONSULTATION: {"back_to_draft", "adopt", "discard", "change_plan"},
    ProcessState.ADOPTED: {"fail", "change_plan"},
    ProcessState.SIGNED: set(),
    ProcessState.DISCARDED: set(),
    ProcessState.FAILED: set(),
}


def state_of(process: VersionProcess) -> str:
    return VersionProcess.objects.get(pk=process.pk).state


def notices(person: Any) -> list[str]:
    told = Notification.objects.filter(recipient=person, kind=VERSIONS).order_by("pk")
    return list(told.values_list("text", flat=True))


def in_state(state: ProcessState, draft: VersionProcess, by: Any) -> VersionProcess:
    """Lead a draft to a state by its acts."""
    if state == ProcessState.DISCARDED:
        discard(draft, by, "Beispiel")
    elif state != ProcessState.DRAFT:
        start_consultation(draft, by)
        if state != ProcessState.CONSULTATION:
            version = adopt(draft, by)
            if state == ProcessState.FAILED:
                fail(draft, by, "Beispiel")
            if state == ProcessState.SIGNED:
                texts.signed(version)
    assert state_of(draft) == state
    return draft


@pytest.mark.parametrize("state", list(ProcessState))
def test_a_state_takes_its_own_acts_and_refuses_all_others_in_a_sentence(
    state: ProcessState, draft: VersionProcess, coordination: Any
) -> None:
    process = in_state(state, draft, coordination)
    entries = LedgerEntry.objects.count()
    for name in sorted(ACTS.keys() - ALLOWED[state]):
        with pytest.raises(ProcessRefused) as refusal:
            ACTS[name](process, coordination)
        assert str(refusal.value).endswith(".")
        assert state_of(process) == state, name
    assert LedgerEntry.objects.count() == entries


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("role", ["administrator", "staff", "lead_editor", "signatory"])
def test_nobody_but_the_coordination_acts(
    act: str, role: str, draft: VersionProcess, coordination: Any
) -> None:
    state = next(state for state, acts in ALLOWED.items() if act in acts)
    process = in_state(state, draft, coordination)
    where = OrganisationPage.objects.first()
    who = getattr(people, role)(**({"of": where} if role in {"lead_editor", "signatory"} else {}))
    with pytest.raises(PermissionDenied):
        ACTS[act](process, who)
    assert state_of(process) == state


@pytest.mark.parametrize("role", ["administrator", "staff"])
def test_nobody_else_opens_seals_commences_or_terminates(
    role: str, text: WorkingTextPage, coordination: Any
) -> None:
    who, day = getattr(people, role)(), date(2025, 1, 1)
    with pytest.raises(PermissionDenied):
        open_process(text, who, "Beispiel")
    with pytest.raises(PermissionDenied):
        seal_legacy(text, who)
    version = seal_legacy(text, coordination)
    with pytest.raises(PermissionDenied):
        commence(version, day, who)
    commence(version, day, coordination)
    with pytest.raises(PermissionDenied):
        terminate(version, day + timedelta(days=1), who, "Beispiel")


def test_a_round_freezes_the_very_bytes_that_sealing_gives(
    frozen: VersionProcess, coordination: Any
) -> None:
    round_one = ProcessFreeze.objects.get()
    assert hashlib.sha256(bytes(round_one.canonical)).hexdigest() == round_one.sha256
    version = adopt(frozen, coordination)
    assert (version.sha256, bytes(version.canonical)) == (
        round_one.sha256,
        bytes(round_one.canonical),
    )
    process = VersionProcess.objects.get()
    assert (process.state, process.version) == (ProcessState.ADOPTED, version)


def test_every_round_is_kept(
    text: WorkingTextPage, frozen: VersionProcess, coordination: Any
) -> None:
    back_to_draft(frozen, coordination)
    section = text.sections()[0]
    section.plain_summary = "Neu (Beispiel)."
    section.save_revision().publish()
    start_consultation(frozen, coordination)
    rounds = list(ProcessFreeze.objects.all())
    assert [one.round for one in rounds] == [1, 2]
    assert rounds[0].sha256 != rounds[1].sha256


def test_a_text_that_changed_after_the_last_round_is_not_sealed(
    text: WorkingTextPage, frozen: VersionProcess, coordination: Any
) -> None:
    rewrite(text)
    with pytest.raises(SealingRefused) as refusal:
        adopt(frozen, coordination)
    assert [problem.code for problem in refusal.value.problems] == [ProblemCode.TEXT_CHANGED]
    assert not AgreementVersion.objects.exists()
    assert state_of(frozen) == ProcessState.CONSULTATION


def test_sealing_issues_a_checkpoint_over_its_entry_which_names_nobody(
    version: AgreementVersion, coordination: Any
) -> None:
    entry = LedgerEntry.objects.get(kind=EntryKind.SEAL)
    told = json.loads(bytes(entry.canonical))["payload"]
    assert told == {
        "agreement": str(version.agreement_id),
        "version": 1,
        "sha256": version.sha256,
        "legacy": False,
    }
    assert Checkpoint.objects.get().size >= entry.sequence
    for each in LedgerEntry.objects.all():
        assert coordination.email not in bytes(each.canonical).decode()


def test_a_second_process_of_an_agreement_is_refused_until_the_first_is_over(
    text: WorkingTextPage, draft: VersionProcess, coordination: Any
) -> None:
    with pytest.raises(ProcessRefused, match="läuft schon ein Vorgang"):
        open_process(text, coordination, "Noch einer")
    discard(draft, coordination, "Beispiel")
    assert open_process(text, coordination, "Noch einer").state == ProcessState.DRAFT


def test_sealing_twice_gives_one_version_and_one_clear_refusal(
    frozen: VersionProcess, coordination: Any
) -> None:
    adopt(frozen, coordination)
    with pytest.raises(ProcessRefused, match="schon festgeschrieben"):
        adopt(frozen, people.coordination())
    assert AgreementVersion.objects.count() == 1
    assert LedgerEntry.objects.filter(kind=EntryKind.SEAL).count() == 1


def test_failing_is_an_entry_with_its_reason_and_the_version_stays(
    adopted: VersionProcess, version: AgreementVersion, coordination: Any
) -> None:
    fail(adopted, coordination, "Ein Partner unterzeichnet nicht (Beispiel).")
    entry = LedgerEntry.objects.get(kind=EntryKind.FAILURE)
    told = json.loads(bytes(entry.canonical))["payload"]
    assert told["reason"] == "Ein Partner unterzeichnet nicht (Beispiel)."
    assert Checkpoint.objects.order_by("size").last().size == entry.sequence  # type: ignore[union-attr]
    assert AgreementVersion.objects.filter(pk=version.pk).exists()
    with pytest.raises(CommencementRefused, match="noch nicht von allen"):
        commence(version, timezone.localdate(), coordination)


@pytest.mark.parametrize("act", [discard, fail])
def test_ending_needs_a_reason(
    act: Callable[..., Any], draft: VersionProcess, coordination: Any
) -> None:
    with pytest.raises(ProcessRefused, match="Grund"):
        act(draft, coordination, "  ")


def test_after_a_failure_the_next_version_follows_the_failed_one(
    text: WorkingTextPage,
    adopted: VersionProcess,
    version: AgreementVersion,
    coordination: Any,
) -> None:
    fail(adopted, coordination, "Beispiel")
    following = texts.sealed(text, coordination)
    assert (following.number, following.previous) == (2, version)


def test_an_unsigned_version_cannot_commence(version: AgreementVersion, coordination: Any) -> None:
    with pytest.raises(CommencementRefused, match="noch nicht von allen"):
        commence(version, timezone.localdate(), coordination)


def test_a_legacy_text_needs_neither_parties_nor_process_but_no_draft_under_way(
    text: WorkingTextPage, coordination: Any
) -> None:
    text.parties.all().delete()
    first = seal_legacy(text, coordination)
    rewrite(text)
    second = seal_legacy(text, coordination)
    assert (second.number, second.previous) == (2, first)
    open_process(text, coordination, "Beispiel")
    with pytest.raises(SealingRefused) as refusal:
        seal_legacy(text, coordination)
    assert [p.code for p in refusal.value.problems] == [ProblemCode.PROCESS_UNDER_WAY]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(9999, 12, 31)])
def test_days_beyond_reason_are_refused(
    day: date, text: WorkingTextPage, coordination: Any
) -> None:
    with pytest.raises(ProcessRefused, match="Jahr"):
        open_process(text, coordination, "Beispiel", "day", day)
    version = seal_legacy(text, coordination)
    with pytest.raises(CommencementRefused, match="Jahr"):
        commence(version, day, coordination)


def test_a_fixed_day_must_be_named(text: WorkingTextPage, coordination: Any) -> None:
    with pytest.raises(ProcessRefused, match="Wählen Sie den Tag"):
        open_process(text, coordination, "Beispiel", "day")


def test_a_new_deadline_is_reminded_of_anew(draft: VersionProcess, coordination: Any) -> None:
    today = timezone.localdate()
    VersionProcess.objects.update(reminded_on=today, sign_by=today)
    change_plan(draft, coordination, **{**PLAN, "sign_by": today})
    assert VersionProcess.objects.get().reminded_on == today
    change_plan(draft, coordination, **{**PLAN, "sign_by": today + timedelta(days=7)})
    assert VersionProcess.objects.get().reminded_on is None


def test_each_act_is_logged_for_the_coordination(draft: VersionProcess, coordination: Any) -> None:
    start_consultation(draft, coordination)
    back_to_draft(draft, coordination)
    change_plan(draft, coordination, **PLAN)
    discard(draft, coordination, "Beispiel")
    logged = OrganisationLogEntry.objects.filter(object_id=str(draft.pk)).order_by("pk")
    assert [(entry.action, entry.user) for entry in logged] == [
        (f"portal.process.{act}", coordination)
        for act in ("open", "consult", "back", "plan", "discard")
    ]


def test_the_people_of_the_parties_hear_of_it_and_who_acts_does_not(
    text: WorkingTextPage, draft: VersionProcess, coordination: Any
) -> None:
    party = people.staff(of=text.parties.first().organisation)
    stranger = people.staff(of=directory.organisation())
    start_consultation(draft, coordination)
    back_to_draft(draft, coordination)
    start_consultation(draft, coordination)
    adopt(draft, coordination)
    said = notices(party)
    assert "in Abstimmung" in said[0]
    assert "noch einmal überarbeitet" in said[1]
    assert "festgeschrieben und wird unterzeichnet" in said[-1]
    assert len(notices(stranger)) == 1, "a sealed version is the whole network's"
    assert notices(coordination) == []


def test_what_was_refused_is_told_to_nobody(
    text: WorkingTextPage, frozen: VersionProcess, coordination: Any
) -> None:
    party = people.staff(of=text.parties.first().organisation)
    rewrite(text)
    with pytest.raises(SealingRefused):
        adopt(frozen, coordination)
    assert notices(party) == []


def test_the_network_reads_of_a_version_how_far_it_is(
    client: Any, text: WorkingTextPage, adopted: VersionProcess, coordination: Any
) -> None:
    page = AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    home().add_child(instance=page)
    client.force_login(people.staff())

    def timeline() -> str:
        return str(client.get("/vereinbarung/fassungen/").content.decode())

    assert "Es fehlen noch Unterschriften" in timeline()
    fail(adopted, coordination, "Beispiel")
    assert "Gescheitert. Diese Fassung tritt nicht in Kraft." in timeline()
    texts.signed(texts.sealed(text, coordination))
    assert "Unterzeichnet, das Inkrafttreten ist noch nicht entschieden." in timeline()
