"""Paragraphs and lists of a redline, each text's numbered lists counted by themselves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agreement.comparison.pieces import BlockChange, Fate
from agreement.text.runs import BlockKind, TextBlock

Content = Callable[[BlockChange], SafeString]
"""What is inside a paragraph or an item."""


@dataclass(frozen=True)
class Item:
    """A paragraph or item, rendered, with the numbers it has in both texts' numbered lists."""

    change: BlockChange
    html: SafeString
    old_number: int = 0
    new_number: int = 0

    @property
    def block(self) -> TextBlock:
        """The paragraph or item as it is, or as it was."""
        return self.change.block

    @property
    def number(self) -> int:
        """The number it is shown with; 0 for what is not numbered."""
        return self.old_number if self.change.fate is Fate.GONE else self.new_number


def counted(changes: Iterable[BlockChange], content: Content) -> list[Item]:
    """Return paragraphs and items with their numbers, each text counted by itself."""
    counters = {"old": _Counter(), "new": _Counter()}
    return [
        Item(
            change,
            content(change),
            old_number=counters["old"].next(change.old),
            new_number=counters["new"].next(change.new),
        )
        for change in changes
    ]


class _Counter:
    """Counts the items of the numbered lists of one text, level by level."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}

    def next(self, block: TextBlock | None) -> int:
        """Return the number of what comes next; 0 for what is not numbered or does not stand."""
        if block is None:
            return 0
        is_numbered = block.kind is BlockKind.NUMBERED
        level = block.level if block.kind is not BlockKind.PARAGRAPH else -1
        number = self._at.get(level, 0) + 1 if is_numbered else 0
        # Whatever stands further out, or is no item of this list, ends the lists further in.
        self._at = {one: at for one, at in self._at.items() if one < level}
        if is_numbered:
            self._at[level] = number
        return number


def nested(items: Sequence[Item]) -> SafeString:
    """Return paragraphs and lists within lists."""
    parts: list[SafeString] = []
    at = 0
    while at < len(items):
        if items[at].block.kind is BlockKind.PARAGRAPH:
            parts.append(format_html("<p>{}</p>", items[at].html))
            at += 1
            continue
        end = at + 1
        while end < len(items) and _belongs_to_list(items[end].block, items[at].block):
            end += 1
        parts.append(_list(items[at:end]))
        at = end
    return SafeString("".join(parts))


def _belongs_to_list(block: TextBlock, first: TextBlock) -> bool:
    if block.kind is BlockKind.PARAGRAPH:
        return False
    return block.level > first.level or (block.level, block.kind) == (first.level, first.kind)


def _list(items: Sequence[Item]) -> SafeString:
    level, kind = items[0].block.level, items[0].block.kind
    starts = [place for place, item in enumerate(items) if item.block.level <= level]
    rows = [
        (_value(items[start]), items[start].html, nested(items[start + 1 : end]))
        for start, end in zip(starts, [*starts[1:], len(items)], strict=True)
    ]
    tag = "ol" if kind is BlockKind.NUMBERED else "ul"
    inner = format_html_join("", "<li{}>{}{}</li>", rows)
    return format_html("<{0}>{1}</{0}>", tag, inner)


def _value(item: Item) -> SafeString:
    """Return the number of an item, said where what went would count along otherwise."""
    return format_html(' value="{}"', item.number) if item.number else SafeString("")
