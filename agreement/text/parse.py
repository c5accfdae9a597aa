"""Reads the rich text of a clause into blocks of runs."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from agreement.text.runs import BlockKind, Run, TextBlock

WEB_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


def parse_rich_text(html: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a rich text as Wagtail stores it.

    Bold, italic, lists, web addresses and references to clauses are kept; text in any other
    element is kept without its form, so that no word is ever lost. Characters are NFC.
    """
    soup = BeautifulSoup(unicodedata.normalize("NFC", html), "html.parser")
    return tuple(b for b in _blocks(soup, BlockKind.PARAGRAPH, 0) if b.text.strip())


def _blocks(parent: Tag, kind: BlockKind, level: int) -> Iterator[TextBlock]:
    """Yield the blocks of an element; bare text between blocks is a paragraph of its own."""
    loose: list[Run] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name in {"ul", "ol"}:
            if loose:
                yield _block(kind, loose, level)
                loose = []
            yield from _list(child, level if kind is BlockKind.PARAGRAPH else level + 1)
        elif isinstance(child, Tag) and child.name in {"p", "div", "h2", "h3", "h4", "blockquote"}:
            if loose:
                yield _block(kind, loose, level)
                loose = []
            yield from _blocks(child, kind, level)
        else:
            loose += _runs(child, Run(""))
    if loose:
        yield _block(kind, loose, level)


def _list(element: Tag, level: int) -> Iterator[TextBlock]:
    kind = BlockKind.NUMBERED if element.name == "ol" else BlockKind.BULLET
    for item in element.find_all("li", recursive=False):
        yield from _blocks(item, kind, level)


def _runs(node: PageElement, form: Run) -> Iterator[Run]:
    if isinstance(node, NavigableString):
        text = re.sub(r"\s+", " ", str(node))
        if text:
            yield replace(form, text=text)
    elif isinstance(node, Tag):
        if node.name == "br":
            yield replace(form, text="\n")
        for child in node.children:
            yield from _runs(child, _form_of(node, form))


def _form_of(element: Tag, form: Run) -> Run:
    if element.name in {"b", "strong"}:
        return replace(form, bold=True)
    if element.name in {"i", "em"}:
        return replace(form, italic=True)
    if element.name == "a" and element.get("linktype") == "clause":
        return replace(form, clause=str(element.get("uid", "")).strip().lower())
    if element.name == "a" and WEB_ADDRESS.match(str(element.get("href", ""))):
        return replace(form, href=str(element["href"]))
    return form


def _block(kind: BlockKind, runs: list[Run], level: int) -> TextBlock:
    """Join runs of one form, so that the same text always has the same data."""
    joined: list[Run] = []
    for run in runs:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    joined[0] = replace(joined[0], text=joined[0].text.lstrip())
    joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return TextBlock(kind, tuple(run for run in joined if run.text), level)
