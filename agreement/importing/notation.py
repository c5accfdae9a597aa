"""The wording of a clause as plain lines, and as the rich text that is stored. Pure.

In plain lines each line is a paragraph; one that begins with `- ` or `• ` is an item of a list,
one that begins with `#. ` an item that is numbered when it is shown; two spaces before it make it
an item of a list within. Numbers that are written out – `1.`, `4a.`, `(2)` – are wording and stay.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

from agreement.text.runs import BlockKind, Run, TextBlock

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<sign>-|•|#\.)[ \t]+(?P<text>\S.*)")
_SIGNS = {"-": BlockKind.BULLET, "•": BlockKind.BULLET, "#.": BlockKind.NUMBERED}
_WRITTEN = {BlockKind.BULLET: "- ", BlockKind.NUMBERED: "#. ", BlockKind.PARAGRAPH: ""}
_TAGS = {BlockKind.BULLET: "ul", BlockKind.NUMBERED: "ol"}
DEEPEST = 5

_MARKS = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
"""Marks that show nothing and that word processors leave behind: soft hyphens and the like."""


def without_marks(text: str) -> tuple[str, int]:
    """Return a text in NFC without the marks nobody sees, and how many they were."""
    kept, count = _MARKS.subn("", text)
    return unicodedata.normalize("NFC", kept), count


def blocks_of_lines(text: str) -> tuple[TextBlock, ...]:
    """Return the blocks of plain lines; empty lines only part paragraphs."""
    blocks = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if item := _ITEM.fullmatch(line.rstrip()):
            level = len(item["indent"].replace("\t", "  ")) // 2
            blocks.append(_block(_SIGNS[item["sign"]], item["text"], level))
        elif line.strip():
            blocks.append(_block(BlockKind.PARAGRAPH, line, 0))
    return levelled(blocks)


def _block(kind: BlockKind, text: str, level: int) -> TextBlock:
    return TextBlock(kind, (Run(re.sub(r"\s+", " ", text).strip()),), level)


def levelled(blocks: Iterable[TextBlock]) -> tuple[TextBlock, ...]:
    """Return blocks whose lists begin at level 0 and go down one level at a time."""
    found: list[TextBlock] = []
    for block in blocks:
        before = found[-1] if found else None
        if BlockKind.PARAGRAPH in {block.kind, before.kind if before else BlockKind.PARAGRAPH}:
            level = 0
        else:
            level = max(0, min(block.level, found[-1].level + 1, DEEPEST))
        found.append(TextBlock(block.kind, block.runs, level))
    return tuple(found)


def lines_of_blocks(blocks: Sequence[TextBlock]) -> str:
    """Return blocks as plain lines; bold, italic and links are not in them."""
    return "\n".join(
        f"{'  ' * block.level}{_WRITTEN[block.kind]}{block.text}".replace("\n", " ")
        for block in blocks
    )


def rich_text_of(blocks: Sequence[TextBlock]) -> str:
    """Return blocks as the rich text that Wagtail stores; every character is escaped."""
    parts: list[str] = []
    rest = list(blocks)
    while rest:
        if rest[0].kind is BlockKind.PARAGRAPH:
            parts.append(f"<p>{_runs(rest.pop(0).runs)}</p>")
        else:
            parts.append(_list(rest))
    return "".join(parts)


def _list(rest: list[TextBlock]) -> str:
    """Take one list, with those inside it, from the front of the blocks."""
    first = rest[0]
    items: list[str] = []
    while rest and rest[0].kind is not BlockKind.PARAGRAPH and rest[0].level >= first.level:
        if rest[0].level > first.level:
            items[-1] += _list(rest)
        elif rest[0].kind is first.kind:
            items.append(_runs(rest.pop(0).runs))
        else:
            break
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<{_TAGS[first.kind]}>{inner}</{_TAGS[first.kind]}>"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br/>")
    if run.bold:
        html = f"<b>{html}</b>"
    if run.italic:
        html = f"<i>{html}</i>"
    if run.clause:
        return f'<a linktype="clause" uid="{escape(run.clause)}">{html}</a>'
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html
