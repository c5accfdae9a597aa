"""Questions about clauses: the network asks, the coordination answers, the answer stays."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.models.review import ClauseQuestion
from agreement.models.sealed import Agreement
from agreement.permissions import may_decide_versions
from agreement.review import notices
from agreement.review.refusals import ReviewRefused
from agreement.review.wordings import standing_of
from directory.audit import record
from directory.models import Membership
from directory.people.roles import roles_of

LONGEST = 3000
MOST_OPEN = 20
"""How many unanswered questions somebody may have: more is no asking any more."""


@transaction.atomic
def ask(agreement: Agreement, uid: str, by: Any, text: str) -> ClauseQuestion:
    """Ask about a clause; the coordination is told.

    Raises PermissionDenied for anybody outside of the network, and ReviewRefused with a sentence.
    """
    if not roles_of(by):
        raise PermissionDenied
    standing = standing_of(uid, agreement.pk)
    if standing is None:
        raise ReviewRefused(_("Diese Klausel steht in keiner Fassung der Vereinbarung."))
    if refusal := _against(text, _("Schreiben Sie Ihre Frage.")):
        raise ReviewRefused(refusal)
    mine = ClauseQuestion.objects.filter(asked_by=by, answered_at=None)
    if mine.filter(clause=uid, text=text.strip()).exists():
        raise ReviewRefused(_("Diese Frage haben Sie schon gestellt. Die Antwort steht noch aus."))
    if mine.count() >= MOST_OPEN:
        raise ReviewRefused(
            _("Von Ihnen sind noch %(count)s Fragen offen. Warten Sie auf die Antworten.")
            % {"count": MOST_OPEN}
        )
    held = Membership.objects.giving_rights().filter(user=by, organisation__isnull=False)
    first = held.select_related("organisation").order_by("pk").first()
    organisation = first.organisation if first else None
    question = ClauseQuestion.objects.create(
        agreement=agreement,
        clause=uid,
        version_id=standing.version,
        wording=standing.wording,
        text=text.strip(),
        asked_by=by,
        organisation=organisation.uuid if organisation else None,
        organisation_name=organisation.title if organisation else "",
    )
    notices.tell_of_question(question)
    return question


@transaction.atomic
def answer(question: ClauseQuestion, by: Any, text: str) -> None:
    """Answer a question, or write its answer anew; whoever asked is told.

    Raises PermissionDenied for anybody but the coordination, and ReviewRefused with a sentence.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    row = _row(question)
    if refusal := _against(text, _("Schreiben Sie die Antwort.")):
        raise ReviewRefused(refusal)
    standing = standing_of(str(row.clause), row.agreement_id)
    row.answer, row.answered_by, row.answered_at = text.strip(), by, timezone.now()
    row.answer_version_id = standing.version if standing else row.version_id
    row.answer_wording = standing.wording if standing else row.wording
    row.save()
    record(row, "portal.question.answer", user=by, data={"clause": str(row.clause)})
    notices.tell_of_answer(row)


@transaction.atomic
def withdraw(question: ClauseQuestion, by: Any) -> None:
    """Take back one's own question while nobody has answered it; it is gone then.

    The coordination may remove any: somebody may have written what should not stand there.
    Raises PermissionDenied for others, and ReviewRefused once there is an answer.
    """
    row = _row(question)
    is_coordination = may_decide_versions(by)
    if row.asked_by_id != by.pk and not is_coordination:
        raise PermissionDenied
    if row.answered_at and not is_coordination:
        raise ReviewRefused(
            _("Die Frage ist schon beantwortet. Die Antwort hilft auch anderen: Sie bleibt stehen.")
        )
    if is_coordination:
        record(row, "portal.question.remove", user=by, data={"clause": str(row.clause)})
    row.delete()


def _row(question: ClauseQuestion) -> ClauseQuestion:
    row = ClauseQuestion.objects.select_for_update().filter(pk=question.pk).first()
    if row is None:
        raise ReviewRefused(_("Die Frage wurde inzwischen zurückgezogen."))
    return row


def _against(text: str, missing: str) -> str:
    if not text.strip():
        return missing
    if len(text) > LONGEST:
        return _("Das ist zu lang. Kürzen Sie es auf %(count)s Zeichen.") % {"count": LONGEST}
    return ""
