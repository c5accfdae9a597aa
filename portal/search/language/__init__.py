"""German, and what other languages need, for both engines of the search. No Django."""

from portal.search.language.analysis import analysed
from portal.search.language.compounds import curated_compounds
from portal.search.language.parsing import parse
from portal.search.language.query import Citation, Query, Term, needed_of
from portal.search.language.synonyms import with_synonyms

__all__ = [
    "Citation",
    "Query",
    "Term",
    "analysed",
    "curated_compounds",
    "needed_of",
    "parse",
    "with_synonyms",
]
