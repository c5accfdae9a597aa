"""The service the other tests here rely on: a node of their own, and a cluster to disturb."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings as django_settings

from portal.bootstrap_search_nodes import birth, is_ready
from portal.bootstrap_system import ROOT
from tests.search.conftest import Engine
from tests.services.elasticsearch import Cluster


def put(url: str, body: object) -> int:
    """Write a document or index and return the status of the answer."""
    headers = {"Content-Type": "application/json"}
    data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method="PUT")
    with urllib.request.urlopen(request, timeout=30) as answer:
        status: int = answer.status
        return status


def test_the_portal_of_a_test_searches_in_an_index_of_its_own(elasticsearch: Engine) -> None:
    with urllib.request.urlopen(elasticsearch.url, timeout=30) as answer:
        assert json.load(answer)["version"]["number"].startswith("9.")
    assert (elasticsearch.url,) == django_settings.ELASTICSEARCH_URLS
    assert elasticsearch.index == django_settings.ELASTICSEARCH_INDEX
    assert put(f"{elasticsearch.url}/{elasticsearch.index}-1", {}) == 200


def test_writing_to_an_index_that_is_not_there_makes_none(elasticsearch: Engine) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        put(f"{elasticsearch.url}/{elasticsearch.index}-none/_doc/1", {"a": 1})


def test_a_node_ends_with_the_process_it_was_started_for() -> None:
    sleeper = subprocess.Popen(["sleep", "300"])
    keeper = subprocess.Popen(
        [sys.executable, "-m", "portal.bootstrap_search_nodes", "--until", str(sleeper.pid)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert keeper.stdout is not None
    with keeper.stdout:
        url = keeper.stdout.readline().strip()
    assert is_ready(url, 1)
    sleeper.kill()
    sleeper.wait()
    assert keeper.wait(60) == 0
    assert not is_ready(url, 1)


def test_a_node_does_not_outlive_a_keeper_that_was_killed() -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-m", "portal.bootstrap_search_nodes", "--until", str(os.getpid())],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert keeper.stdout is not None
    with keeper.stdout:
        url = keeper.stdout.readline().strip()
    keeper.send_signal(signal.SIGKILL)
    keeper.wait()
    deadline = time.monotonic() + 30
    while is_ready(url, 1) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not is_ready(url, 1)


def test_a_process_that_is_gone_has_no_birth() -> None:
    sleeper = subprocess.Popen(["sleep", "300"])
    assert birth(sleeper.pid) is not None
    sleeper.kill()
    sleeper.wait()
    assert birth(sleeper.pid) is None


def test_a_cluster_goes_on_without_its_leader_and_is_whole_again(cluster: Cluster) -> None:
    leader = cluster.master()
    cluster.kill(leader)
    others = [url for place, url in enumerate(cluster.urls) if place != leader]
    assert not is_ready(cluster.urls[leader], 1)
    deadline = time.monotonic() + 60
    while not all(is_ready(url, 2) for url in others) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert cluster.master() != leader
    cluster.restart(leader)
    assert all(is_ready(url, 3) for url in cluster.urls)


def test_a_frozen_node_hangs_until_it_is_thawed(cluster: Cluster) -> None:
    cluster.freeze(2)
    with pytest.raises(OSError, match="timed out"):
        urllib.request.urlopen(cluster.urls[2], timeout=1)
    cluster.thaw(2)
    cluster.wait()
