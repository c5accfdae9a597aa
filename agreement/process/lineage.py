"""What became of clauses that the working text has no more: the coordination decides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.enums import LineageKind
from agreement.ledger import lock_ledger
from agreement.models.process import ClauseLineage, LineageSuggestion
from agreement.models.working_text import WorkingTextPage
from agreement.permissions import may_decide_versions
from agreement.process.guards import last_version
from agreement.process.similarity import resembling
from agreement.process.words import ProcessRefused
from agreement.reading import text_of
from agreement.snapshot import ClauseSnapshot
from agreement.snapshot_builder import build_snapshot
from directory.audit import record

LONGEST_REASON = 1000


@dataclass(frozen=True)
class Suggestion:
    """A clause of the working text that resembles one that is gone, and by how many per cent."""

    clause: ClauseSnapshot
    per_cent: int


@dataclass(frozen=True)
class VanishedClause:
    """A clause of the last version that the published working text has no more."""

    clause: ClauseSnapshot
    decision: ClauseLineage | None
    done: LineageSuggestion | None = None
    """What an editor did to it: split it, or joined it with another."""


@dataclass(frozen=True)
class Vanished:
    """Every clause that is gone, and those there are to follow it."""

    clauses: tuple[VanishedClause, ...]
    candidates: tuple[ClauseSnapshot, ...]

    def find(self, uid: str) -> VanishedClause | None:
        """Return a clause that is gone, None for any other."""
        return next((one for one in self.clauses if one.clause.uid == uid), None)

    def suggestions(self, gone: VanishedClause) -> tuple[Suggestion, ...]:
        """Return the clauses that resemble one that is gone, the most alike first."""
        here = {clause.uid: clause for clause in self.candidates}
        wordings = {uid: _wording(clause) for uid, clause in here.items()}
        found = resembling(_wording(gone.clause), wordings)
        return tuple(Suggestion(here[uid], per_cent) for uid, per_cent in found)


def vanished_clauses(working_text: WorkingTextPage) -> Vanished:
    """Return what the coordination has to decide on; nothing while there is no version."""
    last = last_version(working_text)
    if last is None:
        return Vanished((), ())
    here = {c.uid: c for _section, c in build_snapshot(working_text, last).clauses()}
    gone = [clause for _section, clause in text_of(last).clauses() if clause.uid not in here]
    rows = working_text.agreement.lineage.filter(clause__in=[clause.uid for clause in gone])
    decisions = {str(row.clause): row for row in rows}
    acts = LineageSuggestion.objects.filter(
        agreement=working_text.agreement, clause__in=[clause.uid for clause in gone]
    )
    done = {str(act.clause): act for act in acts}
    return Vanished(
        tuple(
            VanishedClause(clause, decisions.get(clause.uid), done.get(clause.uid))
            for clause in gone
        ),
        tuple(here.values()),
    )


def decide_lineage(
    working_text: WorkingTextPage,
    by: Any,
    clause: str,
    kind: str,
    successors: Sequence[str] = (),
    reason: str = "",
) -> ClauseLineage:
    """Record what became of a clause of the last version; a later decision replaces it.

    It is sealed along with the next version. Raises PermissionDenied for anybody but the
    coordination, and ProcessRefused with a sentence for a clause that is not gone, or followers
    that do not fit.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    with transaction.atomic():
        lock_ledger()
        last = last_version(working_text)
        snapshot = build_snapshot(working_text, last)
        here = {each.uid for _section, each in snapshot.clauses()}
        before = {each.uid for _section, each in text_of(last).clauses()} if last else set()
        if clause not in before - here:
            raise ProcessRefused(_("Diese Klausel fehlt nicht: Es gibt nichts festzuhalten."))
        chosen = sorted(set(successors))
        if refusal := _against(kind, chosen, here):
            raise ProcessRefused(refusal)
        row, _new = ClauseLineage.objects.update_or_create(
            agreement=working_text.agreement,
            clause=clause,
            defaults={
                "kind": kind,
                "successors": chosen,
                "reason": reason.strip(),
                "decided_at": timezone.now(),
            },
        )
        data = {"clause": clause, "kind": kind, "successors": chosen}
        record(working_text, "portal.process.lineage", user=by, data=data)
    return row


def _against(kind: str, successors: Sequence[str], here: set[str]) -> str:
    if not here.issuperset(successors):
        return _("Eine der gewählten Klauseln steht nicht mehr im Text. Wählen Sie neu.")
    if kind == LineageKind.ENDED and successors:
        return _("Eine Klausel, die entfällt, geht in keine andere über. Nehmen Sie sie heraus.")
    if kind in {LineageKind.REPLACED, LineageKind.MERGED} and len(successors) != 1:
        return _("Wählen Sie genau eine Klausel, die an die Stelle tritt.")
    if kind == LineageKind.SPLIT and len(successors) < 2:
        return _("Wählen Sie mindestens zwei Klauseln, auf die sich der Inhalt verteilt.")
    if kind not in LineageKind.values:
        return _("Wählen Sie, was aus der Klausel wurde.")
    return ""


def _wording(clause: ClauseSnapshot) -> str:
    return f"{clause.heading}\n{clause.plain_text}"
