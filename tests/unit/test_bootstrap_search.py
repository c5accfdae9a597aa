"""The Elasticsearch of tests and demo: which Java, which build, which settings."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from portal import bootstrap_elasticsearch, bootstrap_java
from portal.bootstrap_demo import BESIDE, parse_search, search_environment
from portal.bootstrap_elasticsearch import Image, Installed, arrange
from portal.bootstrap_java import is_whole, major_of
from portal.bootstrap_search_node import Node, jvm_options
from portal.bootstrap_search_nodes import PREFIX, free_ports, is_ready, settings_of, sweep
from portal.bootstrap_stages import plan
from portal.bootstrap_system import ROOT, Stop

WHOLE = "java.base@25.0.1\njdk.attach@25.0.1\njdk.jdi@25.0.1\njdk.jlink@25.0.1\n"


@pytest.mark.parametrize(
    ("modules", "serves"),
    [
        (WHOLE, True),
        (WHOLE.replace("25.0.1", "21"), True),
        (WHOLE.replace("25.0.1", "17.0.9"), False),
        (WHOLE.replace("jdk.jlink@25.0.1\n", ""), False),
        ("", False),
        ("nonsense @ here", False),
    ],
)
def test_only_a_whole_and_new_java_serves(modules: str, serves: bool) -> None:
    assert is_whole(modules) is serves


@pytest.mark.parametrize(
    ("policy", "major"),
    [
        ("p:\n  Installed: (none)\n  Candidate: 21.0.5+11-1~deb13u1\n", 21),
        ("p:\n  Candidate: 2:1.17-74\n", 17),
        ("p:\n  Candidate: 2:1.21-75+exp1\n", 21),
        ("p:\n  Installed: (none)\n  Candidate: (none)\n", None),
        ("", None),
    ],
)
def test_the_java_of_a_package_is_read_from_what_apt_offers(policy: str, major: int | None) -> None:
    assert major_of(policy) == major


def fake_java(folder: Path, modules: str) -> Path:
    """Make a JDK that only tells its modules."""
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "java"
    program.write_text(f"#!/bin/sh\ncat <<EOF\n{modules}EOF\n")
    program.chmod(0o755)
    return folder


def test_the_java_that_was_asked_for_comes_before_the_one_on_the_path_and_the_systems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    named = fake_java(tmp_path / "named", WHOLE)
    on_path = fake_java(tmp_path / "path", WHOLE.replace("25.0.1", "17"))
    systems = fake_java(tmp_path / "jvm" / "java-21", WHOLE)
    monkeypatch.setattr(bootstrap_java, "DEBIAN_FOLDER", tmp_path / "jvm")
    monkeypatch.setenv("JAVA_HOME", str(named))
    monkeypatch.setenv("PATH", f"{on_path / 'bin'}:/usr/bin:/bin")
    assert bootstrap_java.find_java() == named
    monkeypatch.delenv("JAVA_HOME")
    assert bootstrap_java.find_java() == systems


def test_a_java_in_a_closed_folder_does_not_serve_root(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(bootstrap_java, "DEBIAN_FOLDER", tmp_path / "none")
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path / "home" / "jdk", WHOLE)))
    (tmp_path / "home").chmod(0o700)
    monkeypatch.setenv("PATH", "/bin-of-nobody")
    assert bootstrap_java.find_java() is None


def test_without_java_and_packages_the_message_names_every_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bootstrap_java, "find_java", lambda: None)
    monkeypatch.setattr(bootstrap_java, "may_apt", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Stop) as stopped:
        bootstrap_java.ensure_java()
    for word in ("Java 21", "JAVA_HOME", "ELASTICSEARCH_URL", "Docker"):
        assert word in str(stopped.value)


def test_where_packages_have_java_but_nothing_may_be_installed_the_command_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bootstrap_java, "find_java", lambda: None)
    monkeypatch.setattr(bootstrap_java, "may_apt", lambda: False)
    monkeypatch.setattr(bootstrap_java, "_package", lambda: "openjdk-21-jdk-headless")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Stop, match="sudo apt-get install openjdk-21-jdk-headless"):
        bootstrap_java.ensure_java()


def test_a_build_other_than_the_known_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="not look as expected"):
        arrange(tmp_path)
    library = tmp_path / "sonarqube-1" / "elasticsearch" / "lib"
    library.mkdir(parents=True)
    (library / f"elasticsearch-{bootstrap_elasticsearch.VERSION}.jar").write_bytes(b"forged")
    with pytest.raises(Stop, match="does not hold the Elasticsearch"):
        arrange(tmp_path)


def test_what_root_fetches_lies_where_others_can_enter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    folder = bootstrap_elasticsearch.cache_folder()
    assert folder == tmp_path / "cache" / "schnittstellenportal"
    assert not folder.is_relative_to(ROOT)


@pytest.mark.parametrize("text", ["elastic", "Elasticsearch", "database "])
def test_an_engine_that_is_none_is_refused_with_the_right_command(text: str) -> None:
    with pytest.raises(Stop, match="make demo SEARCH=elasticsearch"):
        parse_search(text)


def test_the_demo_searches_in_the_database_unless_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", "http://search.example.org:9200")
    assert parse_search("") == parse_search("database") == "database"
    assert search_environment("database") == {"ELASTICSEARCH_URL": ""}
    named = {"ELASTICSEARCH_URL": "http://search.example.org:9200"}
    assert search_environment(parse_search("elasticsearch")) == named


def test_the_worker_of_the_search_runs_beside_every_demo() -> None:
    assert "run_search" in BESIDE


def test_a_cluster_knows_its_own_nodes_alone_and_listens_on_the_loopback() -> None:
    ports = free_ports(6)
    assert len(set(ports)) == 6
    three = settings_of(3, ports)
    assert {each["discovery.seed_hosts"] for each in three} == {
        f"127.0.0.1:{ports[1]},127.0.0.1:{ports[3]},127.0.0.1:{ports[5]}"
    }
    assert [each["http.port"] for each in three] == [str(ports[i]) for i in (0, 2, 4)]
    assert {each["network.host"] for each in three} == {"127.0.0.1"}
    assert settings_of(1, ports[:2])[0]["discovery.type"] == "single-node"
    assert settings_of(1, ports[2:4])[0]["cluster.name"] != three[0]["cluster.name"]


@pytest.mark.parametrize("engine", ["installed", "image"])
def test_a_node_ends_with_whoever_started_it(engine: str, tmp_path: Path) -> None:
    sources: dict[str, Installed | Image] = {
        "installed": Installed(tmp_path / "home", tmp_path / "java"),
        "image": Image("example/elasticsearch:1"),
    }
    node = Node(
        sources[engine], tmp_path / "run" / "1", {"http.port": "1"}, jvm_options("512m", quick=True)
    )
    command, _environment = node.command()
    assert command[:3] == ["setpriv", "--pdeathsig", "TERM"]


def test_measuring_gets_the_optimising_compiler_and_its_own_heap() -> None:
    assert any("TieredStopAtLevel" in each for each in jvm_options("512m", quick=True))
    measured = jvm_options("1g", quick=False)
    assert not any("TieredStopAtLevel" in each for each in measured)
    assert {"-Xms1g", "-Xmx1g"} <= set(measured)


def test_an_address_where_nobody_listens_is_not_ready() -> None:
    assert not is_ready(f"http://127.0.0.1:{free_ports(1)[0]}", 1)


def test_the_search_has_a_stage_of_its_own() -> None:
    assert [stage.name for stage in plan([], [], "tests-search")] == ["tests-search"]


def test_what_a_killed_cluster_left_is_swept_and_what_is_in_use_stays(tmp_path: Path) -> None:
    for name in ("left", "used", "fresh"):
        (tmp_path / f"{PREFIX}{name}").mkdir()
    for name in ("left", "used"):
        (tmp_path / f"{PREFIX}{name}" / "lock").touch()
    with (tmp_path / f"{PREFIX}used" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {f"{PREFIX}used", f"{PREFIX}fresh"}
