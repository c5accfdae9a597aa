"""Wiring of the search into the admin."""

from wagtail.snippets.models import register_snippet

from portal.search.state_page import register_state
from portal.search.statistics.admin import register_statistics
from portal.search.words.viewsets import SearchViewSetGroup

register_snippet(SearchViewSetGroup)
register_statistics()
register_state()
