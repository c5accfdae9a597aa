"""What consultations know about a person, for that person."""

from typing import Any

from agreement.models.consultation import ConsultationComment, Disposition, Invitation
from agreement.text.runs import blocks_from_data, plain_text
from portal.accounts.models import User


def consultations_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """Return what somebody wrote, released or decided in consultations (three queries).

    When the account goes all of it stays with the organisation, without a name.
    """
    place = "consultation__process__agreement"
    comments = ConsultationComment.objects.filter(author=user)
    answers = Invitation.objects.filter(released_by=user)
    decisions = Disposition.objects.filter(decided_by=user)
    return {
        "comments": [
            {
                **_round(one),
                "clause": str(one.clause or ""),
                "kind": one.kind,
                "quote": one.quote,
                "text": one.text,
                "proposal": plain_text(blocks_from_data(one.proposal)),
                "state": one.state,
                "created_at": one.created_at,
                "released_at": one.released_at,
            }
            for one in comments.select_related(place, "consultation__freeze")
        ],
        "answers_released": [
            {**_round(one), "position": one.position, "released_at": one.released_at}
            for one in answers.select_related(place, "consultation__freeze")
        ],
        "decisions": [
            {
                "agreement": str(one.comment.consultation.process.agreement),
                "result": one.result,
                "reason": one.reason,
                "decided_at": one.decided_at,
            }
            for one in decisions.select_related(f"comment__{place}")
        ],
    }


def _round(one: ConsultationComment | Invitation) -> dict[str, Any]:
    return {
        "agreement": str(one.consultation.process.agreement),
        "round": one.consultation.freeze.round,
        "organisation": one.organisation_name,
    }
