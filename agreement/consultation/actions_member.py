"""What an invited organisation does with its comments; each act asks who may, then acts, whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.consultation.checking import CheckedWords, Words, checked
from agreement.consultation.late import kept_only, why_closed
from agreement.consultation.notices import tell_coordination
from agreement.consultation.notices_member import COMMENT_TAKEN_BACK, COMMENTS_RELEASED
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.round_text import RoundText
from agreement.consultation.seats import standing_of
from agreement.enums import CommentState, Disclosure
from agreement.models.consultation import Consultation, ConsultationComment, Invitation
from directory.audit import record


@dataclass(frozen=True)
class Kept:
    """A comment that was kept; `late` says why it could not be released, if that was wished."""

    comment: ConsultationComment
    late: str = ""


class ChangedMeanwhile(ConsultationRefused):
    """Somebody else changed the same thing since it was opened; `current` is how it is now."""

    def __init__(self, current: ConsultationComment | Invitation, sentence: str) -> None:
        super().__init__(sentence)
        self.current = current


def write_comment(
    consultation: Consultation,
    by: Any,
    organisation: str,
    words: Words,
    *,
    clause: str | None = None,
    release: bool = False,
) -> Kept:
    """Keep a comment of an invited organisation on a clause, or on the whole text.

    It is a draft unless it is to be released, or the round shows everything at once; too late
    it stays a draft whatever was wished. Raises PermissionDenied for anybody but the
    organisation's editors, and WordsRefused with an error for each field.
    """
    with transaction.atomic():
        current = locked(consultation)
        invitation = invited(current, by, organisation)
        text = RoundText(current)
        if clause is not None and clause not in text.places:
            raise ConsultationRefused(_("Diese Klausel gibt es in dieser Runde nicht."))
        facts = checked(words, text, clause)
        comment = ConsultationComment(
            consultation=current,
            organisation=invitation.organisation,
            organisation_name=invitation.organisation_name,
            author=by,
            clause=clause,
        )
        return _keep(comment, facts, current, by, release=release)


def change_comment(
    comment: ConsultationComment,
    by: Any,
    words: Words,
    base: datetime | None,
    *,
    release: bool = False,
) -> Kept:
    """Change a draft; `base` is when it had last changed as its editor opened it.

    Raises PermissionDenied, WordsRefused, ChangedMeanwhile with the draft as it is now, and
    ConsultationRefused for one that is released or gone.
    """
    with transaction.atomic():
        current = locked(comment.consultation)
        known = _own(comment, by)
        if known.state != CommentState.DRAFT:
            raise ConsultationRefused(
                _(
                    "Diese Anmerkung ist inzwischen freigegeben. Nehmen Sie sie erst zurück, wenn "
                    "Sie sie ändern möchten."
                )
            )
        if known.changed_at != base:
            raise ChangedMeanwhile(
                known,
                _(
                    "Jemand aus Ihrer Organisation hat diese Anmerkung inzwischen geändert. Ihr "
                    "Text steht noch hier. Vergleichen Sie; wenn Sie noch einmal speichern, gilt "
                    "Ihrer."
                ),
            )
        text = RoundText(current)
        clause = str(known.clause) if known.clause else None
        before = CheckedWords(known.kind, known.text, known.quote, known.proposal)
        facts = checked(words, text, clause if clause in text.places else None, before)
        return _keep(known, facts, current, by, release=release)


def delete_draft(comment: ConsultationComment, by: Any) -> None:
    """Delete a draft for good, in every round that it was carried through.

    Raises PermissionDenied, and ConsultationRefused for one that is released, or was in an
    earlier round: there it would be open again.
    """
    with transaction.atomic():
        locked(comment.consultation)
        chain = _chain(_own(comment, by))
        if chain[0].state != CommentState.DRAFT:
            raise ConsultationRefused(
                _("Diese Anmerkung ist freigegeben. Löschen lassen sich nur Entwürfe.")
            )
        if any(one.state == CommentState.RELEASED for one in chain):
            raise ConsultationRefused(
                _(
                    "Diese Anmerkung war in einer früheren Runde freigegeben und bleibt dort "
                    "stehen. Lassen Sie sie hier als Entwurf: Dann gilt sie als zurückgenommen."
                )
            )
        for one in chain:
            one.delete()


def _chain(comment: ConsultationComment) -> list[ConsultationComment]:
    """Return a comment and those of earlier rounds that it was carried from, newest first."""
    found = [comment]
    while (before := found[-1].carried_from) is not None:
        found.append(before)
    return found


def withdraw_comment(comment: ConsultationComment, by: Any) -> ConsultationComment:
    """Make a released comment a draft again, as long as nothing was built on it.

    Raises PermissionDenied, and ConsultationRefused once it is disposed of, carried into another
    round, or the consultation has ended.
    """
    with transaction.atomic():
        current = locked(comment.consultation)
        known = _own(comment, by)
        if known.state != CommentState.RELEASED:
            raise ConsultationRefused(_("Diese Anmerkung ist schon ein Entwurf."))
        if reason := why_it_stays(known, current):
            raise ConsultationRefused(reason)
        known.state, known.released_at = CommentState.DRAFT, None
        known.changed_at = timezone.now()
        known.save()
        record(current.process, "portal.consultation.withdraw", user=by)
        words = {"organisation": known.organisation_name}
        tell_coordination(current, COMMENT_TAKEN_BACK, words, by)
    return known


def why_it_stays(comment: ConsultationComment, consultation: Consultation) -> str:
    """Return why a released comment cannot be taken back; empty if it can."""
    if hasattr(comment, "disposition"):
        return _("Die Koordination hat diese Anmerkung schon behandelt: Sie bleibt stehen.")
    if consultation.ended_at is not None or hasattr(comment, "carried_to"):
        return _("Die Abstimmung ist beendet: Was freigegeben ist, bleibt stehen.")
    return ""


def release_comments(
    invitation: Invitation, by: Any, comments: Iterable[UUID] | None = None
) -> int:
    """Show drafts of an organisation to the others, as was chosen for the round: some, or all.

    Returns how many there were. Raises PermissionDenied for anybody but the organisation's
    editors, and ConsultationRefused with the reason after the last day.
    """
    with transaction.atomic():
        current = locked(invitation.consultation)
        invited(current, by, str(invitation.organisation))
        if reason := why_closed(current):
            raise ConsultationRefused(
                _("%(reason)s Freigeben lässt sich nichts mehr; Ihre Entwürfe bleiben erhalten.")
                % {"reason": reason}
            )
        drafts = ConsultationComment.objects.filter(
            consultation=current,
            organisation=invitation.organisation,
            state=CommentState.DRAFT,
        )
        if comments is not None:
            drafts = drafts.filter(pk__in=list(comments))
        now = timezone.now()
        count = drafts.update(state=CommentState.RELEASED, released_at=now, changed_at=now)
        if count:
            _tell_of_release(current, invitation.organisation_name, count, by)
    return count


def locked(consultation: Consultation) -> Consultation:
    """Return a consultation as it is now; nobody else acts on it until the transaction ends."""
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def invited(consultation: Consultation, by: Any, organisation: str) -> Invitation:
    """Return an organisation's invitation; raises PermissionDenied unless `by` edits for it."""
    if organisation not in standing_of(by).comments_for:
        raise PermissionDenied
    found = Invitation.objects.filter(consultation=consultation, organisation=organisation).first()
    if found is None:
        raise PermissionDenied
    return found


