"""An Atom feed of a search: what every visitor would find, whoever asks."""

import html
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.visibility import Viewer
from portal.search import asking
from portal.search.asking.answer import Hit
from portal.search.asking.question import Order, Question
from portal.search.models import SearchEntry
from portal.search.results_page.asked import address_of, asked_by, without_controls


@dataclass(frozen=True)
class Results:
    """What is found for a question, with the moment each of it was last changed."""

    question: Question
    hits: list[Hit]
    changed: dict[int, datetime]


class SearchFeed(Feed[tuple[Hit, datetime], Results]):
    """The first page of a search, the newest first. Nothing to look for finds nothing."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Results:
        """Ask the search, as every visitor could."""
        asked = asked_by(request.GET, get_language() or "de", is_staff=False)
        if not asked.is_searchable:
            return Results(asked.question, [], {})
        hits = asking.find(_newest(asked.question), Viewer()).hits
        rows = SearchEntry.objects.filter(pk__in=[hit.entry for hit in hits])
        return Results(asked.question, hits, dict(rows.values_list("pk", "changed_at")))

    def title(self, results: Results) -> str:
        """Return what the feed is called."""
        return _("Suche nach „%(words)s“") % {"words": results.question.text}

    def link(self, results: Results) -> str:
        """Return the page of the same search."""
        return address_of(results.question)

    def feed_url(self, results: Results) -> str:
        """Return the feed's own address."""
        return address_of(results.question, "search_feed")

    def author_name(self) -> str:
        """Return who publishes it."""
        return _("Schnittstellenportal")

    def items(self, results: Results) -> list[tuple[Hit, datetime]]:
        """Return what is found; what was forgotten in the same moment is left out."""
        changed = results.changed
        return [(hit, changed[hit.entry]) for hit in results.hits if hit.entry in changed]

    def item_title(self, item: tuple[Hit, datetime]) -> str:
        """Return the title; Atom's titles are plain text."""
        return without_controls(html.unescape(strip_tags(item[0].title)))

    def item_description(self, item: tuple[Hit, datetime]) -> str:
        """Return the excerpt, as HTML."""
        return without_controls(item[0].excerpt)

    def item_link(self, item: tuple[Hit, datetime]) -> str:
        """Return the thing's address."""
        return item[0].url

    def item_guid(self, item: tuple[Hit, datetime]) -> str:
        """Return what the entry keeps for ever, whatever its address."""
        name = f"{settings.WAGTAILADMIN_BASE_URL}/{item[0].key}"
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"

    def item_categories(self, item: tuple[Hit, datetime]) -> list[str]:
        """Return the kind of thing."""
        return [item[0].kind_name]

    def item_updateddate(self, item: tuple[Hit, datetime]) -> datetime:
        """Return when what is found of it last changed."""
        return item[1]


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """Answer with the feed; the same for everybody."""
    response = SearchFeed()(request)
    response["X-Robots-Tag"] = "noindex"
    return response


def _newest(question: Question) -> Question:
    """Return the question for the first page of its newest results."""
    return Question(question.text, question.language, question.filters, Order.NEWEST)
