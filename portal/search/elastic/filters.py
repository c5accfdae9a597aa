"""Who is told of what, and when. Pure: it makes JSON.

Everything that is counted, marked, suggested or offered as another spelling goes through `told`:
what a reader may not see is not only left out of the list, for him it is not there.
"""

from collections.abc import Collection, Mapping
from typing import Any

from portal.core.visibility import Viewer
from portal.search.asking.question import Question
from portal.search.asking.scope import Scope
from portal.search.elastic.analysis import Json
from portal.search.models import Facet

GERMAN = "de"
MOST_VALUES = 50
"""Values of a facet that are counted."""


def told(scope: Scope, pending: Collection[int]) -> Json:
    """Return the condition for what somebody is told of; `pending` entries are out of date."""
    hidden: list[Json] = [{"range": {"expires_at": {"lte": scope.now.isoformat()}}}]
    if pending:
        hidden.append({"ids": {"values": [str(key) for key in sorted(pending)]}})
    conditions = [_one_of("tokens", scope.who), _readable(scope.language)]
    if scope.versions is not None:
        conditions.append(_held_by(scope.versions))
    hidden.append(_one_of("but_not", scope.who))
    return {"bool": {"filter": conditions, "must_not": hidden}}


def chosen(question: Question, *, but: str = "") -> list[Json]:
    """Return the conditions of the chosen facets, without those of one of them."""
    return [
        {"terms": {str(facet): sorted(values)}}
        for facet in Facet
        if facet != but and (values := question.values_of(facet))
    ]


def counted(question: Question) -> Json:
    """Return what counts each facet's values: how many results choosing one would give."""
    return {str(facet): _counted(facet, chosen(question, but=facet)) for facet in Facet}


def counts_in(aggregations: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return the counts that Elasticsearch gave for `counted`."""
    return {
        facet: {
            str(each["key"]): each["doc_count"] for each in found.get("values", found)["buckets"]
        }
        for facet, found in aggregations.items()
    }


def _counted(facet: Facet, others: list[Json]) -> Json:
    """Return what counts one facet within what the others leave, if any is chosen."""
    values: Json = {"terms": {"field": str(facet), "size": MOST_VALUES}}
    return (
        {"filter": {"bool": {"filter": others}}, "aggs": {"values": values}} if others else values
    )


def _one_of(name: str, who: Viewer) -> Json:
    """Return the condition that a field holds a token of a reader's.

    Administrators see everything somebody sees; what nobody is told of, they are not told of.
    """
    if who.sees_everything:
        return {"exists": {"field": name}}
    return {"terms": {name: sorted(who.tokens)}}


def _readable(language: str) -> Json:
    """Return the condition for what is in a reader's language, or in German only."""
    own: Json = {"term": {"language": language}}
    german: Json = {
        "bool": {
            "filter": {"term": {"language": GERMAN}},
            "must_not": {"term": {"translated_into": language}},
        }
    }
    return own if language == GERMAN else _any(own, german)


def _held_by(versions: frozenset[int]) -> Json:
    """Return the condition for wordings of some versions, and what is no wording."""
    no_wording: Json = {"bool": {"must_not": {"exists": {"field": "version"}}}}
    return _any(no_wording, {"terms": {"version": sorted(versions)}})


def _any(*conditions: Json) -> Json:
    return {"bool": {"should": list(conditions), "minimum_should_match": 1}}
