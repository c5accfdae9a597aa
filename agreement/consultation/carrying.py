"""What was still open in earlier rounds is asked again in the new one: nothing said is lost.

Carried are released comments that nobody dealt with, and the drafts and unreleased answers of
organisations that are asked again. The old ones stay where they are and point to the new.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from agreement.consultation.rounds import text_of_round
from agreement.enums import CommentState
from agreement.models.consultation import Consultation, ConsultationComment, Invitation
from agreement.snapshot import Snapshot

COPIED = (
    "organisation",
    "organisation_name",
    "author",
    "quote",
    "kind",
    "text",
    "proposal",
    "state",
    "created_at",
    "changed_at",
    "released_at",
)
"""What a carried comment keeps; only the place may be another."""


def clause_in(text: Snapshot, clause: str) -> str | None:
    """Return where what was said to a clause stands in a later text.

    The clause itself; if it is gone the first of its successors that is there; None – the whole
    text – if there is none.
    """
    here = {each.uid for _section, each in text.clauses()}
    if clause in here:
        return clause
    successors = {one.clause: one.successors for one in text.lineage}.get(clause, ())
    return next((uid for uid in successors if uid in here), None)


def has_lost_its_clause(comment: ConsultationComment) -> bool:
    """Return whether a carried comment was said to another clause, which is gone."""
    before = comment.carried_from
    return before is not None and before.clause is not None and before.clause != comment.clause


def carry_open_comments(to: Consultation) -> int:
    """Ask again in a consultation what earlier rounds of its process left open; return how many.

    To be called in the transaction that opens it, once its organisations are invited.
    """
    earlier = Consultation.objects.filter(process=to.process_id).exclude(pk=to.pk)
    before = list(earlier.select_for_update())  # who writes or decides there waits until the end
    asked = {one.organisation: one for one in to.invitations.all()}
    text = text_of_round(to.freeze)
    found = _left_open(before, asked)
    ConsultationComment.objects.bulk_create(_carried(one, to, text) for one in found)
    _carry_answers(before, asked)
    return len(found)


def _left_open(earlier: list[Consultation], asked: Collection[Any]) -> list[ConsultationComment]:
    rows = ConsultationComment.objects.filter(consultation__in=earlier, carried_to__isnull=True)
    is_open = Q(state=CommentState.RELEASED, disposition__isnull=True)
    is_draft = Q(state=CommentState.DRAFT, organisation__in=list(asked))
    return list(rows.filter(is_open | is_draft).order_by("created_at", "uuid"))


def _carried(comment: ConsultationComment, to: Consultation, text: Snapshot) -> ConsultationComment:
    clause = clause_in(text, str(comment.clause)) if comment.clause else None
    kept = {name: getattr(comment, name) for name in COPIED}
    return ConsultationComment(consultation=to, clause=clause, carried_from=comment, **kept)


def _carry_answers(earlier: list[Consultation], asked: dict[Any, Invitation]) -> None:
    """Hand an organisation the answer that it wrote and did not release: the newest one."""
    rows = Invitation.objects.filter(
        consultation__in=earlier, organisation__in=list(asked), released_at__isnull=True
    ).exclude(position="", answer="")
    for old in rows.order_by("consultation__opened_at"):
        new = asked[old.organisation]
        new.position, new.answer, new.changed_at = old.position, old.answer, old.changed_at
        new.save(update_fields=["position", "answer", "changed_at"])
