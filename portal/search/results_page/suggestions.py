"""What the search box offers while somebody types, as data for its script."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.visibility import viewer
from portal.search import asking
from portal.search.results_page.asked import LONGEST, typed

SHORTEST = 2
"""One letter is the beginning of everything."""


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer with things to jump to, and a sentence that says how many for who cannot see them."""
    text = typed(request.GET)[:LONGEST]
    offered = (
        asking.suggest(text, viewer(request), get_language() or "de")
        if len(text) >= SHORTEST
        else []
    )
    rows = [{"title": one.title, "url": one.url, "kind": one.kind_name} for one in offered]
    response = JsonResponse({"suggestions": rows, "announcement": _announcement(len(rows))})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _announcement(number: int) -> str:
    if not number:
        return _("Keine Vorschläge. Mit der Eingabetaste suchen Sie trotzdem.")
    return ngettext(
        "%(number)s Vorschlag. Mit der Pfeiltaste nach unten auswählen.",
        "%(number)s Vorschläge. Mit der Pfeiltaste nach unten auswählen.",
        number,
    ) % {"number": number}
