"""Searching Wagtail's index of the entries, in SQLite or PostgreSQL.

Wagtail's own queries rank by a subquery for each row, which takes minutes for ten thousand rows;
so its index is asked here directly. All forms are letters and digits: nothing has to be escaped.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BigIntegerField, F, FloatField, Func, QuerySet, Value
from django.db.models.functions import Cast
from modelsearch.conf import get_app_config

from portal.search.language.wanted import Form, Wanted
from portal.search.models import SearchEntry

TITLE_COUNTS = 4


def matching(wanted: Sequence[Wanted], needed: int, *, in_title: bool = False) -> QuerySet[Any]:
    """Return the rows of the index with at least `needed` of what is wanted.

    Each has `key`, the key of its entry, and `score`, higher for better ones. Without anything
    wanted no row is returned.
    """
    if not wanted:
        return SearchEntry.objects.none().annotate(key=F("pk"), score=Value(0.0))
    rows = _sqlite_rows if connection.vendor == "sqlite" else _postgresql_rows
    return rows(wanted, min(needed, len(wanted)), in_title=in_title)


class _BM25(Func):
    """SQLite's score; its columns are autocomplete, body and title. Lower is better there."""

    template = f"-bm25(%(table)s, 0, 1, {TITLE_COUNTS})"
    output_field = FloatField()


def _sqlite_rows(wanted: Sequence[Wanted], needed: int, *, in_title: bool) -> QuerySet[Any]:
    # The module knows a table that there is in SQLite only.
    from modelsearch.backends.database.sqlite.query import MatchExpression, SearchQueryExpression

    model: Any = get_app_config().get_model("SQLiteFTSIndexEntry")
    terms = [_either([_sqlite_form(form) for form in each.forms], "OR") for each in wanted]
    asked = SearchQueryExpression(Value(_at_least(needed, terms, "AND", "OR")))
    columns = ["title"] if in_title else ["title", "body"]
    # Without “+ 0” SQLite may walk all rows of the type and ask the index anew for each.
    rows = model.objects.annotate(type=F("index_entry__content_type_id") + 0)
    found = rows.filter(MatchExpression(columns, asked), type=_content_type().pk)
    return found.annotate(
        key=Cast("index_entry__object_id", BigIntegerField()),
        score=_BM25(table=model._meta.db_table),
    )


def _sqlite_form(form: Form) -> str:
    if form.is_loose:
        return "(" + " AND ".join(f'"{word}"' for word in form.words) + ")"
    return f'"{" ".join(form.words)}"' + ("*" if form.is_begun else "")


def _postgresql_rows(wanted: Sequence[Wanted], needed: int, *, in_title: bool) -> QuerySet[Any]:
    # The module needs PostgreSQL's driver.
    from django.contrib.postgres.search import SearchQuery, SearchRank

    model: Any = get_app_config().get_model("IndexEntry")
    terms = [_either([_postgresql_form(form) for form in each.forms], "|") for each in wanted]
    asked = SearchQuery(_at_least(needed, terms, "&", "|"), search_type="raw", config="simple")
    any_of = SearchQuery(_either(terms, "|"), search_type="raw", config="simple")
    title: Any = F("title")
    body = F("body")
    both = title if in_title else title._combine(body, "||", reversed=False)
    rows = model.objects.filter(content_type=_content_type()).annotate(vector=both)
    weights = [1.0, 1.0, 1.0, 1.0]
    return rows.filter(vector=asked).annotate(
        key=Cast("object_id", BigIntegerField()),
        score=SearchRank(title, any_of, weights=weights) * TITLE_COUNTS
        + SearchRank(body, any_of, weights=weights),
    )


def _postgresql_form(form: Form) -> str:
    between = " & " if form.is_loose else " <-> "
    end = ":*" if form.is_begun else ""
    return "(" + between.join(f"'{word}'{end}" for word in form.words) + ")"


def _either(parts: Sequence[str], sign: str) -> str:
    return f"({f' {sign} '.join(parts)})"


def _at_least(needed: int, terms: Sequence[str], both: str, either: str) -> str:
    """Return the condition that at least so many of some terms are there."""
    if needed <= 1:
        return _either(terms, either)
    if needed == len(terms):
        return _either(terms, both)
    first, rest = terms[0], terms[1:]
    with_first = f"({first} {both} {_at_least(needed - 1, rest, both, either)})"
    return f"({with_first} {either} {_at_least(needed, rest, both, either)})"


def _content_type() -> ContentType:
    return ContentType.objects.get_for_model(SearchEntry)
