"""What the workers must know in common lies in the database, in a table that migrate makes."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from portal.settings import base

pytestmark = pytest.mark.django_db

TABLE = base.CACHES["shared"]["LOCATION"]


@pytest.fixture
def migrated(settings: Settings) -> Iterator[None]:
    """Use the caches of a running portal, after a migration."""
    settings.CACHES = base.CACHES
    call_command("migrate", "core", verbosity=0)
    yield
    cache.clear()


@pytest.mark.usefixtures("migrated")
def test_migrating_makes_the_table_and_a_second_time_leaves_it() -> None:
    cache.set("allauth:versuch", 1, 60)
    call_command("migrate", "core", verbosity=0)
    assert TABLE in connection.introspection.table_names()
    assert cache.get("allauth:versuch") == 1


@pytest.mark.usefixtures("migrated")
def test_another_worker_sees_what_log_in_remembers() -> None:
    assert cache.add("allauth:code", "y", 60)
    caches["memory"].clear()  # another worker has a memory of its own
    assert cache.get("allauth:code") == "y"
    assert not cache.add("allauth:code", "y", 60)
    assert cache.touch("allauth:code", 60)
    assert cache.delete("allauth:code")
    assert cache.get("allauth:code", "fort") == "fort"


@pytest.mark.usefixtures("migrated")
def test_what_only_spares_work_takes_no_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        cache.set("wagtail_site_root_paths", [1], 60)
        assert cache.get("wagtail_site_root_paths") == [1]
    assert len(queries) == 0


@pytest.mark.usefixtures("migrated")
def test_clearing_clears_both() -> None:
    cache.set("allauth:x", 1, 60)
    cache.set("y", 1, 60)
    cache.clear()
    assert (cache.get("allauth:x"), cache.get("y")) == (None, None)


def test_it_holds_more_than_djangos_three_hundred_entries() -> None:
    assert base.CACHES["shared"]["OPTIONS"]["MAX_ENTRIES"] >= 10_000
