"""What holds for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.utils.translation import override
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from portal.operations.site import ensure_site

# The same examples in every run, and no time limit for one: a slow machine is no fault.
# `--hypothesis-profile=default` searches at random.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


@pytest.fixture(autouse=True)
def uploads_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Keep a test's uploaded files from the other tests, which may run at the same time."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Let no test see what another one cached, nor be throttled for its attempts."""
    for each in caches.all(initialized_only=True):
        each.clear()


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Start in German: a request for an English page leaves its language to the thread."""
    with override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Lay out the standing site once, with the database: every portal has it before any content.

    A test's transaction takes back what it changes of it.
    """
    with django_db_blocker.unblock():
        ensure_site()
