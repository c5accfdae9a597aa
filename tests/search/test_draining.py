"""What changes reaches Elasticsearch: for certain, in the right order, and whoever sends it."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from portal.search.elastic import drain as draining
from portal.search.elastic.client import ElasticAway, worker
from portal.search.elastic.documents import documents_of
from portal.search.elastic.drain import drain
from portal.search.elastic.failures import Failure
from portal.search.elastic.rebuilding import rebuild
from portal.search.elastic.state import freshness, search_health
from portal.search.models import SearchEntry, SearchState
from tests.search.index_of_test import (
    block_writing,
    change,
    copy,
    index,
    indexes,
    take_away,
    there,
)
from tests.search.shelf import Shelf
from tests.search.shelf import shelf as shelf


def marked() -> set[int]:
    """Return the keys of the entries that Elasticsearch is still to be told of."""
    return set(SearchEntry.objects.pending().values_list("pk", flat=True))


@pytest.fixture(autouse=True)
def nothing_put_off() -> None:
    """Forget what another test's Elasticsearch refused."""
    draining._put_off.clear()


def failure() -> str:
    """Return what the state says is wrong."""
    return SearchState.objects.get(pk=1).failure


def test_what_is_new_and_what_changes_is_found_and_loses_its_mark(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    change(entry, "Beispiel zwei")
    new = shelf.put("Beispiel drei")
    SearchEntry.objects.filter(pk=new.pk).update(is_pending=True)
    assert drain() == 2
    assert there() == {entry.pk: "Beispiel zwei", new.pk: "Beispiel drei"}
    assert not marked()
    assert drain() == 0


def test_what_is_deleted_is_forgotten_and_its_row_goes(shelf: Shelf) -> None:
    entry, other = shelf.put("Beispiel eins"), shelf.put("Beispiel zwei")
    shelf.fill()
    take_away(entry)
    assert drain() == 1
    assert there() == {other.pk: "Beispiel zwei"}
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == {other.pk}


def test_what_elasticsearch_never_had_can_be_deleted(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel")
    shelf.fill()
    worker().delete(index=index(), id=str(entry.pk))
    take_away(entry)
    drain()
    assert not SearchEntry.objects.exists()


def test_what_changes_while_it_is_sent_keeps_its_mark(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    change(entry, "Beispiel zwei")
    sending = draining._send

    def slowly(rows: Any, building: str) -> Any:
        change(entry, "Beispiel drei")
        return sending(rows, building)

    with mock.patch.object(draining, "_send", slowly):
        drain()
    assert there() == {entry.pk: "Beispiel zwei"}
    assert marked() == {entry.pk}
    drain()
    assert there() == {entry.pk: "Beispiel drei"}
    assert not marked()


def test_what_comes_back_while_it_is_forgotten_stays(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    take_away(entry)
    sending = draining._send

    def slowly(rows: Any, building: str) -> Any:
        SearchEntry.objects.filter(pk=entry.pk).update(is_deleted=False)
        change(entry, "Beispiel zwei")
        return sending(rows, building)

    with mock.patch.object(draining, "_send", slowly):
        drain()
    drain()
    assert there() == {entry.pk: "Beispiel zwei"}


def test_a_worker_killed_between_sending_and_marking_costs_nothing(shelf: Shelf) -> None:
    entry, gone = shelf.put("Beispiel eins"), shelf.put("Beispiel zwei")
    shelf.fill()
    change(entry, "Beispiel drei")
    take_away(gone)
    with (
        mock.patch.object(draining, "settle", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        drain()
    assert marked() == {entry.pk, gone.pk}
    assert drain() == 2
    assert there() == {entry.pk: "Beispiel drei"}
    assert not marked()


def test_a_slow_worker_does_not_put_an_old_copy_over_a_new_one(shelf: Shelf) -> None:
    entry, gone = shelf.put("Beispiel eins"), shelf.put("Beispiel zwei")
    shelf.fill()
    change(entry, "alt")
    change(gone, "alt")
    sending = draining._send

    def late(rows: Any, building: str) -> Any:
        with mock.patch.object(draining, "_send", sending):
            change(entry, "neu")
            take_away(gone)
            drain()
        return sending(rows, building)

    with mock.patch.object(draining, "_send", late):
        drain()
    assert there() == {entry.pk: "neu"}
    assert not marked()


def test_what_was_never_committed_is_never_sent(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    with transaction.atomic():
        change(entry, "Beispiel zwei")
        transaction.set_rollback(True)
    assert drain() == 0
    assert there() == {entry.pk: "Beispiel eins"}


def test_an_older_database_put_back_is_sent_again(shelf: Shelf) -> None:
    entry, gone = shelf.put("Beispiel eins"), shelf.put("Beispiel zwei")
    shelf.fill()
    for _each in range(3):
        change(entry, "später")
    take_away(gone)
    drain()
    SearchEntry.objects.filter(pk=entry.pk).update(title="früher", revision=2, is_pending=True)
    gone.save(force_insert=True)
    SearchEntry.objects.filter(pk=gone.pk).update(is_pending=True)
    for _each in range(2):
        drain()
    assert there() == {entry.pk: "früher", gone.pk: "Beispiel zwei"}
    assert not marked()


def test_what_elasticsearch_refuses_holds_up_nothing_and_is_told(shelf: Shelf) -> None:
    bad, good = shelf.put("Beispiel eins"), shelf.put("Beispiel zwei")
    shelf.fill()
    change(bad, "Beispiel drei")
    change(good, "Beispiel vier")

    def spoilt(rows: list[SearchEntry]) -> dict[int, dict[str, Any]]:
        documents = documents_of(rows)
        return documents | {
            pk: {**document, "date": "niemals"}
            for pk, document in documents.items()
            if pk == bad.pk
        }

    with mock.patch.object(draining, "documents_of", spoilt):
        assert drain() == 1
        assert drain() == 0
    assert there()[good.pk] == "Beispiel vier"
    assert marked() == {bad.pk}
    assert failure() == Failure.REFUSED
    draining._put_off.clear()
    drain()
    assert there()[bad.pk] == "Beispiel drei"
    assert failure() == ""


def test_without_its_index_nothing_is_lost_and_none_is_made_by_accident(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    for name in indexes():
        worker().indices.delete(index=name)
    change(entry, "Beispiel zwei")
    with pytest.raises(ElasticAway) as caught:
        drain()
    assert caught.value.reason is Failure.MISSING
    assert indexes() == []
    assert marked() == {entry.pk}
    rebuild()
    assert there() == {entry.pk: "Beispiel zwei"}
    assert not marked()


def test_a_full_disk_keeps_the_marks_until_it_takes_writes_again(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    block_writing(index(), blocked=True)
    change(entry, "Beispiel zwei")
    with pytest.raises(ElasticAway) as caught:
        drain()
    assert caught.value.reason is Failure.READ_ONLY
    assert marked() == {entry.pk}
    health = search_health()
    assert (health.failure, health.backlog) == (Failure.READ_ONLY, 1)
    assert health.failing_since is not None
    block_writing(index(), blocked=False)
    assert drain() == 1
    health = search_health()
    assert (health.failure, health.failing_since, health.backlog) == ("", None, 0)


def test_an_elasticsearch_that_is_away_keeps_the_marks_and_the_hour_it_began(
    shelf: Shelf, settings: Settings
) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    change(entry, "Beispiel zwei")
    urls = settings.ELASTICSEARCH_URLS
    settings.ELASTICSEARCH_URLS = ("http://127.0.0.1:9",)
    since = set()
    for _each in range(2):
        with pytest.raises(ElasticAway):
            drain()
        since.add(SearchState.objects.get(pk=1).failing_since)
    assert len(since) == 1
    assert failure() == Failure.UNREACHABLE
    assert not search_health().reachable
    settings.ELASTICSEARCH_URLS = urls
    assert drain() == 1
    assert failure() == ""


def test_elasticsearch_is_asked_only_while_it_knows_nearly_everything(shelf: Shelf) -> None:
    now = timezone.now()
    entries = [shelf.put(f"Beispiel {number}") for number in range(3)]
    assert freshness(now).is_fresh
    SearchEntry.objects.filter(pk=entries[0].pk).update(
        is_pending=True, changed_at=now - timedelta(seconds=59)
    )
    state = freshness(now)
    assert state.is_fresh
    assert state.pending == {entries[0].pk}
    assert not freshness(now + timedelta(seconds=2)).is_fresh
    SearchEntry.objects.update(is_pending=True, changed_at=now)
    with mock.patch("portal.search.elastic.state.MOST_PENDING", 2):
        assert not freshness(now).is_fresh


def test_documents_cost_the_same_queries_for_one_and_for_many(
    shelf: Shelf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [shelf.put(f"Beispiel {n}", facets=[("topic", "arbeit")]) for n in range(20)]
    for some in (rows[:1], rows):
        with django_assert_num_queries(1):
            assert len(documents_of(some)) == len(some)


def test_an_entry_without_a_source_is_told_to_nobody(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel")
    SearchEntry.objects.update(source="fort")
    shelf.fill()
    document = copy(entry)["_source"]
    assert document["tokens"] == []
    assert document["title"] == "Beispiel"
