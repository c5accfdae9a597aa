"""A legal text as data: blocks (paragraphs, list items) of runs of characters."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look and lead alike: to a web address, or to a clause by its uid."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    clause: str = ""

    def to_data(self) -> dict[str, Any]:
        """Return the run as JSON data; what is not so is left out."""
        data: dict[str, Any] = {"text": self.text}
        data |= {name: True for name in ("bold", "italic") if getattr(self, name)}
        data |= {name: getattr(self, name) for name in ("href", "clause") if getattr(self, name)}
        return data


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or a list item; items of lists within lists have a level above 0."""

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)

    def to_data(self) -> dict[str, Any]:
        """Return the block as JSON data."""
        data: dict[str, Any] = {"kind": str(self.kind), "runs": [r.to_data() for r in self.runs]}
        return data | ({"level": self.level} if self.level else {})


def blocks_from_data(data: Iterable[Mapping[str, Any]]) -> tuple[TextBlock, ...]:
    """Return the blocks that `to_data` gave; raises KeyError or ValueError for anything else."""
    return tuple(
        TextBlock(
            BlockKind(block["kind"]),
            tuple(Run(**run) for run in block["runs"]),
            block.get("level", 0),
        )
        for block in data
    )


def plain_text(blocks: Sequence[TextBlock]) -> str:
    """Return the text without form, one line a block."""
    return "\n".join(block.text for block in blocks)


def references(blocks: Iterable[TextBlock]) -> set[str]:
    """Return the uids of the clauses that a text refers to."""
    return {run.clause for block in blocks for run in block.runs if run.clause}


def invisible_characters(text: str) -> list[str]:
    """Return the names of characters in a text that nobody sees.

    Zero-width and direction marks and control characters (Unicode categories Cf and Cc, line
    ends aside) can make two different texts look the same: sealed text holds none.
    """
    hidden = {c for c in set(text) if unicodedata.category(c) in {"Cf", "Cc"} and c != "\n"}
    return sorted(unicodedata.name(c, f"U+{ord(c):04X}") for c in hidden)
