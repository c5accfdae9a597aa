"""Addresses below /aktuelles/ that end like a file: Wagtail serves none with a dot in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from news.models import NewsIndexPage
from portal.core.errors import NotFound
from portal.core.visibility import viewer, visible


def file_of_index(request: HttpRequest, route: str, **kwargs: Any) -> HttpResponse:
    """Answer by a route of the page /aktuelles/; 404 for whoever may not see that page."""
    page: Any = visible(NewsIndexPage.objects.all(), viewer(request)).first()
    if page is None:
        raise NotFound(_("Diese Datei gibt es nicht."))
    answer: HttpResponse = getattr(page, route)(request, **kwargs)
    return answer


urlpatterns = [
    path("feed.json", file_of_index, {"route": "json_feed"}, name="news_json_feed"),
    path("termine.ics", file_of_index, {"route": "calendar"}, name="news_calendar"),
    path("termine/<int:pk>.ics", file_of_index, {"route": "calendar_of_event"}),
]
