"""Settings that keep visitors private and pages whole."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from portal.settings.databases import database_from_url, sqlite_url
from portal.settings.development import _own_key


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
    assert settings.WAGTAILEMBEDS_FINDERS == []


def test_documents_go_through_the_view_that_asks_who_may_see_them() -> None:
    assert settings.WAGTAILDOCS_SERVE_METHOD == "serve_view"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////srv/portal.sqlite3", {"NAME": "/srv/portal.sqlite3"}),
        ("sqlite:///var/portal.sqlite3", {"NAME": "var/portal.sqlite3"}),
        ("sqlite:///:memory:", {"NAME": ":memory:"}),
        (
            "postgresql://ich:ge%2Fheim@db:5433/portal",
            {"USER": "ich", "PASSWORD": "ge/heim", "HOST": "db", "PORT": "5433", "NAME": "portal"},
        ),
        (
            "postgres://postgres@/postgres?host=/run/postgres&sslmode=require",
            {"HOST": "/run/postgres", "OPTIONS": {"sslmode": "require"}, "PORT": ""},
        ),
    ],
)
def test_a_database_is_found_by_its_address(url: str, expected: dict[str, Any]) -> None:
    found = database_from_url(url)
    assert {key: found[key] for key in expected} == expected


def test_the_address_of_a_file_leads_back_to_it(tmp_path: Path) -> None:
    file = tmp_path / "mit leerzeichen.sqlite3"
    assert database_from_url(sqlite_url(file))["NAME"] == str(file)


@pytest.mark.parametrize("url", ["mysql://x/y", "portal.sqlite3", ""])
def test_an_unknown_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        database_from_url(url)


def test_each_checkout_has_a_key_of_its_own(tmp_path: Path) -> None:
    first = _own_key(tmp_path / "a" / "secret_key")
    assert len(first) >= 50
    assert _own_key(tmp_path / "a" / "secret_key") == first
    assert _own_key(tmp_path / "b" / "secret_key") != first
