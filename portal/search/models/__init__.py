"""What the search keeps in the database."""

from portal.search.models.entries import EntryFacet, Facet, SearchEntry
from portal.search.models.state import SearchState
from portal.search.models.statistics import SearchCount
from portal.search.models.texts import DocumentText
from portal.search.models.words import CompoundWord, Synonyms

__all__ = [
    "CompoundWord",
    "DocumentText",
    "EntryFacet",
    "Facet",
    "SearchCount",
    "SearchEntry",
    "SearchState",
    "Synonyms",
]
