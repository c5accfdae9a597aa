"""What was said in consultations to a clause, on the page that the clause keeps for ever."""

from django.db.models import F, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agreement.consultation.notices import PAGE
from agreement.consultation.seeing import comments_seen_by
from agreement.enums import CommentState
from agreement.models.sealed import Agreement
from directory.audience import is_in_network
from portal.core.languages import localized_path
from portal.core.visibility import viewer

TEMPLATE = "agreement/consultation/member_clause_part.html"


def comments_at_clause(request: HttpRequest, agreement: Agreement, uid: str) -> SafeString | None:
    """Render the released comments on a clause, newest round first; None for visitors.

    One that was asked again in a later round stands here once, in that round.
    """
    if not is_in_network(viewer(request)):
        return None
    seen = (
        comments_seen_by(request.user)
        .filter(
            clause=uid,
            consultation__process__agreement=agreement,
            state=CommentState.RELEASED,
        )
        .filter(Q(carried_to__isnull=True) | ~Q(carried_to__clause=F("clause")))
    )
    comments = list(
        seen.select_related("disposition", "consultation__process", "consultation__freeze")
        .defer("consultation__freeze__canonical")
        .order_by("-consultation__opened_at", "created_at", "uuid")
    )
    if not comments:
        return None
    context = {"comments": comments, "consultations": localized_path(PAGE)}
    return render_to_string(TEMPLATE, context, request)
