"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.core.visibility import viewer
from portal.search.hits import search_clauses, search_pages
from portal.search.queries import normalized


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found; without a word to look for, the form alone."""
    asked = request.GET.get("q", "")[:1000]
    query = normalized(asked)
    who = viewer(request)
    hits = []
    if query:
        today = timezone.localdate()
        hits = [*search_clauses(query, who, today), *search_pages(query, who)]
    context = {
        "hits": hits,
        "query": query,
        "search_query": asked[:200],
        "nothing_to_search": bool(asked) and not query,
        "robots": "noindex",
    }
    return render(request, "search/search.html", context)
