"""Keeping the list of what can be found: in the same transaction as the things themselves.

What is written here is what the database searches, and what Elasticsearch is told of afterwards;
nobody waits for that. All of it costs the same few queries for one object or for hundreds.
"""

import re
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import override

from portal.search.entries.database_index import forget_words, keep_words
from portal.search.entries.digests import digest_of, has_other_facets
from portal.search.entries.registry import Entry, Source, source_of
from portal.search.language import analysed
from portal.search.models import EntryFacet, Facet, SearchEntry
from portal.search.words import compound_words

CHUNK = 200
LONGEST_TITLE = 255
LONGEST_TEXT = 500_000
"""So much of a text is searched; a document that is longer is a book."""
_KEY = ["content_type", "object_id", "part"]
_WRITTEN = [
    field.name for field in SearchEntry._meta.concrete_fields if field.name not in {"id", *_KEY}
]


def enter(objects: Iterable[Model]) -> frozenset[int]:
    """Write what is found of some objects; return the keys of those where that changed.

    What has not changed costs the look alone: two or three queries for all of them. An object
    of which nothing is found any more leaves the list.
    """
    by_source: dict[str, list[Model]] = defaultdict(list)
    sources: dict[str, Source] = {}
    for obj in objects:
        source = source_of(type(obj))
        if source is not None:
            sources[source.name] = source
            by_source[source.name].append(obj)
    changed: set[int] = set()
    for name, found in by_source.items():
        for chunk in batched_list(found):
            changed |= _enter(sources[name], chunk)
    return frozenset(changed)


def leave(model: type[Model], keys: Collection[int]) -> None:
    """Take what is gone from the list: the objects of a model with these keys."""
    if source_of(model) is None:
        return
    rows = SearchEntry.objects.there().filter(
        content_type=_type_of(model), object_id__in=list(keys)
    )
    forget(rows.values_list("pk", flat=True))


def touch(path: str) -> None:
    """Say that what stands at or below a place of the tree may be for other people now."""
    touch_rows(SearchEntry.objects.filter(path__startswith=path))


def touch_rows(rows: QuerySet[SearchEntry]) -> None:
    """Say that some entries may be for other people now: Elasticsearch is told again.

    The database asks each time who may see something; without Elasticsearch nothing is to do.
    """
    if settings.ELASTICSEARCH_URLS:
        rows.update(is_pending=True, changed_at=timezone.now(), revision=_next_revision())


@transaction.atomic(savepoint=False)
def forget(keys: Iterable[int]) -> None:
    """Take rows out of the list; Elasticsearch forgets them by a row that says so."""
    gone = list(keys)
    if not gone:
        return
    forget_words(gone)
    rows = SearchEntry.objects.filter(pk__in=gone)
    EntryFacet.objects.filter(entry__in=gone)._raw_delete(rows.db)
    if settings.ELASTICSEARCH_URLS:
        empty = dict.fromkeys(("title", "draft_title", "label", "text", "digest"), "")
        rows.update(
            **empty,
            title_words="",
            text_words="",
            is_deleted=True,
            is_pending=True,
            changed_at=timezone.now(),
            revision=_next_revision(),
        )
    else:
        # Nothing else hangs on a row, and nobody listens: no need to read them first.
        rows._raw_delete(rows.db)


