"""The acts on versions: each checks who may, changes in one transaction, and writes the ledger."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.enums import EntryKind
from agreement.ledger import append, lock_ledger
from agreement.models import (
    AgreementVersion,
    Clause,
    LedgerEntry,
    VersionClause,
    VersionRule,
    WorkingTextPage,
)
from agreement.permissions import may_decide_versions
from agreement.sealing_problems import SealingProblem, sealing_problems
from agreement.snapshot import Snapshot, rule_to_data, to_bytes
from agreement.snapshot_builder import build_snapshot, unpublished_changes
from directory.audit import record


class SealingRefused(Exception):
    """The working text cannot be sealed as it is; `problems` holds every reason at once."""

    def __init__(self, problems: Sequence[SealingProblem]) -> None:
        super().__init__(", ".join(sorted({str(problem.code) for problem in problems})))
        self.problems = list(problems)


class CommencementRefused(Exception):
    """A version cannot take effect as asked; the message says why, for the reader."""


def problems_of(working_text: WorkingTextPage) -> list[SealingProblem]:
    """Return every reason why the working text cannot be sealed as it is now."""
    last = AgreementVersion.objects.filter(agreement=working_text.agreement).last()
    return _problems(working_text, build_snapshot(working_text, last))


def _problems(working_text: WorkingTextPage, snapshot: Snapshot) -> list[SealingProblem]:
    return [*unpublished_changes(working_text), *sealing_problems(snapshot)]


def seal(working_text: WorkingTextPage, by: Any, *, legacy: bool = False) -> AgreementVersion:
    """Freeze the published working text as the agreement's next version.

    `legacy` marks a text that was signed before the portal existed. Raises PermissionDenied
    for anybody but the coordination, and SealingRefused with every reason why the text cannot
    be sealed; then nothing has changed.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    with transaction.atomic():
        lock_ledger()
        agreement = working_text.agreement
        previous = AgreementVersion.objects.filter(agreement=agreement).last()
        snapshot = build_snapshot(working_text, previous, is_legacy=legacy)
        problems = _problems(working_text, snapshot)
        if problems:
            raise SealingRefused(problems)
        version = _store(snapshot, working_text, previous, by)
        append(EntryKind.SEAL, version, {"by": str(by)}, version.sealed_at)
        record(version, "portal.version.seal", user=by)
    return version


def _store(
    snapshot: Snapshot, working_text: WorkingTextPage, previous: AgreementVersion | None, by: Any
) -> AgreementVersion:
    canonical = to_bytes(snapshot)
    version: AgreementVersion = AgreementVersion.objects.create(
        agreement=working_text.agreement,
        number=snapshot.number,
        canonical=canonical,
        sha256=hashlib.sha256(canonical).hexdigest(),
        previous=previous,
        is_legacy=snapshot.is_legacy,
        sealed_at=timezone.now().replace(microsecond=0),
        sealed_by=str(by),
    )
    compile_version(version, snapshot)
    return version


def compile_version(version: AgreementVersion, snapshot: Snapshot) -> None:
    """Write the clauses and rules of a version into their tables, for queries."""
    known = set(Clause.objects.filter(agreement=version.agreement).values_list("uid", flat=True))
    new = [
        Clause(uid=clause.uid, agreement=version.agreement)
        for _section, clause in snapshot.clauses()
        if clause.uid not in {str(uid) for uid in known}
    ]
    Clause.objects.bulk_create(new)
    for position, (section, clause) in enumerate(snapshot.clauses(), start=1):
        # One by one: each must reach the search index by its save signal.
        VersionClause.objects.create(
            version=version,
            clause_id=clause.uid,
            position=position,
            number=clause.number,
            section_slug=section.slug,
            section_title=section.title,
            heading=clause.heading,
            text=clause.plain_text,
            plain=clause.plain,
        )
    VersionRule.objects.bulk_create(
        VersionRule(
            version=version,
            clause_id=rule.clause,
            position=position,
            rule_id=rule.id,
            mode=rule.mode,
            service=rule.service or "",
            valid_from=rule.valid_from,
            valid_until=rule.valid_until,
            data=rule_to_data(rule),
        )
        for position, rule in enumerate(snapshot.rules(), start=1)
    )


def commence(version: AgreementVersion, on: date, by: Any) -> LedgerEntry:
    """Decide the day on which a version takes effect, once and for all.

    A day in the past is possible (the ledger shows when it was decided), but not before the
    version it follows. Raises PermissionDenied for anybody but the coordination, and
    CommencementRefused with a sentence for the reader.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    with transaction.atomic():
        lock_ledger()
        decided = LedgerEntry.objects.filter(
            kind=EntryKind.COMMENCEMENT, version__agreement=version.agreement
        )
        if decided.filter(version=version).exists():
            raise CommencementRefused(_("Das Inkrafttreten dieser Fassung ist schon festgelegt."))
        if decided.filter(version__number__lt=version.number, effective_on__gte=on).exists():
            raise CommencementRefused(
                _("Die Fassung kann nicht vor oder mit ihrer Vorgängerin in Kraft treten.")
            )
        now = timezone.now().replace(microsecond=0)
        data = {"effective_on": on.isoformat()}
        record(version, "portal.version.commence", user=by, data=data)
        return append(EntryKind.COMMENCEMENT, version, {"by": str(by)}, now, effective_on=on)