def _own(comment: ConsultationComment, by: Any) -> ConsultationComment:
    """Return a comment as it is now, to one of its organisation's editors."""
    if str(comment.organisation) not in standing_of(by).comments_for:
        raise PermissionDenied
    known = ConsultationComment.objects.select_for_update().filter(pk=comment.pk).first()
    if known is None:
        raise ConsultationRefused(_("Diese Anmerkung wurde inzwischen gelöscht."))
    if known.state == CommentState.DRAFT and hasattr(known, "carried_to"):
        raise ConsultationRefused(
            _("Dieser Entwurf steht jetzt in der neueren Runde. Bearbeiten Sie ihn dort.")
        )
    return known


def _keep(
    comment: ConsultationComment,
    facts: CheckedWords,
    consultation: Consultation,
    by: Any,
    *,
    release: bool,
) -> Kept:
    now = timezone.now()
    comment.kind, comment.text = facts.kind, facts.text
    comment.quote, comment.proposal = facts.quote, facts.proposal
    comment.changed_at = now
    late = kept_only(consultation)
    is_shown = release or consultation.disclosure == Disclosure.AT_ONCE
    if is_shown and not late:
        comment.state, comment.released_at = CommentState.RELEASED, now
    comment.save()
    if comment.state == CommentState.RELEASED:
        _tell_of_release(consultation, comment.organisation_name, 1, by)
    return Kept(comment, late)


def _tell_of_release(consultation: Consultation, name: str, count: int, by: Any) -> None:
    record(consultation.process, "portal.consultation.release", user=by, data={"comments": count})
    tell_coordination(consultation, COMMENTS_RELEASED, {"organisation": name}, by)
