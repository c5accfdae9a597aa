"""The world is built once for all tests of a module; each test's changes are undone."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.security.world import World, build_world


@pytest.fixture(scope="module")
def built_world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Build it in a transaction that is rolled back after the module's last test."""
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
    """The world, with its files where they were uploaded."""
    settings.MEDIA_ROOT = built_world.media
    return built_world
