"""What the network asked about a clause, on the page that the clause keeps for ever."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agreement.models.sealed import Agreement
from agreement.permissions import may_decide_versions
from agreement.review.forms import QuestionForm
from agreement.review.notices import PAGE
from agreement.review.shown import questions_about, reviews_of_clause
from directory.audience import is_in_network
from portal.core.languages import localized_path
from portal.core.visibility import viewer


def questions_at_clause(request: HttpRequest, agreement: Agreement, uid: str) -> SafeString | None:
    """Render questions and answers with a form to ask; None for visitors."""
    if not is_in_network(viewer(request)):
        return None
    context = {
        "questions": questions_about(uid, agreement, request.user),
        "clause_reviews": reviews_of_clause(uid, agreement),
        "form": QuestionForm(auto_id="frage-%s"),
        "home": localized_path(PAGE),
        "agreement": agreement,
        "uid": uid,
        "may_plan": may_decide_versions(request.user),
    }
    return render_to_string("agreement/review/clause_part.html", context, request)
