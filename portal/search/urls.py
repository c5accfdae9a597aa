from django.urls import path

from portal.core.throttle import throttled
from portal.search.views import search

# Ten searches a second of one address: an advice centre with many desks stays far below.
limited_search = throttled("search", amount=600, methods=frozenset({"GET"}))(search)

urlpatterns = [path("", limited_search, name="search")]
