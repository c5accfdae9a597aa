"""Addresses of the search."""

from django.urls import path

from portal.core.throttle import throttled
from portal.search.results_page.feed import search_feed
from portal.search.results_page.suggestions import suggestions
from portal.search.results_page.told import missed, missed_thanks, opened
from portal.search.results_page.views import search

GET, POST = frozenset({"GET"}), frozenset({"POST"})

# Ten searches a second of one address: an advice centre with many desks stays far below. Who
# types asks for suggestions several times as often.
limited_search = throttled("search", amount=600, methods=GET)(search)
limited_feed = throttled("search", amount=600, methods=GET)(search_feed)
limited_suggestions = throttled("search-suggestions", amount=1800, methods=GET)(suggestions)
limited_opened = throttled("search-told", amount=600, methods=POST)(opened)
limited_missed = throttled("search-told", amount=600, methods=POST)(missed)

urlpatterns = [
    path("", limited_search, name="search"),
    path("feed/", limited_feed, name="search_feed"),
    path("vorschlaege/", limited_suggestions, name="search_suggestions"),
    path("geoeffnet/", limited_opened, name="search_opened"),
    path("nicht-gefunden/", limited_missed, name="search_missed"),
    path("nicht-gefunden/danke/", missed_thanks, name="search_missed_thanks"),
]
