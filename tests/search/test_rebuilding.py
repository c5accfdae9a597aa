"""The index is made anew while it is searched and written to, and whatever breaks on the way."""

from collections.abc import Callable
from threading import Event
from typing import Any
from unittest import mock

import pytest
from django.core.cache import caches

from portal.search.elastic import drain as draining
from portal.search.elastic import indexes as index_names
from portal.search.elastic import rebuilding
from portal.search.elastic.client import worker
from portal.search.elastic.documents import documents_of
from portal.search.elastic.drain import drain
from portal.search.elastic.rebuilding import (
    RebuildFailed,
    RebuildUnderWay,
    abandon_killed,
    is_needed,
    rebuild,
)
from portal.search.models import SearchEntry, SearchState
from tests.search.index_of_test import change, index, indexes, take_away, there
from tests.search.shelf import Shelf
from tests.search.shelf import shelf as shelf


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody searches here while an index is exchanged."""
    monkeypatch.setattr(rebuilding, "LAST_SEARCHES_SECONDS", 0)


def after_each_lot(monkeypatch: pytest.MonkeyPatch, act: Callable[[int], None]) -> None:
    """Have entries filled one by one, and something done after each of them."""
    monkeypatch.setattr(rebuilding, "AT_ONCE", 1)
    keep_up = rebuilding._keep_up
    done = iter(range(1000))

    def kept() -> None:
        act(next(done))
        keep_up()

    monkeypatch.setattr(rebuilding, "_keep_up", kept)


def state() -> SearchState:
    """Return the state as it is kept."""
    return SearchState.objects.get(pk=1)


def test_an_index_is_made_where_there_is_none_and_only_then(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel")
    SearchEntry.objects.update(is_pending=True)
    assert is_needed()
    assert rebuild() == 1
    assert not is_needed()
    assert there() == {entry.pk: "Beispiel"}
    assert not SearchEntry.objects.pending().exists()
    assert state().rebuilt_at is not None
    assert state().building == ""


def test_another_definition_asks_for_a_new_index(shelf: Shelf) -> None:
    rebuild()
    with mock.patch.object(rebuilding, "definition_hash", return_value="anders"):
        assert is_needed()


def test_who_searches_meanwhile_finds_everything_in_one_index(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {shelf.put(f"Beispiel {number}").pk for number in range(4)}
    shelf.fill()
    found: list[set[int]] = []
    after_each_lot(monkeypatch, lambda _number: found.append(set(there())))
    exchange = index_names.put_in_use

    def watched(*args: Any) -> Any:
        found.append(set(there()))
        before = exchange(*args)
        found.append(set(there()))
        return before

    monkeypatch.setattr(index_names, "put_in_use", watched)
    rebuild()
    assert found == [entries] * 6
    assert len(indexes()) == 1


def test_what_is_written_meanwhile_is_in_both_indexes(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (shelf.put(f"Beispiel {number}") for number in range(3))
    shelf.fill()
    new: list[SearchEntry] = []

    def write(number: int) -> None:
        if number == 0:
            change(first, "später geändert")  # filled already
            change(third, "vorher geändert")  # not yet
            new.append(shelf.put("neu"))
            SearchEntry.objects.filter(pk=new[0].pk).update(is_pending=True)
        if number == 1:
            assert there()[first.pk] == "später geändert"  # found before the exchange, too
            take_away(second)
            take_away(third)

    after_each_lot(monkeypatch, write)
    rebuild()
    expected = {first.pk: "später geändert", new[0].pk: "neu"}
    assert there() == expected
    drain()
    assert there() == expected
    assert not SearchEntry.objects.pending().exists()


def test_a_worker_that_hung_for_a_whole_rebuild_changes_nothing(shelf: Shelf) -> None:
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
            rebuild()
        return sending(rows, building)

    with mock.patch.object(draining, "_send", late):
        drain()
    assert there() == {entry.pk: "neu"}


def test_a_killed_rebuild_leaves_the_index_in_use_and_is_cleared_away(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = shelf.put("Beispiel eins")
    shelf.fill()
    in_use = indexes()
    with (
        mock.patch.object(rebuilding, "_give_up"),
        mock.patch.object(rebuilding, "_exchange", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        rebuild()
    assert len(indexes()) == 2
    assert not abandon_killed()  # it may still be alive
    with pytest.raises(RebuildUnderWay):
        rebuild()
    change(entry, "Beispiel zwei")
    assert drain() == 1
    caches["shared"].delete(rebuilding.ALIVE)
    assert abandon_killed()
    assert indexes() == in_use
    assert state().building == ""
    assert there() == {entry.pk: "Beispiel zwei"}


def test_the_next_rebuild_removes_what_killed_ones_left(shelf: Shelf) -> None:
    shelf.put("Beispiel")
    shelf.fill()
    left = f"{index()}-20200101000000000000"
    other = f"{index()}-2-20200101000000000000"  # of a portal that is called nearly the same
    for name in (left, other):
        worker().indices.create(index=name)
    SearchState.objects.update(building=left)
    rebuild()
    assert left not in indexes()
    assert other in indexes()
    assert len(indexes()) == 2


def test_writing_goes_on_when_the_index_being_filled_disappears(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = shelf.put("Beispiel eins"), shelf.put("Beispiel zwei")
    shelf.fill()

    def spoil(_number: int) -> None:
        worker().indices.delete(index=state().building)
        change(first, "Beispiel drei")

    after_each_lot(monkeypatch, spoil)
    with pytest.raises(RebuildFailed):
        rebuild()
    assert there() == {first.pk: "Beispiel drei", second.pk: "Beispiel zwei"}
    assert not SearchEntry.objects.pending().exists()
    assert state().building == ""


def test_who_is_told_to_stop_leaves_everything_as_it_was(shelf: Shelf) -> None:
    shelf.put("Beispiel")
    shelf.fill()
    before = indexes()
    stop = Event()
    stop.set()
    with pytest.raises(RebuildFailed):
        rebuild(stop=stop)
    assert indexes() == before
    assert state().building == ""


def test_an_index_that_was_made_by_accident_under_the_name_gives_way(shelf: Shelf) -> None:
    entry = shelf.put("Beispiel")
    worker().indices.create(index=index())
    assert is_needed()
    rebuild()
    assert not is_needed()
    assert there() == {entry.pk: "Beispiel"}
    assert len(indexes()) == 1


def test_what_is_refused_stops_no_rebuild_and_keeps_its_mark(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = shelf.put("Beispiel eins"), shelf.put("Beispiel zwei")

    def spoilt(rows: list[SearchEntry]) -> dict[int, dict[str, Any]]:
        documents = documents_of(rows)
        documents[bad.pk]["date"] = "niemals"
        return documents

    monkeypatch.setattr(rebuilding, "documents_of", spoilt)
    monkeypatch.setattr(rebuilding, "_keep_up", lambda: None)
    assert rebuild() == 1
    assert there() == {good.pk: "Beispiel zwei"}
    assert list(SearchEntry.objects.pending()) == [bad]
