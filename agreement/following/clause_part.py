"""The part of a clause's page by which one follows it."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agreement.models.sealed import Agreement


def follow_part(request: HttpRequest, agreement: Agreement, uid: str) -> SafeString:
    """Offer to follow a clause: a member by one button, a visitor on a page of its own."""
    context = {"agreement": agreement, "uid": uid}
    return render_to_string("agreement/following/clause_part.html", context, request)
