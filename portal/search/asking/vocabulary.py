"""The words of what everybody may see, kept at hand to notice typing mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from django.core.cache import caches
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from portal.core.visibility import Viewer
from portal.search.asking.scope import Scope
from portal.search.asking.telling import told_in_all_languages
from portal.search.language.spelling import Vocabulary

SECONDS = 600
MOST_SIGNS = 8_000_000
"""Of the analysed texts that are read: so many take a third of a second, once in ten minutes."""
KEY = "search-vocabulary"


@dataclass
class _Kept:
    """What this process has read, and the mark in the cache under which it did."""

    mark: str = ""
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}, 0))


_kept = _Kept()


def vocabulary() -> Vocabulary:
    """Return the words of what everybody may see, at most ten minutes old.

    Only public entries are read: a correction never gives away what somebody must not know.
    """
    mark = caches["memory"].get(KEY)
    if mark is None or mark != _kept.mark:
        _kept.vocabulary = Vocabulary.of(_texts())
        _kept.mark = uuid4().hex
        caches["memory"].set(KEY, _kept.mark, SECONDS)
    return _kept.vocabulary


def forget() -> None:
    """Read the words anew when they are next needed."""
    caches["memory"].delete(KEY)


def _texts() -> Iterator[str]:
    everybody = Scope(Viewer(), "de", timezone.now(), None)
    words = Concat("title_words", Value(" "), "text_words", output_field=TextField())
    signs = 0
    entries = told_in_all_languages(everybody).order_by("pk")
    for text in entries.values_list(words, flat=True).iterator():
        yield text
        signs += len(text)
        if signs > MOST_SIGNS:
            break
