"""A list of things to find, without the things: who sees one is told by its part."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.models import Q
from django.utils import timezone

from portal.core.visibility import PUBLIC, Viewer
from portal.search.asking import Order, Question, database_engine
from portal.search.asking.answer import Rows
from portal.search.asking.scope import Scope
from portal.search.entries import registry
from portal.search.entries.database_index import keep_words
from portal.search.kinds import Kind
from portal.search.language import analysed, parse, with_synonyms
from portal.search.models import EntryFacet, SearchEntry
from portal.search.words import compound_words


class Things:
    """A source whose entries are seen by those who have the token kept as their part."""

    name = "things"
    model = SearchEntry

    def seen(self, who: Viewer) -> Q:
        return Q(part__in=who.tokens)


@pytest.fixture(autouse=True)
def things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_sources", {"things": Things()})
    caches["memory"].clear()


Made = Callable[..., SearchEntry]


@pytest.fixture
def thing(db: None) -> Made:
    """Enter one thing that can be found."""
    numbers = count(1)

    def make(
        title: str,
        text: str = "",
        *,
        label: str = "",
        kind: str = Kind.PAGE,
        token: str = PUBLIC,
        language: str = "de",
        facets: Iterable[tuple[str, str]] = (),
        day: date | None = None,
        **fields: Any,
    ) -> SearchEntry:
        entry = SearchEntry.objects.create(
            source="things",
            content_type=ContentType.objects.get_for_model(SearchEntry),
            object_id=next(numbers),
            part=token,
            kind=kind,
            language=language,
            title=title,
            label=label,
            text=text,
            title_words=analysed(f"{label} {title}", language, compound_words()),
            text_words=analysed(text, language, compound_words()),
            date=day,
            digest="",
            changed_at=timezone.now(),
            **fields,
        )
        EntryFacet.objects.bulk_create(
            EntryFacet(entry=entry, name=name, value=value)
            for name, value in [("kind", kind), *facets]
        )
        keep_words([entry])
        return entry

    return make


Asked = Callable[..., Rows]


@pytest.fixture
def ask() -> Asked:
    """Ask the database a question."""

    def asked(
        text: str,
        *,
        who: Viewer | None = None,
        language: str = "de",
        filters: Iterable[tuple[str, str]] = (),
        order: Order = Order.BEST,
        page: int = 1,
        groups: Iterable[tuple[str, ...]] = (),
        versions: frozenset[int] | None = frozenset(),
        now: datetime | None = None,
    ) -> Rows:
        question = Question(text, language, frozenset(filters), order, page)
        query = with_synonyms(parse(text), list(groups))
        scope = Scope(who or Viewer(), language, now or timezone.now(), versions)
        return database_engine.answer(question, query, scope)

    return asked


def found(rows: Rows) -> list[int]:
    """Return the keys of what was found, best first."""
    return [row.entry for row in rows.rows]
