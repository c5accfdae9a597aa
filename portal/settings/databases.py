"""Django's database settings from one address."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# SQLite as a server's database: WAL lets readers pass a writer, IMMEDIATE takes the write
# lock at the start of a transaction, so that two writers queue instead of failing half-way.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
    ),
}


def database_from_url(url: str) -> dict[str, Any]:
    """Return the entry for `DATABASES` of an address.

    Known are `sqlite:///absolute-or-relative-path` and `postgresql://user:pass@host:port/name`;
    query parameters of the latter become psycopg options (`?host=/socket/folder`).
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": SQLITE_OPTIONS,
            # A new connection reads the whole schema first, which costs more than a page's queries.
            "CONN_MAX_AGE": 60,
        }
    if parts.scheme in {"postgresql", "postgres"}:
        options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(options.pop("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL: “{parts.scheme}” is not a known scheme (sqlite, postgresql)")


def sqlite_url(path: Path) -> str:
    """Return the address of an SQLite file."""
    return f"sqlite:///{path}"
