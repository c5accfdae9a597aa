"""What is in the list, as tests ask for it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from directory.models import OrganisationPage
from portal.core.visibility import Viewer, viewer_of
from portal.search.entries.registry import Shown, source_of
from portal.search.models import SearchEntry


def entries_of(obj: Model) -> list[SearchEntry]:
    """Return the entries of an object, the one without a part first."""
    source = source_of(type(obj))
    assert source is not None
    found = SearchEntry.objects.there().filter(source=source.name, object_id=obj.pk)
    return list(found.order_by("part"))


def entry_of(obj: Model) -> SearchEntry:
    """Return the only entry of an object."""
    (found,) = entries_of(obj)
    return found


def facets_of(obj: Model) -> dict[str, set[str]]:
    """Return the facets of an object's entry."""
    facets: dict[str, set[str]] = {}
    for name, value in entry_of(obj).facets.values_list("name", "value"):
        facets.setdefault(name, set()).add(value)
    return facets


def who(user: Any = None) -> Viewer:
    """Return a viewer, new each time: what policies looked up is forgotten."""
    return viewer_of(user) if user else Viewer()


def titles_seen(obj: Model, user: Any = None) -> list[str]:
    """Return the titles under which somebody finds an object, by the database."""
    source = source_of(type(obj))
    assert source is not None
    seen = SearchEntry.objects.there().filter(source.seen(who(user)), object_id=obj.pk)
    return sorted(seen.values_list("title", flat=True))


def titles_told(obj: Model, user: Any = None) -> list[str]:
    """Return the titles under which somebody finds an object, by the tokens Elasticsearch has."""
    source = source_of(type(obj))
    assert source is not None
    rows = entries_of(obj)
    audiences = source.audiences(rows)
    tokens = who(user).tokens
    return sorted(
        row.title
        for row in rows
        if audiences[row.pk].tokens & tokens and not audiences[row.pk].but_not & tokens
    )


def shown(obj: Model, user: Any = None) -> dict[tuple[int, str], Shown]:
    """Return how an object's entries are shown to somebody."""
    source = source_of(type(obj))
    assert source is not None
    return source.shown([(row.object_id, row.part) for row in entries_of(obj)], who(user))


def staff_group(of: OrganisationPage) -> Group:
    """Return the group of everybody who works for an organisation."""
    return Group.objects.get(staff_of=of)


def queries(act: Callable[[], Any]) -> int:
    """Return how many queries an act takes."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def own_queries(act: Callable[[], Any]) -> int:
    """Return how many queries of an act are about the list."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum("portal_search_" in query["sql"] for query in captured)
