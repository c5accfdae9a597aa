"""The variables of the search: one node, several, or none; a slip is told at the start."""

import pytest

from portal.settings.environment import Environment, MissingEnvironment, read_environment


def urls(monkeypatch: pytest.MonkeyPatch, value: str) -> tuple[str, ...]:
    """Read the addresses from the variable."""
    monkeypatch.setenv("ELASTICSEARCH_URL", value)
    return read_environment(Environment).elasticsearch_urls


def test_without_the_variable_the_database_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    assert read_environment(Environment).elasticsearch_urls == ()
    assert urls(monkeypatch, " ") == ()


def test_several_nodes_are_separated_by_commas_and_counted_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    value = "http://a.example.org:9200, https://b.example.org,http://a.example.org:9200"
    assert urls(monkeypatch, value) == ("http://a.example.org:9200", "https://b.example.org")


@pytest.mark.parametrize(
    "value",
    ["elasticsearch:9200", "ftp://a.example.org", "http://", "http://a:99999", "http://a,b"],
)
def test_what_is_no_address_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    with pytest.raises(MissingEnvironment, match=r"ELASTICSEARCH_URL|range"):
        urls(monkeypatch, value)


@pytest.mark.parametrize("name", ["Portal", "_portal", "a" * 81, "portal/*"])
def test_what_no_index_can_be_called_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("ELASTICSEARCH_INDEX", name)
    with pytest.raises(MissingEnvironment, match="ELASTICSEARCH_INDEX"):
        read_environment(Environment)
