"""What readers tell about results: that they opened one, or that it was not there.

Nothing says who they are. Only pages of the portal can send it, and it sets no cookie.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.origin import from_here_only
from portal.core.visibility import viewer
from portal.search.results_page.asked import LONGEST, typed
from portal.search.statistics import count_click, count_missed


@from_here_only
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Count that somebody opened a result of a search."""
    text = typed(request.POST)[:LONGEST]
    if text:
        count_click(text, is_staff=viewer(request).is_authenticated)
    return HttpResponse(status=204)


@from_here_only
@require_POST
def missed(request: HttpRequest) -> HttpResponse:
    """Count that what somebody looked for was not there, and say thank you."""
    text = typed(request.POST)[:LONGEST]
    if text:
        count_missed(text, is_staff=viewer(request).is_authenticated)
    return redirect(f"{reverse('search_missed_thanks')}?{urlencode({'q': text})}")


@require_safe
def missed_thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you, and offer to write what was looked for."""
    text = typed(request.GET)[:LONGEST]
    context = {
        "search_query": text,
        "robots": "noindex",
        "report": _("Gesucht: „%(words)s“.") % {"words": text} + "\n" if text else "",
    }
    response = render(request, "search/missed.html", context)
    response["Cache-Control"] = "no-store"
    return response
