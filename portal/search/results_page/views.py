"""The page of results. It knows no session but a reader's own, and sets no cookie."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.core.visibility import viewer
from portal.search import asking
from portal.search.asking.answer import Found
from portal.search.results_page.answered_first import AnsweredFirst
from portal.search.results_page.asked import LONGEST, Asked, address_of, asked_by
from portal.search.results_page.showing import (
    MOST_RESULTS,
    chosen_of,
    facets_of,
    orders_of,
    page_of_results,
)
from portal.search.statistics import count_search


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found; without a word to look for, the form alone."""
    who = viewer(request)
    asked = asked_by(request.GET, get_language() or "de", is_staff=who.is_authenticated)
    question = asked.question
    context: dict[str, Any] = {
        "asked": asked,
        "question": question,
        "search_query": question.text,
        "longest": LONGEST,
        "robots": "noindex",
    }
    if not asked.is_searchable:
        return render(request, "search/search.html", context)
    found = asking.find(question, who)
    context |= _results(asked, found)
    if who.is_authenticated:
        context["past_url"] = address_of(question, past=not question.past)
    response = render(request, "search/search.html", context)
    if _is_read(request):
        count = partial(count_search, question, found, is_staff=who.is_authenticated)
        response = AnsweredFirst(response.content, count)
    # What somebody looked for is nobody else's business at a computer that many use.
    response["Cache-Control"] = "no-store"
    return response


def _is_read(request: HttpRequest) -> bool:
    """Return whether somebody reads the answer now; a browser may only be looking ahead."""
    purpose = request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not purpose.startswith("prefetch")


def _results(asked: Asked, found: Found) -> dict[str, Any]:
    question, page = asked.question, page_of_results(asked.question, found)
    return {
        "found": found,
        "facets": facets_of(found),
        "chosen": chosen_of(question, found),
        "orders": orders_of(question),
        "page_obj": page,
        "is_behind_last": question.page > page.number,
        "is_cut_off": found.total > MOST_RESULTS,
        "spelling_url": address_of(question, text=found.spelling),
        "everything_url": address_of(question, filters=frozenset()),
        "feed_url": address_of(question, "search_feed", past=False),
    }
