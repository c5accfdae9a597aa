"""Nodes are killed and hang: who searches is answered in time, and no write is lost."""

import time

import pytest
from django.core.cache import caches

from portal.search.elastic.client import ElasticAway, ask, worker
from portal.search.elastic.drain import drain
from portal.search.elastic.state import search_health
from portal.search.entries import registry
from portal.search.models import SearchEntry
from tests.search.index_of_test import change, index, there
from tests.search.shelf import Shelf
from tests.services.elasticsearch import Cluster

IN_TIME = 0.5


@pytest.fixture
def shelf(db: None, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Three entries that the whole cluster knows."""
    shelf = Shelf()
    monkeypatch.setattr(registry, "_sources", {shelf.name: shelf})
    SearchEntry.objects.all().delete()
    for number in range(3):
        shelf.put(f"Beispiel {number}")
    shelf.fill()
    worker().cluster.health(index=index(), wait_for_status="green", timeout="30s")
    return shelf


def answered() -> bool:
    """Search once, in time; return whether Elasticsearch gave the whole answer."""
    began = time.monotonic()
    try:
        total = ask({"query": {"match_all": {}}})["hits"]["total"]["value"]
    except ElasticAway:
        total = None
    assert time.monotonic() - began < IN_TIME
    return total == SearchEntry.objects.there().count()


def comes_back(seconds: float = 60) -> bool:
    """Return whether searches are answered by Elasticsearch again, by themselves."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answered():
            return True
        time.sleep(0.2)
    return False


def send_all(seconds: float = 90) -> None:
    """Drain as the worker does, until everything is sent."""
    end = time.monotonic() + seconds
    while SearchEntry.objects.pending().exists():
        assert time.monotonic() < end, search_health()
        try:
            drain()
        except ElasticAway:
            time.sleep(0.5)


@pytest.mark.parametrize("role", ["primary", "master"])
def test_without_the_most_important_node_searches_and_writes_go_on(
    shelf: Shelf, cluster: Cluster, role: str
) -> None:
    name = next(iter(worker().indices.get_alias(name=index())))
    cluster.kill(cluster.holder_of_primary(name) if role == "primary" else cluster.master())
    entry = SearchEntry.objects.earliest("pk")
    change(entry, "nach dem Ausfall")
    assert comes_back()
    assert all(answered() for _each in range(10))
    send_all()
    assert there()[entry.pk] == "nach dem Ausfall"


def test_while_one_node_hangs_the_others_answer_in_time(shelf: Shelf, cluster: Cluster) -> None:
    follower = next(place for place in range(3) if place != cluster.master())
    cluster.freeze(follower)
    caches["shared"].clear()
    assert comes_back(15)
    assert sum(answered() for _each in range(10)) >= 9
    entry = SearchEntry.objects.earliest("pk")
    change(entry, "während einer hängt")
    cluster.thaw(follower)
    send_all()
    assert there()[entry.pk] == "während einer hängt"


def test_when_all_nodes_hang_who_asks_is_told_in_time_and_it_comes_back(
    shelf: Shelf, cluster: Cluster
) -> None:
    for place in range(3):
        cluster.freeze(place)
    entry = SearchEntry.objects.earliest("pk")
    change(entry, "während alle hingen")
    assert not any(answered() for _each in range(5))
    for place in range(3):
        cluster.thaw(place)
    assert comes_back()
    send_all()
    assert there()[entry.pk] == "während alle hingen"


def test_one_node_of_three_alone_loses_nothing(shelf: Shelf, cluster: Cluster) -> None:
    cluster.kill(0)
    cluster.kill(1)
    entry = SearchEntry.objects.earliest("pk")
    change(entry, "als nur einer da war")
    with pytest.raises(ElasticAway):
        drain()
    assert SearchEntry.objects.pending().count() == 1
    answered()  # in time, whoever answers
    cluster.mend()
    assert comes_back()
    send_all()
    assert there()[entry.pk] == "als nur einer da war"
