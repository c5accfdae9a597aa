"""What the workers must know in common lies in the database, in a table that migrate makes."""

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from portal.settings import base

pytestmark = pytest.mark.django_db


def test_migrating_makes_the_table_and_a_second_time_leaves_it(settings: Settings) -> None:
    settings.CACHES = base.CACHES
    table = base.CACHES["default"]["LOCATION"]
    assert table not in connection.introspection.table_names()
    for _ in range(2):
        call_command("migrate", "core", verbosity=0)
        assert table in connection.introspection.table_names()
    caches["default"].set("schluessel", "wert", 60)
    assert caches["default"].get("schluessel") == "wert"


def test_it_holds_more_than_djangos_three_hundred_entries() -> None:
    assert base.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 10_000
