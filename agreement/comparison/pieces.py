"""What can happen to words, runs and paragraphs of a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agreement.text.runs import Run, TextBlock


class Fate(StrEnum):
    """What happened to a thing that has an identity: a clause, a section, a row, a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


class Piece(StrEnum):
    """What happened to some characters."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    RESTYLED = "restyled"
    """The same characters leading to the same place, but bold or italic where they were not."""


@dataclass(frozen=True, slots=True)
class Words:
    """Characters that stayed, came or went; never RESTYLED."""

    piece: Piece
    text: str


@dataclass(frozen=True, slots=True)
class RunChange:
    """Characters of one form that stayed, came, went or were restyled.

    A link that leads elsewhere is REMOVED and ADDED, though it may read the same. `was` is the
    run as it stood before, for RESTYLED alone.
    """

    piece: Piece
    run: Run
    was: Run | None = None


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A paragraph or item of a list in both texts; one that is NEW or GONE is in one of them.

    CHANGED: other words, other form, or another kind or level (`is_reshaped`). `pieces` are
    complete for every fate, kept characters included.
    """

    fate: Fate
    old: TextBlock | None
    new: TextBlock | None
    pieces: tuple[RunChange, ...]

    @property
    def block(self) -> TextBlock:
        """The paragraph as it is, or as it was if it is gone."""
        block = self.new or self.old
        if block is None:
            raise ValueError("A change of no paragraph at all")
        return block

    @property
    def is_reshaped(self) -> bool:
        """Whether it became an item, ceased to be one, or stands at another level."""
        if self.old is None or self.new is None:
            return False
        return (self.old.kind, self.old.level) != (self.new.kind, self.new.level)


def has_changed(words: Iterable[Words]) -> bool:
    """Return whether any of the words came or went."""
    return any(one.piece is not Piece.KEPT for one in words)


def old_words(words: Iterable[Words]) -> str:
    """Return the text before."""
    return "".join(one.text for one in words if one.piece is not Piece.ADDED)


def new_words(words: Iterable[Words]) -> str:
    """Return the text after."""
    return "".join(one.text for one in words if one.piece is not Piece.REMOVED)
