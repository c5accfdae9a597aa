"""Whether what is found of something has changed. Pure."""

import hashlib
import json
from functools import cache
from pathlib import Path

from portal.search import language
from portal.search.entries.registry import Entry

HALF = 32
"""Characters of a digest for the content, and as many for the facets."""


def digest_of(entry: Entry) -> str:
    """Return what tells two entries apart: first their content, then their facets."""
    content = (
        _way_of_words(),
        entry.kind,
        entry.language,
        sorted(entry.translated_into),
        entry.title,
        entry.draft_title,
        entry.label,
        entry.text,
        str(entry.date or ""),
        entry.expires_at.timestamp() if entry.expires_at else "",
        entry.path,
        entry.version,
        entry.standing,
    )
    return _hash(content) + _hash(sorted(entry.facets))


def has_other_facets(one: str, other: str) -> bool:
    """Whether two digests are of different facets."""
    return one[HALF:] != other[HALF:]


@cache
def _way_of_words() -> str:
    """Return what tells two ways to take words apart: with another one, all are written anew."""
    files = sorted(Path(language.__file__).parent.glob("*.[pt][yx]*"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _hash(data: object) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False).encode()).hexdigest()[:HALF]
