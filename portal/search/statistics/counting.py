"""Counting searches, clicks and what was missed: never in the way of an answer."""

import logging
from datetime import date, timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from portal.search.asking.answer import Found
from portal.search.asking.question import Order, Question
from portal.search.models import SearchCount
from portal.search.statistics.privacy import (
    OFTEN,
    WITHIN_DAYS,
    counted_words,
    key_of,
    may_be_kept,
)

MOST_ROWS_A_DAY = 5_000
"""How many different searches of a day are told apart: nobody fills the database by asking."""
PATIENCE_MS = 200
"""How long a count waits for the database."""

logger = logging.getLogger(__name__)


def count_search(question: Question, found: Found, *, is_staff: bool) -> None:
    """Count a search, with or without a result.

    Turning pages, narrowing and sorting is no new search. Words that nobody may keep are
    counted all together. A count that the database cannot take at once is left out.
    """
    words = counted_words(question.text)
    again = question.page > 1 or question.filters or question.order != Order.BEST or question.past
    if words and not again:
        _without_waiting(_count, words, is_staff=is_staff, is_empty=not found.total)


def count_click(text: str, *, is_staff: bool) -> None:
    """Count that somebody opened a result of what was asked for with `text`.

    Only of what was looked for today or yesterday, and once for each search at most.
    """
    _without_waiting(_add, counted_words(text), "clicks", is_staff=is_staff)


def count_missed(text: str, *, is_staff: bool) -> None:
    """Count that what was found for `text` is not what somebody looked for; like a click."""
    _without_waiting(_add, counted_words(text), "missed", is_staff=is_staff)


def _without_waiting(count: Any, *args: Any, **kwargs: Any) -> None:
    """Count, unless somebody else holds the table: nobody waits for statistics."""
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        if is_sqlite:
            cursor.execute("PRAGMA busy_timeout")
            usual = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            with transaction.atomic():
                if not is_sqlite:
                    cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
                count(*args, **kwargs)
        except OperationalError:
            logger.info("A search was not counted: the database was busy.")
        finally:
            if is_sqlite:
                cursor.execute(f"PRAGMA busy_timeout={usual}")


def _count(words: str, *, is_staff: bool, is_empty: bool) -> None:
    today = timezone.localdate()
    key = _key(words, today)
    row = SearchCount.objects.filter(day=today, key=key, is_staff=is_staff)
    more = {"searches": F("searches") + 1, "without_result": F("without_result") + int(is_empty)}
    if not row.update(**more):
        fresh = SearchCount(day=today, key=key, is_staff=is_staff)
        SearchCount.objects.bulk_create([fresh], ignore_conflicts=True)
        row.update(**more)
    if key == key_of(words):
        _write_down(words, key, today)


def _key(words: str, today: date) -> str:
    """Return under which key words are counted: the one for all if they may not be told apart."""
    common = key_of("")
    if not may_be_kept(words):
        return common
    key = key_of(words)
    of_today = SearchCount.objects.filter(day=today)
    if of_today.filter(key=key).exists():
        return key
    return key if of_today.count() < MOST_ROWS_A_DAY else common


def _write_down(words: str, key: str, today: date) -> None:
    """Write the words down once enough searches of the last weeks had them."""
    rows = SearchCount.objects.filter(key=key, day__gt=today - timedelta(days=WITHIN_DAYS))
    known = list(rows.values_list("searches", "words"))
    is_frequent = sum(searches for searches, _words in known) >= OFTEN
    if is_frequent and not all(kept for _searches, kept in known):
        rows.filter(words="").update(words=words)


def _add(words: str, field: str, *, is_staff: bool) -> None:
    key = key_of(words if may_be_kept(words) else "")
    today = timezone.localdate()
    for day in (today, today - timedelta(days=1)):
        rows = SearchCount.objects.filter(day=day, key=key, is_staff=is_staff)
        if rows.filter(**{f"{field}__lt": F("searches")}).update(**{field: F(field) + 1}):
            return