def batched_list(objects: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Return objects in lists that one query can take."""
    return (objects[start : start + CHUNK] for start in range(0, len(objects), CHUNK))


def _type_of(model: type[Model]) -> ContentType:
    source = source_of(model)
    base = source.model if source else model
    return ContentType.objects.get_for_model(base)


def _now_as_revision() -> int:
    return time.time_ns() // 1000


def _next_revision() -> Greatest:
    """Return the next revision: the time in microseconds, always greater than the one before.

    So two who write one row at once need not know of each other, and a row that came back is
    newer than what Elasticsearch has.
    """
    return Greatest(F("revision") + 1, Value(_now_as_revision()))


@transaction.atomic(savepoint=False)
def _enter(source: Source, objects: Sequence[Model]) -> set[int]:
    kind = ContentType.objects.get_for_model(source.model)
    keys = [obj.pk for obj in objects]
    there = SearchEntry.objects.filter(content_type=kind, object_id__in=keys)
    # Locked before the things are read: of two who write at once, the later one reads what the
    # earlier one did.
    locked = there.select_for_update(no_key=True).order_by("pk")
    known = {
        (row.object_id, row.part): row
        for row in locked.only(
            "object_id", "part", "digest", "revision", "is_deleted", "is_pending", "changed_at"
        )
    }
    with override(settings.LANGUAGE_CODE):
        entries = {(entry.object_id, entry.part): _tidy(entry) for entry in source.entries(objects)}
    digests = {key: digest_of(entry) for key, entry in entries.items()}
    changed = [
        key
        for key, digest in digests.items()
        if key not in known or known[key].is_deleted or known[key].digest != digest
    ]
    gone = [row for key, row in known.items() if key not in entries and not row.is_deleted]
    if changed:
        rows = _rows(
            source, kind, [(entries[key], digests[key], known.get(key)) for key in changed]
        )
        _write(rows, entries, known)
    forget(row.pk for row in gone)
    return {key for key, _part in changed} | {row.object_id for row in gone}


def _tidy(entry: Entry) -> Entry:
    """Return an entry as the database takes it, with the facets that every entry has."""
    facets = {(Facet.KIND.value, str(entry.kind)), *entry.facets}
    if entry.date:
        facets.add((Facet.YEAR.value, f"{entry.date:%Y}"))
    return replace(
        entry,
        title=_without_nul(entry.title)[:LONGEST_TITLE],
        draft_title=_without_nul(entry.draft_title)[:LONGEST_TITLE],
        label=_without_nul(entry.label)[:LONGEST_TITLE],
        text=_without_nul(entry.text)[:LONGEST_TEXT],
        facets=frozenset((str(name), str(value)[:100]) for name, value in facets),
    )


def _without_nul(text: str) -> str:
    return text.replace("\0", " ").strip()


def _rows(
    source: Source, kind: ContentType, changed: Iterable[tuple[Entry, str, SearchEntry | None]]
) -> list[SearchEntry]:
    compounds = compound_words()
    now, revision = timezone.now(), _now_as_revision()
    is_told = bool(settings.ELASTICSEARCH_URLS)
    rows = []
    for entry, digest, before in changed:
        row = SearchEntry(
            source=source.name,
            content_type=kind,
            object_id=entry.object_id,
            part=entry.part,
            kind=entry.kind,
            language=entry.language,
            translated_into=sorted(entry.translated_into),
            title=entry.title,
            draft_title=entry.draft_title,
            label=entry.label,
            text=entry.text,
            date=entry.date,
            expires_at=entry.expires_at,
            path=entry.path,
            version_id=entry.version,
            digest=digest,
            revision=max(revision, before.revision + 1) if before else revision,
            is_pending=is_told,
            changed_at=before.changed_at if is_told and before and before.is_pending else now,
        )
        _set_words(row, compounds)
        rows.append(row)
    return rows


def _write(
    rows: list[SearchEntry],
    entries: dict[tuple[int, str], Entry],
    known: dict[tuple[int, str], SearchEntry],
) -> None:
    # One statement for new and old: somebody else may just have made a row of the same thing.
    SearchEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=_KEY, update_fields=_WRITTEN
    )
    refaceted = []
    for row in rows:
        before = known.get((row.object_id, row.part))
        if before is None or has_other_facets(before.digest, row.digest):
            refaceted.append(row)
    old = [row.pk for row in refaceted if (row.object_id, row.part) in known]
    if old:
        EntryFacet.objects.filter(entry__in=old)._raw_delete(EntryFacet.objects.db)
    EntryFacet.objects.bulk_create(
        [
            EntryFacet(entry=row, name=name, value=value)
            for row in refaceted
            for name, value in sorted(entries[row.object_id, row.part].facets)
        ],
        ignore_conflicts=True,
    )
    keep_words(rows)


def compound_changed(word: str) -> int:
    """Look again at the entries that a part of words may stand in; return how many changed.

    To be called when it was taught, or is no longer. Elasticsearch has words of its own, which
    go with its index.
    """
    compounds = compound_words()
    # Of a word with umlauts, the longest piece without: databases fold nothing else alike.
    piece = max(re.split(r"[^A-Za-z]", word), key=len)
    there = SearchEntry.objects.there().filter(Q(title__icontains=piece) | Q(text__icontains=piece))
    keys = list(there.order_by("pk").values_list("pk", flat=True))
    return sum(_words_of_lot(lot, compounds) for lot in batched_list(keys))


@transaction.atomic(savepoint=False)
def _words_of_lot(keys: Sequence[int], compounds: frozenset[str]) -> int:
    rows = SearchEntry.objects.filter(pk__in=keys).select_for_update(no_key=True).order_by("pk")
    changed = []
    for row in rows:
        before = row.title_words, row.text_words
        _set_words(row, compounds)
        if (row.title_words, row.text_words) != before:
            changed.append(row)
    SearchEntry.objects.bulk_update(changed, ["title_words", "text_words"])
    if changed:
        keep_words(changed)
    return len(changed)


def _set_words(row: SearchEntry, compounds: frozenset[str]) -> None:
    row.title_words = analysed(f"{row.title}\n{row.label}", row.language, compounds)
    row.text_words = analysed(row.text, row.language, compounds)
