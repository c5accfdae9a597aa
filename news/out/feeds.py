"""The newest articles and events as feeds: Atom (RFC 4287) and JSON Feed 1.1.

They hold what every visitor may read, whoever asks, and their text depends on no clock: a feed
that says the same has the same ETag.
"""

import mimetypes
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from news.out.entries import Asked, Entry, asked, entries
from portal.core.visibility import Viewer, look_as

if TYPE_CHECKING:
    from news.models.folders import NewsIndexPage

JSON_FEED = "https://jsonfeed.org/version/1.1"
JSON_TYPE = "application/feed+json"
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)
"""When an empty feed says that it changed: never."""


if TYPE_CHECKING:
    _Feed = Feed[Entry, Asked]
else:
    # The routes are read along with the models, before Django's classes learn to be generic.
    _Feed = Feed


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed; Django's own is the time of day if it is empty."""
        return super().latest_post_date() if self.items else NOTHING_YET


class NewsFeed(_Feed):
    """Articles and events that everybody may read, the newest first."""

    feed_type = _Atom

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        """Return what the feed is about; raises NotFound."""
        return asked(request, kwargs["index"])

    def title(self, what: Asked) -> str:
        """Return what the feed is called."""
        return what.title

    def link(self, what: Asked) -> str:
        """Return the page of the list."""
        return what.index.get_url(what.request) or ""

    def feed_url(self, what: Asked) -> str:
        """Return the feed's own address."""
        return what.request.get_full_path()

    def feed_guid(self, what: Asked) -> str:
        """Return what the feed keeps for ever."""
        return what.id

    def items(self, what: Asked) -> list[Entry]:
        """Return the newest."""
        return entries(what)

    def item_title(self, item: Entry) -> str:
        """Return the title; Atom's titles are plain text."""
        return item.title

    def item_description(self, item: Entry) -> str:
        """Return the teaser; Django calls an Atom summary HTML."""
        return escape(item.summary)

    def item_link(self, item: Entry) -> str:
        """Return the address of the page."""
        return item.url

    def item_guid(self, item: Entry) -> str:
        """Return what the entry keeps for ever."""
        return item.id

    def item_author_name(self, item: Entry) -> str:
        """Return the organisation that publishes it."""
        return item.organisation

    def item_pubdate(self, item: Entry) -> datetime:
        """Return when it came out."""
        return item.published

    def item_updateddate(self, item: Entry) -> datetime:
        """Return when it was last published."""
        return item.updated


@require_safe
def atom(request: HttpRequest, index: "NewsIndexPage") -> HttpResponse:
    """Give out the newest articles and events as an Atom feed; the same for everybody."""
    look_as(request, Viewer())
    answer = NewsFeed()(request, index=index)
    # What is hidden makes the newest date older: only the ETag tells that the feed changed.
    del answer["Last-Modified"]
    return answer


@require_safe
def json_feed(request: HttpRequest, index: "NewsIndexPage") -> HttpResponse:
    """Give out the same as a JSON feed."""
    look_as(request, Viewer())
    what = asked(request, index)
    said = {
        "version": JSON_FEED,
        "title": what.title,
        "home_page_url": index.get_full_url(request),
        "feed_url": request.build_absolute_uri(),
        "language": "de",
        "items": [_item(entry, request) for entry in entries(what)],
    }
    return JsonResponse(said, content_type=JSON_TYPE, json_dumps_params={"ensure_ascii": False})


def _item(entry: Entry, request: HttpRequest) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entry.text,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": entry.organisation}],
    }
    if entry.picture:
        address = request.build_absolute_uri(entry.picture.url)
        kind = mimetypes.guess_type(entry.picture.url)[0] or "image/jpeg"
        item["attachments"] = [{"url": address, "mime_type": kind}]
    return item
