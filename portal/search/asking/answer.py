"""What the search answers."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.safestring import SafeString


class Engine(StrEnum):
    """Who has answered."""

    ELASTICSEARCH = "elasticsearch"
    DATABASE = "database"


@dataclass(frozen=True)
class Row:
    """An entry that an engine has found, best first.

    Title and excerpt are HTML: escaped, with `<mark>` around what was looked for; empty where
    nothing is marked. `revision` is the entry's when the engine read it, if it had a copy.
    """

    entry: int
    title: SafeString
    excerpt: SafeString
    revision: int | None = None


@dataclass(frozen=True)
class Rows:
    """What an engine answers: the rows of one page, and counts of everything it found.

    `counts` has, for each facet, how many results each value would give if it were chosen;
    `spelling` is another way to write the question, with at least one result for this reader.
    """

    rows: list[Row]
    total: int
    counts: dict[str, dict[str, int]]
    spelling: str = ""


@dataclass(frozen=True)
class Hit:
    """One result as it is shown. `key` names it when somebody opens it (see statistics)."""

    entry: int
    key: str
    title: SafeString
    url: str
    kind: str
    kind_name: str
    excerpt: SafeString
    notes: tuple[str, ...] = ()
    """Short facts below the title: organisation, section and version, place."""
    date: datetime.date | None = None
    language: str = "de"


@dataclass(frozen=True)
class Choice:
    """A value of a facet: chosen or not, and how many results it has."""

    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """The whole answer to one question.

    `total` counts everything that this reader may see; `fell_back` says that Elasticsearch was
    to answer, but the database did.
    """

    hits: list[Hit]
    total: int
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    spelling: str = ""
    engine: Engine = Engine.DATABASE
    fell_back: bool = False


@dataclass(frozen=True)
class Suggestion:
    """Something to jump to while typing."""

    title: str
    url: str
    kind_name: str
    notes: tuple[str, ...] = ()
    """What tells it from others of the same name, as in `Hit`."""
