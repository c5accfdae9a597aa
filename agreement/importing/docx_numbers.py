"""The numbers that Word writes before paragraphs by itself, which stand nowhere in their text."""

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LARGEST_ROMAN = 3_999


@dataclass(frozen=True, slots=True)
class NumberedLevel:
    """How a level of a list is numbered: `template` as in Word, with `%1` for its first level."""

    form: str
    template: str
    start: int


@dataclass(frozen=True, slots=True)
class Label:
    """What Word writes before a paragraph; `is_bullet` for a sign that is no number."""

    text: str
    level: int
    is_bullet: bool = False


def value_of(element: etree._Element | None, tag: str) -> str | None:
    """Return the attribute `val` of a child element."""
    child = element.find(W + tag) if element is not None else None
    return child.get(W + "val") if child is not None else None


def number(text: str | None, default: int) -> int:
    """Return a small whole number that a file writes, the default for anything else."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, part: etree._Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, NumberedLevel]]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        if part is None:
            return
        kinds = {
            kind.get(W + "abstractNumId", ""): _levels(kind)
            for kind in part.findall(W + "abstractNum")
        }
        for one in part.findall(W + "num"):
            kind = value_of(one, "abstractNumId") or ""
            levels = dict(kinds.get(kind, {}))
            for override in one.findall(W + "lvlOverride"):
                level = number(override.get(W + "ilvl"), 0)
                start = value_of(override, "startOverride")
                if start is not None and level in levels:
                    own = levels[level]
                    levels[level] = NumberedLevel(own.form, own.template, number(start, own.start))
            restarts = one.find(W + "lvlOverride") is not None
            name = one.get(W + "numId", "")
            self._lists[name] = (f"num/{name}" if restarts else f"kind/{kind}", levels)

    def label(self, list_id: str, level: int) -> Label | None:
        """Count a paragraph of a list, and return what stands before it; None for nothing."""
        known = self._lists.get(list_id)
        if known is None or level not in known[1]:
            return None
        counter, levels = self._counters[known[0]], known[1]
        own = levels[level]
        counter[level] = counter.get(level, own.start - 1) + 1
        for deeper in [each for each in counter if each > level]:
            del counter[deeper]
        if own.form == "bullet":
            return Label("", level, is_bullet=True)
        if own.form == "none":
            return None

        def filled(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            there = levels.get(at, own)
            return _written(counter.get(at, there.start), there.form)

        text = re.sub(r"%([1-9])", filled, own.template).strip()
        return Label(text, level) if text else None


def _levels(kind: etree._Element) -> dict[int, NumberedLevel]:
    return {
        number(each.get(W + "ilvl"), 0): NumberedLevel(
            value_of(each, "numFmt") or "decimal",
            value_of(each, "lvlText") or "",
            number(value_of(each, "start"), 1),
        )
        for each in kind.findall(W + "lvl")[:_LEVELS]
    }


def _written(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= LARGEST_ROMAN:
        text = ""
        for value, sign in _ROMAN:
            text, count = text + sign * (count // value), count % value
        return text.upper() if form == "upperRoman" else text
    return str(count)
