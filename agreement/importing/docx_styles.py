"""What the styles of a Word file say about its paragraphs: which are headings, which numbered."""

import re
from dataclasses import dataclass

from lxml import etree

from agreement.importing.docx_numbers import W, number, value_of

_HEADING = re.compile(r"(?:heading|überschrift)\s*(?P<level>[1-9])", re.IGNORECASE)
_TITLE = {"title", "titel"}
_CONTENTS = re.compile(r"(?:toc|verzeichnis|inhaltsverzeichnis)\b", re.IGNORECASE)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A style: its heading level from 1 (0 is none), list and level, and what else it is."""

    heading: int = 0
    list_id: str | None = None
    list_level: int = 0
    is_title: bool = False
    is_contents: bool = False


PLAIN = ParagraphStyle()


class Styles:
    """The paragraph styles by their ids, with what they take over from those they rest on."""

    def __init__(self, part: etree._Element | None) -> None:
        found = part.findall(W + "style") if part is not None else []
        self._elements = {style.get(W + "styleId", ""): style for style in found}
        self._known: dict[str, ParagraphStyle] = {}

    def style(self, style_id: str | None) -> ParagraphStyle:
        """Return a style; a plain one for an id that nobody knows."""
        if style_id is None:
            return PLAIN
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> ParagraphStyle:
        heading, list_id, level = 0, None, None
        is_title = is_contents = False
        for element in self._chain(style_id):
            name = value_of(element, "name") or ""
            form = element.find(W + "pPr")
            heading = heading or _heading_of(name) or heading_of(form)
            is_title = is_title or name.casefold() in _TITLE
            is_contents = is_contents or bool(_CONTENTS.match(name))
            own_list, own_level = list_of(form)
            list_id = own_list if list_id is None else list_id
            level = own_level if level is None else level
        return ParagraphStyle(heading, list_id, level or 0, is_title, is_contents)

    def _chain(self, style_id: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        element = self._elements.get(style_id)
        while element is not None and element not in chain and len(chain) < _DEEPEST:
            chain.append(element)
            element = self._elements.get(value_of(element, "basedOn") or "")
        return chain


def _heading_of(name: str) -> int:
    match = _HEADING.fullmatch(name.strip())
    return int(match["level"]) if match else 0


def heading_of(form: etree._Element | None) -> int:
    """Return the heading level that the form of a paragraph names: 1 for the highest, 0 none."""
    level = number(value_of(form, "outlineLvl"), 9)
    return level + 1 if 0 <= level < 9 else 0


def list_of(form: etree._Element | None) -> tuple[str | None, int | None]:
    """Return the list and the level that the form of a paragraph names, None for what it leaves."""
    numbered = form.find(W + "numPr") if form is not None else None
    if numbered is None:
        return None, None
    level = value_of(numbered, "ilvl")
    return value_of(numbered, "numId"), None if level is None else number(level, 0)
