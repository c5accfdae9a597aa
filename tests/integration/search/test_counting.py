"""What people look for is counted, and nothing about who they are."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from portal.search.asking.answer import Found
from portal.search.asking.question import Order, Question
from portal.search.models import SearchCount
from portal.search.statistics import count_click, count_missed, count_search, counting
from portal.search.statistics.privacy import key_of

pytestmark = pytest.mark.django_db


def search(text: str, *, results: int = 1, is_staff: bool = False) -> None:
    count_search(Question(text), Found([], results), is_staff=is_staff)


def test_searches_are_counted_by_day_and_by_who_can_see_more() -> None:
    search("Sprachkurs")
    search(" sprachkurs ", results=0)
    search("Sprachkurs", is_staff=True)
    visitors = SearchCount.objects.get(is_staff=False)
    assert (visitors.searches, visitors.without_result) == (2, 1)
    assert visitors.day == timezone.localdate()
    assert SearchCount.objects.get(is_staff=True).searches == 1


def test_words_are_written_down_only_once_five_searches_had_them() -> None:
    SearchCount.objects.create(
        day=timezone.localdate() - timedelta(days=3), key=key_of("duldung"), searches=2
    )
    search("Duldung")
    search("Duldung", is_staff=True)
    assert set(SearchCount.objects.values_list("words", flat=True)) == {""}
    search("duldung")
    assert set(SearchCount.objects.values_list("words", flat=True)) == {"duldung"}


def test_what_was_asked_for_long_ago_makes_no_words_frequent() -> None:
    SearchCount.objects.create(
        day=timezone.localdate() - timedelta(days=30), key=key_of("duldung"), searches=9
    )
    search("Duldung")
    assert not SearchCount.objects.exclude(words="").exists()


def test_addresses_and_numbers_are_counted_together_and_never_written_down() -> None:
    for number in range(8):
        search("jemand@example.org")
        search(f"030 23125 00{number}")
    kept = SearchCount.objects.get()
    assert (kept.searches, kept.words, kept.key) == (16, "", key_of(""))


def test_turning_pages_narrowing_and_sorting_is_no_new_search() -> None:
    for question in (
        Question("Duldung", page=2),
        Question("Duldung", filters=frozenset({("kind", "office")})),
        Question("Duldung", order=Order.NEWEST),
        Question("Duldung", past=True),
        Question(" \x00 "),
    ):
        count_search(question, Found([], 3), is_staff=False)
    assert not SearchCount.objects.exists()


def test_a_click_counts_for_a_search_of_today_or_yesterday_and_never_more_than_there_were() -> None:
    count_click("Duldung", is_staff=False)
    assert not SearchCount.objects.exists()
    search("Duldung")
    count_click("duldung ", is_staff=False)
    count_click("duldung", is_staff=False)
    count_missed("Duldung", is_staff=False)
    kept = SearchCount.objects.get()
    assert (kept.searches, kept.clicks, kept.missed) == (1, 1, 1)
    SearchCount.objects.update(day=timezone.localdate() - timedelta(days=1), clicks=0)
    count_click("Duldung", is_staff=False)
    assert SearchCount.objects.get().clicks == 1


def test_nobody_fills_the_table_by_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_ROWS_A_DAY", 3)
    for number in range(20):
        search(f"unsinn {chr(97 + number)}")
    assert SearchCount.objects.count() == 4
    assert SearchCount.objects.get(key=key_of("")).searches == 17
    assert not SearchCount.objects.exclude(words="").exists()


def test_a_busy_database_costs_a_count_and_never_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "_count", busy)
    search("Duldung")
    assert not SearchCount.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone()[0] != counting.PATIENCE_MS
