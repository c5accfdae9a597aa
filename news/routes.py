"""The addresses below /aktuelles/."""

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from news import archive
from news.events import calendar, listing
from news.out import feeds
from news.preview import views as preview

if TYPE_CHECKING:
    from news.models.folders import NewsIndexPage


class NewsRoutes:
    """What is shown at which address; mixed into the page itself."""

    @property
    def _page(self) -> "NewsIndexPage":
        return cast("NewsIndexPage", cast("Any", self))

    @path("feed/")
    def atom(self, request: HttpRequest) -> HttpResponse:
        """Give out the newest articles and events as an Atom feed."""
        return feeds.atom(request, self._page)

    @path("feed.json")
    def json_feed(self, request: HttpRequest) -> HttpResponse:
        """Give out the same as a JSON feed."""
        return feeds.json_feed(request, self._page)

    @path("termine/")
    def events(self, request: HttpRequest) -> HttpResponse:
        """List the coming events."""
        return listing.coming(request, self._page)

    @path("termine.ics")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Give out the coming events as a calendar."""
        return calendar.coming(request, self._page)

    @path("termine/<int:pk>.ics")
    def calendar_of_event(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give out one event as a calendar."""
        return calendar.of_event(request, pk)

    @path("archiv/")
    def archive(self, request: HttpRequest) -> HttpResponse:
        """Name the months in which something was published."""
        return archive.months(request, self._page)

    @path("archiv/<int:year>/<int:month>/")
    def archive_month(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        """List what was published in a month."""
        return archive.month(request, self._page, year, month)

    @path("vorschau/<str:secret>/")
    def preview(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Show a colleague the newest draft of a page."""
        return preview.draft(request, secret)
