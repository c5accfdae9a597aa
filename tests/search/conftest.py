"""What every test of the search with a real Elasticsearch has to hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from pytest_django import Settings

from portal.search.elastic import client
from tests.search.shelf import shelf as shelf
from tests.services.elasticsearch import Cluster, delete_indices, new_prefix, three_nodes
from tests.services.elasticsearch import search_url as search_url

PATIENCE = 20


@dataclass(frozen=True)
class Engine:
    """Where the portal of this test searches."""

    url: str
    index: str
    """Its own name; every index of the test begins with it."""


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Let one process run all tests that disturb a cluster, so that there is only one."""
    for item in items:
        if "cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("cluster"))


@pytest.fixture
def elasticsearch(
    search_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """Let the portal search in the shared node, in an index of this test's own.

    A busy machine may take its time; what happens in time is tested with servers that hang.
    """
    monkeypatch.setattr(client, "SEARCH_SECONDS", PATIENCE)
    engine = Engine(search_url, new_prefix())
    settings.ELASTICSEARCH_URLS = (engine.url,)
    settings.ELASTICSEARCH_INDEX = engine.index
    yield engine
    delete_indices(engine.url, engine.index)


@pytest.fixture(scope="session")
def started_cluster() -> Iterator[Cluster]:
    """Three nodes, started once; tests take `cluster`."""
    with three_nodes() as started:
        yield started


@pytest.fixture
def cluster(started_cluster: Cluster, settings: Settings) -> Iterator[Cluster]:
    """Let the portal search in three nodes that the test may kill and freeze; mended afterwards."""
    prefix = new_prefix()
    settings.ELASTICSEARCH_URLS = started_cluster.urls
    settings.ELASTICSEARCH_INDEX = prefix
    yield started_cluster
    started_cluster.mend()
    delete_indices(started_cluster.urls[0], prefix)
