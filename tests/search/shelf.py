"""A shelf of things to be found: entries with exactly the words and readers that a test needs."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.core.visibility import PUBLIC, Viewer
from portal.search.asking import Found, Question, find
from portal.search.elastic import client, indexes
from portal.search.elastic.client import worker
from portal.search.elastic.documents import documents_of
from portal.search.elastic.sending import send
from portal.search.entries import registry
from portal.search.entries.registry import Audience, Entry, Shown
from portal.search.kinds import Kind
from portal.search.models import EntryFacet, Facet, SearchEntry


def fill_index() -> None:
    """Put every entry there is into a new index, and that in use."""
    rows = list(SearchEntry.objects.all())
    name = indexes.create(worker(), timezone.now())
    target = indexes.writing_alias(name)
    sent = send(worker(), rows, documents_of(rows), target, wait_until_found=False)
    assert sent.failure is None
    assert not sent.refused
    indexes.put_in_use(worker(), name)
    SearchEntry.objects.update(is_pending=False)


class Shelf:
    """Entries of a source of its own; `hidden` ones the database does not show to anybody."""

    name = "shelf"
    model = Group

    def __init__(self) -> None:
        self.readers: dict[int, Audience] = {}
        self.hidden: set[int] = set()

    def put(
        self,
        title: str,
        text: str = "",
        *,
        label: str = "",
        kind: str = Kind.PAGE,
        language: str = "de",
        translated_into: Sequence[str] = (),
        day: date | None = None,
        expires_at: datetime | None = None,
        version: int | None = None,
        readers: Collection[str] = (PUBLIC,),
        but_not: Collection[str] = (),
        draft_title: str = "",
        facets: Iterable[tuple[str, str]] = (),
    ) -> SearchEntry:
        """Add an entry and return it; it is found after `fill`."""
        key = len(self.readers) + 1
        entry: SearchEntry = SearchEntry.objects.create(
            source=self.name,
            content_type=ContentType.objects.get_for_model(Group),
            object_id=key,
            kind=kind,
            language=language,
            translated_into=list(translated_into),
            title=title,
            draft_title=draft_title,
            label=label,
            text=text,
            date=day,
            expires_at=expires_at,
            version_id=version,
            digest="-",
            is_pending=False,
            changed_at=timezone.now(),
        )
        self.readers[key] = Audience(frozenset(readers), frozenset(but_not))
        years = [(Facet.YEAR, str(day.year))] if day else []
        for name, value in [(Facet.KIND, kind), *years, *facets]:
            EntryFacet.objects.create(entry=entry, name=name, value=value)
        return entry

    def fill(self) -> None:
        """Put everything into a new index, and that in use."""
        fill_index()

    def objects(self) -> QuerySet[Any]:
        return Group.objects.none()

    def entries(self, objects: Sequence[Any]) -> Iterable[Entry]:
        return ()

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        return {row.pk: self.readers[row.object_id] for row in rows}

    def seen(self, who: Viewer) -> Q:
        seen = [key for key, audience in self.readers.items() if self._shows(key, audience, who)]
        return Q(source=self.name, object_id__in=seen)

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        return {
            key: Shown(f"/{key[0]}/")
            for key in keys
            if self._shows(key[0], self.readers[key[0]], who)
        }

    def _shows(self, key: int, audience: Audience, who: Viewer) -> bool:
        return (
            key not in self.hidden
            and who.shares(audience.tokens)
            and not who.shares(audience.but_not)
        )


@pytest.fixture
def shelf(db: None, elasticsearch: object, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """An empty shelf, the only source there is; a busy machine may take its time to search it."""
    monkeypatch.setattr(client, "SEARCH_SECONDS", 20)
    shelf = Shelf()
    monkeypatch.setattr(registry, "_sources", {shelf.name: shelf})
    SearchEntry.objects.all().delete()
    return shelf


def ask(
    text: str,
    who: Viewer | None = None,
    *,
    language: str = "de",
    now: datetime | None = None,
    **more: Any,
) -> Found:
    """Return what is found, and check that Elasticsearch has answered."""
    found = find(Question(text, language, **more), who or Viewer(), now)
    assert not found.fell_back
    return found


def titles(found: Found) -> list[str]:
    """Return the titles of hits without marks."""
    return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in found.hits]
