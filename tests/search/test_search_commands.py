"""The commands that fill, compare and keep the search, with Elasticsearch and without."""

from io import StringIO
from threading import Event
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from portal.search.elastic import working
from portal.search.elastic.client import ElasticAway, worker
from portal.search.elastic.failures import Failure
from portal.search.models import SearchEntry
from tests.factories.site import home, plain_page
from tests.search.conftest import Engine
from tests.search.index_of_test import index, there


def said(*command: str) -> str:
    """Run a command and return what it says."""
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_without_elasticsearch_the_list_is_filled_and_the_database_searches() -> None:
    page = plain_page(home(), "Beispielweg")
    SearchEntry.objects.all().delete()
    assert "the database searches" in said("rebuild_search")
    assert SearchEntry.objects.there().filter(object_id=page.pk, title="Beispielweg").exists()
    assert "Entries mended: 0" in said("reconcile_search")
    assert said("run_search") == "Entries sent to Elasticsearch: 0\n"


@pytest.mark.django_db
def test_rebuilding_fills_the_list_and_elasticsearch(elasticsearch: Engine) -> None:
    plain_page(home(), "Beispielweg")
    SearchEntry.objects.all().delete()
    assert "is in use" in said("rebuild_search")
    assert "Beispielweg" in there().values()
    assert not SearchEntry.objects.pending().exists()


@pytest.mark.django_db
def test_one_round_sends_what_waits_and_a_comparison_mends(elasticsearch: Engine) -> None:
    said("rebuild_search")
    page = plain_page(home(), "Beispielweg")
    assert said("run_search") == "Entries sent to Elasticsearch: 1\n"
    entry = SearchEntry.objects.get(title="Beispielweg")
    worker().delete(index=index(), id=str(entry.pk), refresh=True)
    SearchEntry.objects.filter(pk=entry.pk).update(title="alt", digest="-")
    told = said("reconcile_search")
    assert "Entries mended: 1" in told
    assert there()[entry.pk] == page.title


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["run_search", "reconcile_search", "rebuild_search"])
def test_who_runs_a_command_is_told_that_elasticsearch_is_away(
    settings: Settings, command: str
) -> None:
    settings.ELASTICSEARCH_URLS = ("http://127.0.0.1:9",)
    plain_page(home(), "Beispielweg")
    with pytest.raises(CommandError, match="nicht erreichbar"):
        said(command)


@pytest.mark.django_db
def test_what_goes_wrong_beside_the_drain_ends_the_worker(settings: Settings) -> None:
    with (
        mock.patch.object(working, "read_waiting", side_effect=ValueError("Beispiel")),
        mock.patch.object(working, "close_old_connections"),
        pytest.raises(ValueError, match="Beispiel"),
    ):
        working.work(Event())


def test_the_worker_tries_again_more_and_more_rarely_and_at_once_when_it_is_back() -> None:
    one = working._Drain()
    with (
        mock.patch.object(working, "is_configured", return_value=True),
        mock.patch.object(working, "drain") as sending,
    ):
        sending.side_effect = ElasticAway(Failure.UNREACHABLE)
        assert [one() for _each in range(5)] == [1, 2, 4, 5, 5]
        sending.side_effect = [3, 0]
        assert [one(), one()] == [0, working.ROUND_SECONDS]
