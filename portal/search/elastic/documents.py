"""The copies that Elasticsearch gets of the entries."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from portal.search.elastic.definition import texts
from portal.search.entries.registry import Audience, all_sources
from portal.search.models import EntryFacet, Facet, SearchEntry

NOBODY = Audience(tokens=frozenset())
Document = dict[str, Any]


def documents_of(rows: Sequence[SearchEntry]) -> dict[int, Document]:
    """Return the documents of some entries, by their keys.

    One query for all facets, and for each source what it needs to say who is told. An entry
    whose source is gone is told to nobody. `fingerprint` is the hash of the rest: by it a copy
    is compared with what it should be.
    """
    facets = _facets(rows)
    audiences = _audiences(rows)
    return {row.pk: _document(row, facets[row.pk], audiences.get(row.pk, NOBODY)) for row in rows}


def _facets(rows: Sequence[SearchEntry]) -> dict[int, dict[str, list[str]]]:
    values: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    found = EntryFacet.objects.filter(entry__in=[row.pk for row in rows])
    for entry, name, value in found.values_list("entry_id", "name", "value").order_by("value"):
        values[entry][name].append(value)
    return values


def _audiences(rows: Iterable[SearchEntry]) -> dict[int, Audience]:
    by_source: dict[str, list[SearchEntry]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    audiences: dict[int, Audience] = {}
    for source in all_sources():
        if theirs := by_source.get(source.name):
            audiences |= source.audiences(theirs)
    return audiences


def _document(row: SearchEntry, facets: dict[str, list[str]], audience: Audience) -> Document:
    document = {
        "entry": row.pk,
        "source": row.source,
        "object_id": row.object_id,
        "part": row.part,
        "kind": row.kind,
        "language": row.language,
        "translated_into": row.translated_into,
        "draft_title": row.draft_title,
        "date": row.date.isoformat() if row.date else None,
        "expires_at": row.expires_at.isoformat() if row.expires_at else None,
        "path": row.path,
        "version": row.version_id,
        "tokens": sorted(audience.tokens),
        "but_not": sorted(audience.but_not),
        **texts(row.language, row.title, row.label, row.text),
        **{name: facets.get(name, []) for name in Facet.values if name != Facet.KIND},
    }
    return {**document, "fingerprint": _fingerprint(document)}


def _fingerprint(document: Document) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
