"""From blocks in a row to paragraphs and lists within lists. Pure."""

from collections.abc import Sequence

from agreement.exports.document import ListItem, Paragraph, TextList
from agreement.text.runs import BlockKind, TextBlock


def nested(blocks: Sequence[TextBlock]) -> tuple[Paragraph | TextList, ...]:
    """Return the text as paragraphs and lists.

    As on the page: a list ends at a paragraph, and at an item of its own level of the other
    kind. An item that is deeper than the one before it belongs to it.
    """
    parts: list[Paragraph | TextList] = []
    rest = list(blocks)
    while rest:
        if rest[0].kind is BlockKind.PARAGRAPH:
            parts.append(Paragraph(rest.pop(0).runs))
        else:
            parts.append(_list(rest))
    return tuple(parts)


def _list(rest: list[TextBlock]) -> TextList:
    """Take a list with the lists inside it from the front."""
    first = rest[0]
    items: list[ListItem] = []
    while rest and rest[0].kind is first.kind and rest[0].level == first.level:
        runs = rest.pop(0).runs
        inner: list[TextList] = []
        while rest and rest[0].kind is not BlockKind.PARAGRAPH and rest[0].level > first.level:
            inner.append(_list(rest))
        items.append(ListItem(runs, tuple(inner)))
    return TextList(first.kind is BlockKind.NUMBERED, tuple(items))
