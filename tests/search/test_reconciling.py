"""Whatever became wrong in the index, and however, is found and put right."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group

from portal.core.visibility import PUBLIC, group_token
from portal.search.elastic import reconciling
from portal.search.elastic.client import worker
from portal.search.elastic.drain import drain
from portal.search.elastic.reconciling import reconcile
from portal.search.entries.registry import Audience
from portal.search.models import SearchEntry, SearchState
from tests.search.index_of_test import change, copy, index, take_away, there
from tests.search.shelf import Shelf
from tests.search.shelf import shelf as shelf


@pytest.fixture(autouse=True)
def in_small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few entries need several lots."""
    monkeypatch.setattr(reconciling, "AT_ONCE", 2)
    monkeypatch.setattr(reconciling, "PAGE", 2)


@pytest.fixture
def five(shelf: Shelf) -> list[SearchEntry]:
    """Five entries that Elasticsearch has."""
    entries = [shelf.put(f"Beispiel {number}") for number in range(5)]
    shelf.fill()
    return entries


def mend() -> int:
    """Compare, send what was found, and return how much that was."""
    found = reconcile()
    while SearchEntry.objects.pending().exists():
        drain()
    return found


def overwrite(entry: SearchEntry, version: int, **fields: object) -> None:
    """Put another document into the index, behind the portal's back."""
    document = copy(entry)["_source"] | fields
    worker().index(
        index=index(), id=str(entry.pk), document=document, version=version, version_type="external"
    )


def test_where_nothing_differs_nothing_is_sent(five: list[SearchEntry]) -> None:
    assert mend() == 0
    state = SearchState.objects.get(pk=1)
    assert state.reconcile_found == 0
    assert state.reconciled_at is not None
    assert {copy(entry)["_version"] for entry in five} == {1}


def test_what_is_missing_comes_back(five: list[SearchEntry]) -> None:
    for entry in (five[0], five[3]):
        worker().delete(index=index(), id=str(entry.pk))
    assert mend() == 2
    assert set(there()) == {entry.pk for entry in five}
    assert SearchState.objects.get(pk=1).reconcile_found == 2
    assert mend() == 0


def test_an_index_that_fell_back_catches_up(five: list[SearchEntry]) -> None:
    SearchEntry.objects.filter(pk=five[1].pk).update(title="neu", revision=7)
    assert mend() == 1
    assert there()[five[1].pk] == "neu"
    assert mend() == 0


def test_a_database_that_fell_back_wins(five: list[SearchEntry]) -> None:
    overwrite(five[2], version=50, title="aus der Zukunft", title_de="aus der Zukunft")
    assert mend() == 1
    assert there()[five[2].pk] == "Beispiel 2"
    assert mend() == 0


def test_a_copy_with_other_content_is_replaced(five: list[SearchEntry]) -> None:
    SearchEntry.objects.filter(pk=five[4].pk).update(title="an allen Signalen vorbei")
    assert mend() == 1
    assert there()[five[4].pk] == "an allen Signalen vorbei"


def test_a_copy_that_is_told_to_the_wrong_people_is_replaced(
    shelf: Shelf, five: list[SearchEntry]
) -> None:
    token = group_token(Group.objects.create(name="Beispielgruppe").pk)
    shelf.readers[five[0].object_id] = Audience(frozenset({token}))
    shelf.readers[five[1].object_id] = Audience(frozenset({PUBLIC}), frozenset({token}))
    assert mend() == 2
    assert copy(five[0])["_source"]["tokens"] == [token]
    assert copy(five[1])["_source"]["but_not"] == [token]


def test_a_document_without_an_entry_goes(five: list[SearchEntry]) -> None:
    SearchEntry.objects.filter(pk__in=[five[0].pk, five[4].pk]).delete()
    assert mend() == 2
    assert set(there()) == {entry.pk for entry in five[1:4]}


def test_what_waits_to_be_sent_is_not_counted_as_wrong(five: list[SearchEntry]) -> None:
    change(five[0], "neu")
    take_away(five[1])
    SearchEntry.objects.filter(pk=five[2].pk).update(is_pending=True)
    worker().delete(index=index(), id=str(five[2].pk))
    assert mend() == 0
    assert set(there()) == {entry.pk for entry in five if entry != five[1]}


def test_what_is_sent_while_it_compares_is_not_counted_as_wrong(
    five: list[SearchEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = reconciling._chunks

    def meanwhile() -> Iterator[list[SearchEntry]]:
        for rows in chunks():
            yield rows
            if rows[0].pk == five[0].pk:
                change(five[1], "neu")  # compared already
                change(five[3], "neu")  # not yet
                take_away(five[4])
                drain()

    monkeypatch.setattr(reconciling, "_chunks", meanwhile)
    assert mend() == 0
    assert there()[five[1].pk] == there()[five[3].pk] == "neu"
    assert five[4].pk not in there()


def test_what_is_written_while_it_is_removed_stays(
    five: list[SearchEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = five[0]
    SearchEntry.objects.filter(pk=stranger.pk).delete()
    client = worker()
    look = client.mget

    def meanwhile(**asked: Any) -> Any:
        found = look(**asked)
        overwrite(stranger, version=9)
        return found

    monkeypatch.setattr(client, "mget", meanwhile)
    reconciling._remove_unknown(client, index(), [stranger.pk])
    assert copy(stranger)["_version"] == 9
