"""What the index looks like: analyzers and fields.

Each text goes into a field for its language, where it is found by its stems, and from there into
fields that know no language: `words` (everything as whole words, folded), `short_names` (what is
written in capitals, like IM), `prefix` (the beginnings of the words of title and label) and
`as_written` (for spelling, umlauts kept).
"""

import hashlib
import json

from portal.search.elastic.analysis import LANGUAGES, Json, analysis, field_language
from portal.search.words import compound_words

KEYWORDS = (
    "source",
    "kind",
    "part",
    "language",
    "translated_into",
    "tokens",
    "but_not",
    "organisation",
    "topic",
    "municipality",
    "year",
    "path",
)
NUMBERS = ("entry", "object_id", "version")
SETTINGS: Json = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    "max_result_window": 1_200,
}
"""One shard holds many times what a district writes, and scores the same everywhere."""


def definition() -> Json:
    """Return the body that makes an index: `settings` and `mappings` (one query)."""
    return {
        "settings": {**SETTINGS, "analysis": analysis(compound_words())},
        "mappings": {"dynamic": False, "properties": _fields()},
    }


def definition_hash() -> str:
    """Return the hash of the definition: another one asks for a rebuild (one query)."""
    text = json.dumps(definition(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def texts(language: str, title: str, label: str, text: str) -> dict[str, str]:
    """Return the fields of a document in which its words are found."""
    code = field_language(language)
    return {"title": title, "label": label, f"title_{code}": title, f"text_{code}": text}


def _fields() -> Json:
    fields: Json = {name: {"type": "keyword", "ignore_above": 255} for name in KEYWORDS}
    fields |= {name: {"type": "long"} for name in NUMBERS}
    fields |= {name: {"type": "date"} for name in ("date", "expires_at")}
    for code in LANGUAGES:
        fields[f"title_{code}"] = _stemmed(code)
        fields[f"text_{code}"] = _stemmed(code) | {
            "copy_to": ["words", "short_names", "as_written"]
        }
    beginnings = {"type": "text", "analyzer": "beginning", "search_analyzer": "folded"}
    return fields | {
        "title": {
            "type": "text",
            "analyzer": "folded",
            "copy_to": ["words", "short_names", "prefix", "as_written"],
            "fields": {"whole": {"type": "keyword", "normalizer": "as_one", "ignore_above": 255}},
        },
        "label": {
            "type": "text",
            "analyzer": "folded",
            "copy_to": ["words", "short_names", "prefix"],
            "fields": {"stems": _stemmed("de")},
        },
        "draft_title": {
            **_stemmed("de"),
            "fields": {
                "exact": {"type": "text", "analyzer": "folded"},
                "prefix": {**beginnings, "norms": False},
            },
        },
        "prefix": {**beginnings, "norms": False},
        "words": {
            "type": "text",
            "analyzer": "folded",
            "index_prefixes": {"min_chars": 3, "max_chars": 10},
        },
        "short_names": {"type": "text", "analyzer": "short_names", "norms": False},
        "as_written": {"type": "text", "analyzer": "as_written", "norms": False},
    }


def _stemmed(code: str) -> Json:
    """Return a text field; it keeps where words stand, so that marking needs no new analysis."""
    return {
        "type": "text",
        "analyzer": f"{code}_read",
        "search_analyzer": f"{code}_asked",
        "index_options": "offsets",
    }
