"""A comparison as lines to set, the same for each kind of file. Pure data.

A unit is what moves as one: the head of a section with its fields, or a clause. What moved stands
in two units with the same lines: where it departed from, and where it arrived.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from agreement.comparison.pieces import Fate, RunChange
from agreement.text.runs import BlockKind, TextBlock


class Style(StrEnum):
    """What a line is."""

    TITLE = "title"
    SECTION = "section"
    CLAUSE = "clause"
    FIELD = "field"
    TEXT = "text"
    ITEM = "item"
    ASIDE = "aside"


class Stay(StrEnum):
    """Where a unit stands."""

    HERE = "here"
    """In its place in both texts, or in one of them only."""
    DEPARTED = "departed"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class Line:
    """A paragraph of the file: `fate` says in which text it stands, `pieces` what it says.

    `old` and `new` are the paragraphs of a clause's text, for their lists; None for any other.
    """

    style: Style
    fate: Fate
    pieces: tuple[RunChange, ...]
    old: TextBlock | None = None
    new: TextBlock | None = None

    @property
    def is_old(self) -> bool:
        """Whether the old text has it."""
        return self.fate is not Fate.NEW

    @property
    def is_new(self) -> bool:
        """Whether the new text has it."""
        return self.fate is not Fate.GONE

    @property
    def old_list(self) -> TextBlock | None:
        """The item of a list that it was."""
        return _item(self.old)

    @property
    def new_list(self) -> TextBlock | None:
        """The item of a list that it is."""
        return _item(self.new)


def _item(block: TextBlock | None) -> TextBlock | None:
    return block if block and block.kind is not BlockKind.PARAGRAPH else None


@dataclass(frozen=True)
class Unit:
    """Lines that belong together.

    `key` is the same for departure and arrival; `uid` that of a clause, empty for a section's
    head; `fate` is that of the clause or section, which may be the same though `is_touched` by a
    new number; `note` says what its lines do not: moved from where, why it was changed.
    """

    key: str
    uid: str
    stay: Stay
    lines: tuple[Line, ...]
    fate: Fate
    is_touched: bool
    note: str = ""

    @property
    def shown(self) -> Iterator[Line]:
        """The lines that stand here: those of the old text where it departed, and so on."""
        for line in self.lines:
            if self.stay is Stay.HERE or (
                line.is_old if self.stay is Stay.DEPARTED else line.is_new
            ):
                yield line


def moved_keys(units: Iterable[Unit]) -> set[str]:
    """Return what is there twice: where it was and where it is."""
    keys: dict[Stay, set[str]] = {stay: set() for stay in Stay}
    for unit in units:
        keys[unit.stay].add(unit.key)
    return keys[Stay.DEPARTED] & keys[Stay.ARRIVED]
