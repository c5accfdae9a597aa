"""The menu of the account's pages: apps add theirs in `AppConfig.ready()`."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class AccountEntry:
    """A page of one's own account: title, name of its address, position, what it is for."""

    title: Any
    url_name: str
    order: int
    text: Any = ""

    @property
    def url(self) -> str:
        """Return the page's address in the current language."""
        return reverse(self.url_name)


_entries: list[AccountEntry] = []


def register_account_entry(title: Any, url_name: str, order: int, text: Any = "") -> None:
    """Add a page to the menu; titles and texts are lazy translations."""
    _entries.append(AccountEntry(title, url_name, order, text))
    _entries.sort(key=lambda entry: entry.order)


def account_entries() -> tuple[AccountEntry, ...]:
    """Return the menu in its order."""
    return tuple(_entries)
