"""From the rows of an engine to what is shown: the database has the last word."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from portal.core.visibility import Viewer
from portal.search.asking.answer import Hit, Row, Suggestion
from portal.search.entries.registry import Shown, all_sources
from portal.search.kinds import Kind
from portal.search.models import SearchEntry

EXCERPT_LENGTH = 240


def hits_of(rows: Sequence[Row], who: Viewer) -> list[Hit]:
    """Return the rows as hits, in the same order, without those the reader may not see.

    Highlights of an entry that has changed since the engine read it are not shown. One query
    for the entries and a constant number for each kind of thing.
    """
    entries = _entries(row.entry for row in rows)
    shown = shown_entries(entries.values(), who)
    return [_hit(row, entries[row.entry], shown[row.entry]) for row in rows if row.entry in shown]


def suggestions_of(keys: Sequence[int], who: Viewer) -> list[Suggestion]:
    """Return entries as something to jump to, in the same order, none twice."""
    entries = _entries(keys)
    shown = shown_entries(entries.values(), who)
    found = {
        (entries[key].title, shown[key].url): Suggestion(
            entries[key].title, shown[key].url, kind_name(entries[key].kind), shown[key].notes
        )
        for key in keys
        if key in shown
    }
    return list(found.values())


def shown_entries(entries: Iterable[SearchEntry], who: Viewer) -> dict[int, Shown]:
    """Return how entries are shown, by their keys; what the reader may not see is missing."""
    by_source: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for entry in entries:
        by_source[entry.source][entry.object_id, entry.part] = entry.pk
    shown: dict[int, Shown] = {}
    for source in all_sources():
        keys = by_source.get(source.name, {})
        if keys:
            found = source.shown(list(keys), who)
            shown |= {keys[key]: how for key, how in found.items()}
    return shown


def kind_name(kind: str) -> str:
    """Return what people call a kind."""
    return str(Kind(kind).label) if kind in Kind.values else kind


def _entries(keys: Iterable[int]) -> dict[int, SearchEntry]:
    there = SearchEntry.objects.there().defer("title_words", "text_words", "draft_title")
    found: dict[int, SearchEntry] = there.in_bulk(list(keys))
    return found


def _hit(row: Row, entry: SearchEntry, shown: Shown) -> Hit:
    is_same = row.revision in (None, entry.revision)
    return Hit(
        entry=entry.pk,
        key=str(entry.pk),
        title=row.title if is_same and row.title else escape(entry.title),
        url=shown.url,
        kind=entry.kind,
        kind_name=kind_name(entry.kind),
        excerpt=row.excerpt if is_same and row.excerpt else _beginning(entry.text),
        notes=shown.notes,
        date=entry.date,
        language=entry.language,
    )


def _beginning(text: str) -> SafeString:
    return escape(Truncator(" ".join(text[: EXCERPT_LENGTH * 4].split())).chars(EXCERPT_LENGTH))
