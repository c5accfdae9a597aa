"""Sealing: one act that freezes text and rules for ever, or says every reason why not."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from agreement.actions import CommencementRefused, commence, seal_legacy
from agreement.enums import EntryKind
from agreement.ledger import GENESIS
from agreement.models import (
    AgreementVersion,
    Clause,
    LedgerEntry,
    VersionClause,
    VersionRule,
    WorkingTextPage,
)
from agreement.process.guards import SealingRefused, problems_of
from agreement.reading import text_of
from agreement.sealing_problems import ProblemCode
from agreement.snapshot import from_data, to_bytes
from tests.factories import agreement as texts
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_a_version_holds_the_published_text_in_bytes_that_give_its_hash(
    version: AgreementVersion,
) -> None:
    assert hashlib.sha256(bytes(version.canonical)).hexdigest() == version.sha256
    snapshot = text_of(version)
    assert to_bytes(snapshot) == bytes(version.canonical)
    assert from_data(json.loads(bytes(version.canonical))) == snapshot
    (section,) = snapshot.sections
    assert (section.number, section.slug) == ("§ 1", "zielgruppen")
    assert [clause.number for clause in section.clauses] == ["§ 1 Abs. 1", "§ 1 Abs. 2"]
    assert {party.name for party in snapshot.parties}
    assert version.previous is None


def test_clauses_and_rules_are_compiled_from_the_bytes(version: AgreementVersion) -> None:
    snapshot = text_of(version)
    compiled = VersionClause.objects.filter(version=version)
    assert [str(row.clause_id) for row in compiled] == [c.uid for _s, c in snapshot.clauses()]
    assert [row.text for row in compiled] == [c.plain_text for _s, c in snapshot.clauses()]
    assert [row.rule_id for row in VersionRule.objects.all()] == [r.id for r in snapshot.rules()]


def test_the_next_version_points_to_the_one_before(
    version: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    texts.section(texts.clause(), of=text)
    second = texts.sealed(text, coordination)
    assert (second.number, second.previous) == (2, version)
    assert text_of(second).previous == version.sha256
    assert Clause.objects.count() == 3


def test_the_ledger_has_no_gap_and_every_entry_holds_the_hash_before(
    version: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    texts.in_force(version, date(2024, 1, 12), coordination)
    texts.sealed(text, coordination)
    entries = list(LedgerEntry.objects.all())
    assert [entry.sequence for entry in entries] == list(range(1, 8))
    assert [entry.kind for entry in entries] == [
        EntryKind.SEAL,
        EntryKind.KEY,
        EntryKind.SIGNATURE,
        EntryKind.SIGNATURE,
        EntryKind.SIGNED,
        EntryKind.COMMENCEMENT,
        EntryKind.SEAL,
    ]
    before = GENESIS
    for entry in entries:
        told = json.loads(bytes(entry.canonical))
        assert told["previous"] == entry.previous_hash == before
        assert hashlib.sha256(bytes(entry.canonical)).hexdigest() == entry.entry_hash
        before = entry.entry_hash
    told = json.loads(bytes(entries[5].canonical))
    assert told["payload"]["effective_on"] == "2024-01-12"
    assert told["payload"]["sha256"] == version.sha256


@pytest.mark.parametrize("role", ["staff", "administrator"])
def test_only_the_coordination_seals(text: WorkingTextPage, role: str) -> None:
    with pytest.raises(PermissionDenied):
        texts.sealed(text, getattr(people, role)())
    assert not AgreementVersion.objects.exists()


def test_somebody_who_left_the_coordination_cannot_commence(
    version: AgreementVersion, coordination: Any
) -> None:
    coordination.groups.remove(Group.objects.get(name="Koordination"))
    with pytest.raises(PermissionDenied):
        commence(version, date(2025, 1, 1), coordination)


def test_every_reason_is_named_at_once_and_nothing_is_sealed(
    text: WorkingTextPage, coordination: Any
) -> None:
    stray = texts.link(texts.clause())
    section = texts.section(texts.clause(text=f"<p>siehe {stray}</p>"), of=text)
    texts.set_clauses(section, [texts.clause(text="<p> </p>"), texts.clause(uid="kaputt")])
    section.save()
    text.parties.all().delete()
    with pytest.raises(SealingRefused) as refusal:
        texts.sealed(text, coordination)
    assert {problem.code for problem in refusal.value.problems} == {
        ProblemCode.EMPTY_CLAUSE,
        ProblemCode.MALFORMED_UID,
        ProblemCode.TOO_FEW_PARTIES,
    }
    assert not AgreementVersion.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_link_that_leads_nowhere_and_a_doubled_uid_are_in_the_way(
    text: WorkingTextPage,
) -> None:
    again = text.sections()[0].clauses[0].id
    stray = texts.link(texts.clause())
    section = texts.section(of=text)
    clauses = [texts.clause(text=f"<p>siehe {stray}</p>"), texts.clause(uid=again)]
    texts.set_clauses(section, clauses)
    section.save()
    found = [problem.code for problem in problems_of(text)]
    assert sorted(found) == sorted(
        [ProblemCode.BROKEN_LINK, ProblemCode.DOUBLED_UID, ProblemCode.DOUBLED_UID]
    )


def test_changes_that_nobody_published_are_in_the_way(text: WorkingTextPage) -> None:
    section = text.sections()[0]
    section.title = "Andere Zielgruppen"
    section.save_revision()
    (problem,) = problems_of(text)
    assert problem.code is ProblemCode.UNPUBLISHED_CHANGES


def test_a_legacy_text_may_have_commenced_before_the_portal_existed(
    text: WorkingTextPage, coordination: Any
) -> None:
    version = seal_legacy(text, coordination)
    commence(version, date(2024, 1, 12), coordination)
    assert text_of(version).is_legacy
    in_force = AgreementVersion.objects.in_force_on(date(2024, 1, 12))
    assert list(in_force) == [version]
    assert not AgreementVersion.objects.in_force_on(date(2024, 1, 11)).exists()


def test_a_version_commences_once_and_after_the_one_before(
    version: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    texts.in_force(version, date(2024, 1, 12), coordination)
    with pytest.raises(CommencementRefused):
        commence(version, date(2024, 2, 1), coordination)
    second = texts.sealed(text, coordination)
    with pytest.raises(CommencementRefused):
        texts.in_force(second, date(2024, 1, 12), coordination)
    texts.in_force(second, date(2025, 1, 1), coordination)
    on = AgreementVersion.objects.in_force_on
    assert [on(day).get().number for day in (date(2024, 12, 31), date(2025, 1, 1))] == [1, 2]
