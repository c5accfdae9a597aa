"""One cache for two needs: what workers must know in common, and what only spares work.

Allauth and Wagtail both use Django's default cache and let nobody choose another. Failed
log-ins and codes used up must not be forgotten between two workers: allauth's entries go into
the database. Wagtail asks for the addresses of its sites at every link: from the database that
would be a query a row, so everything else stays in each worker's memory.
"""

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

IN_COMMON = "allauth"
"""How the keys of what workers must know in common begin."""


class PortalCache(BaseCache):
    """Sends each entry to the cache `shared` or `memory` of the settings."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _of(self, key: str) -> BaseCache:
        return caches["shared" if key.startswith(IN_COMMON) else "memory"]

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value unless there is one; returns whether it was kept."""
        return self._of(key).add(key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept."""
        return self._of(key).get(key, default, version)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value."""
        self._of(key).set(key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer; returns whether there is one."""
        return self._of(key).touch(key, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; returns whether there was one."""
        return self._of(key).delete(key, version)

    def clear(self) -> None:
        """Forget everything."""
        caches["shared"].clear()
        caches["memory"].clear()
