"""What the search knows about words: the curated list and what the coordination has taught it.

Both are asked for with one small query each time: what is taught counts at once, in every
process. What is made of the rows is kept for as long as they stay the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from portal.search.language import curated_compounds
from portal.search.models import CompoundWord, Synonyms
from portal.search.words.groups import read_group

Groups = tuple[tuple[str, ...], ...]

_tried: ContextVar[Groups | None] = ContextVar("tried synonyms", default=None)


def synonym_groups() -> Groups:
    """Return the groups of words that mean the same, as they were typed: (("MBE", "Migra…"), …).

    Only those that hold, each of two words or phrases at least. One query.
    """
    tried = _tried.get()
    if tried is not None:
        return tried
    rows = Synonyms.objects.filter(is_active=True).order_by("pk").values_list("words", flat=True)
    return _read_groups(tuple(rows))


def compound_words() -> frozenset[str]:
    """Return the words that longer ones are made of, curated and taught, as they were written.

    One query.
    """
    rows = CompoundWord.objects.order_by("pk").values_list("word", flat=True)
    return _joined(tuple(rows))


@contextmanager
def trying(groups: Groups) -> Iterator[None]:
    """Let searches inside the block go by other groups, as if they had been taught already."""
    token = _tried.set(groups)
    try:
        yield
    finally:
        _tried.reset(token)


@lru_cache(maxsize=4)
def _read_groups(rows: tuple[str, ...]) -> Groups:
    groups = (read_group(row) for row in rows)
    return tuple(group for group in groups if len(group) > 1)


@lru_cache(maxsize=4)
def _joined(rows: tuple[str, ...]) -> frozenset[str]:
    return curated_compounds() | frozenset(rows)
