"""The world is built once for all tests of a process; each test's changes are undone."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.security.world import World, build_world


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let those who see the world come last: once it is built, it is there for the whole run.

    Last of all hooks: the order within both halves stays as shuffled. Each process of xdist
    takes its share in this order (--dist load).
    """
    items.sort(key=lambda item: "built_world" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def built_world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Build it in a transaction that is rolled back after the last test."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        outermost = transaction.atomic()
        # As Django's own test case does: durable transactions may begin inside.
        outermost._from_testcase = True  # type: ignore[attr-defined]
        with outermost:
            cache.clear()
            yield build_world(media)
            transaction.set_rollback(True)


@pytest.fixture
def world(built_world: World, db: None, settings: Settings) -> World:
    """The world as it was built, with its files where they were uploaded.

    A copy, since what a test changes of an object is not undone with the row.
    """
    settings.MEDIA_ROOT = built_world.media
    return deepcopy(built_world)
