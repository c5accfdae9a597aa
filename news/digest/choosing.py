"""What a reader of the digest wants to hear of. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Keys of organisations and topics that a reader is interested in; none means all."""

    organisations: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tell: its words, its path on the portal, and what a choice asks of it."""

    title: str
    teaser: str
    path: str
    organisation: str
    organisation_key: int
    topics: frozenset[int]
    when: tuple[str, ...] = ()
    """Of an event the days to tell, in words."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an issue tells: articles, new events, and events that are off or moved."""

    articles: tuple[Item, ...] = ()
    events: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is anything to tell."""
        return bool(self.articles or self.events or self.changed)


def picked(contents: Contents, choice: Choice) -> Contents:
    """Return the part of an issue that a reader chose.

    Who chose organisations and topics wants what is of one of these and about one of those.
    """
    return Contents(
        articles=_picked(contents.articles, choice),
        events=_picked(contents.events, choice),
        changed=_picked(contents.changed, choice),
    )


def _picked(items: Iterable[Item], choice: Choice) -> tuple[Item, ...]:
    return tuple(item for item in items if _is_wanted(item, choice))


def _is_wanted(item: Item, choice: Choice) -> bool:
    is_of = not choice.organisations or item.organisation_key in choice.organisations
    return is_of and (not choice.topics or not choice.topics.isdisjoint(item.topics))
