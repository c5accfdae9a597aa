"""What holds for every test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils.translation import override
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from agreement.evidence.key_files import make_key
from directory.gazetteer import forget_places
from portal.finder.offers import forget_offers
from portal.finder.rules import forget_rules
from portal.operations.site import ensure_site
from tests.services.migrated_database import copy_into
from tests.services.own_database import copied_database

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
    forget_places()
    forget_offers()
    forget_rules()


@pytest.fixture(autouse=True)
def the_same_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no minute end within a test: what processes keep for one would be read again.

    Then a test that counts queries fails every now and then.
    """
    for module in ("directory.gazetteer", "portal.finder.offers", "portal.finder.rules"):
        monkeypatch.setattr(f"{module}.monotonic", lambda: 0.0)


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Start in German: a request for an English page leaves its language to the thread."""
    with override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Lay out the standing site once, with the database: every portal has it before any content.

    So has it the key of the ledger.

    A test's transaction takes back what it changes of it.
    """
    make_key(Path(django_settings.LEDGER_KEY_FILE))
    made: list[Any] = []
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            copy_into(connection)
        else:
            made = setup_databases(verbosity=0, interactive=False)
        ensure_site()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def transactional_db(django_db_setup: None) -> None:
    """Only have the database set up, instead of emptying it: sealed tables refuse that.

    By this name pytest-django sees that a test needs the database at all.
    """


@pytest.fixture
def own_database(
    transactional_db: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[str]:
    """The DATABASE_URL of a database of the test's own, for processes that race or are killed."""
    with django_db_blocker.unblock(), copied_database(tmp_path) as url:
        yield url
