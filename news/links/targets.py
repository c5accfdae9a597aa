"""Where links lead, as far as it is the portal's own to know. Pure: no page, no request."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

WEB = ("", "http", "https")


class Kind(StrEnum):
    """What a link names."""

    PAGE = "page"
    DOCUMENT = "document"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the key of a page or document, or a path that begins with a slash."""

    kind: Kind
    value: str


def target_of_address(address: str, hosts: Collection[str]) -> Target | None:
    """Return the target of a typed address; None for what is not the portal's own.

    Addresses of other hosts are never asked: whether they answer is not ours to know. A
    relative path, a place on the same page, a mail address and a malformed one are left alone.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    is_own = host in hosts if host else not parts.netloc and not parts.scheme
    if parts.scheme not in WEB or not is_own or not parts.path.startswith("/"):
        return None
    return Target(Kind.PATH, unquote(parts.path))


def targets_in_html(html: str, hosts: Collection[str]) -> Iterator[Target]:
    """Yield where the links of a rich text lead, in their order, as Wagtail stores it."""
    anchors = _Anchors()
    anchors.feed(html)
    for attributes in anchors.found:
        kind, key = attributes.get("linktype"), attributes.get("id") or ""
        if kind in (Kind.PAGE, Kind.DOCUMENT) and key.isdecimal():
            yield Target(Kind(kind), key)
        elif target := target_of_address(attributes.get("href") or "", hosts):
            yield target


class _Anchors(HTMLParser):
    """Collects the attributes of all `<a>`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs))
