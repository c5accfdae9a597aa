"""A comparison as a PDF to read and print: PDF/UA-1, and clear without colour.

It shows what changed; of the rest it says how much there is. Text reaches the typesetter as data.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from agreement.comparison.changes import Comparison
from agreement.comparison.pieces import Piece, RunChange
from agreement.comparison_files import words
from agreement.comparison_files.lines import Line, Stay, Style, Unit
from agreement.comparison_files.reading import units_of
from agreement.comparison_files.sides import Sides
from agreement.exports.lettering import Care, breakable, every_text, printable
from agreement.exports.pdf import REPLACED
from agreement.exports.typesetting import NotTypeset, typeset_apart
from agreement.text.parse import WEB_ADDRESS
from agreement.text.runs import BlockKind, Run

TEMPLATE = Path(__file__).parent / "templates" / "comparison.typ"


def comparison_pdf(comparison: Comparison, sides: Sides) -> bytes:
    """Return the file; the same comparison on the same day gives the same bytes.

    A letter that the fonts lack is printed as its code point. Raises NotTypeset if there is no
    way to make the file.
    """
    data = _data(comparison, sides)
    template = TEMPLATE.read_text(encoding="utf-8")
    moment = datetime.combine(sides.made_on, time(), UTC)
    for care in Care:
        shown = every_text(data, partial(printable, care=care))
        remark = REPLACED if shown != every_text(data, str) else ""
        told = json.dumps({**every_text(shown, breakable), "replaced": remark}, ensure_ascii=False)
        try:
            return typeset_apart(template, {"document": told}, ("ua-1",), moment)
        except NotTypeset:
            if care is Care.ALL:
                raise
    raise NotTypeset("no care was taken")


def _data(comparison: Comparison, sides: Sides) -> dict[str, Any]:
    units = [_unit(unit) for unit in _shown(units_of(comparison, sides))]
    return {
        "title": comparison.new.title,
        "title-line": f"{comparison.new.title} – {sides.title}",
        "description": f"{sides.title}; {'; '.join(words.counts(comparison))}",
        "sides": sides.title,
        "old": sides.old.name,
        "new": sides.new.name,
        "counts": [*words.counts(comparison), *words.origin(sides)],
        "hint": words.HINT,
        "nothing": words.NOTHING,
        "units": units,
    }


def _shown(units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield what changed, and the heads of the sections that it stands in."""
    head: Unit | None = None
    for unit in units:
        if not unit.uid:
            head = unit
            if unit.is_touched:
                yield unit
                head = None
        elif unit.is_touched:
            if head:
                yield Unit(head.key, "", head.stay, head.lines[:1], head.fate, head.is_touched)
                head = None
            yield unit


def _unit(unit: Unit) -> dict[str, Any]:
    departed = unit.stay is Stay.DEPARTED
    lines = [line for line in unit.lines if line.is_old][:1] if departed else unit.lines
    return {
        "mark": words.mark_of(unit),
        "note": unit.note,
        "lines": [_departed(line) for line in lines] if departed else list(_lines(lines)),
    }


def _departed(line: Line) -> dict[str, Any]:
    """Return the first line of what moved away, as it was: its words stand where it went."""
    runs = [one.was or one.run for one in line.pieces if one.piece is not Piece.ADDED]
    pieces = [{"kind": "kept", "note": "", "runs": [_run(run) for run in runs]}]
    # It is no heading here: there would be two for one clause.
    return {"style": Style.TEXT, "note": "", "level": 0, "sign": "", "pieces": pieces}


def _lines(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    numbers: dict[int, int] = {}
    for line in lines:
        item = line.new_list or line.old_list
        if item is None:
            numbers.clear()
        level = item.level if item else 0
        for deeper in [one for one in numbers if one > level]:
            del numbers[deeper]
        sign = "•"
        if item and item.kind is BlockKind.NUMBERED:
            # A removed item takes no number from those that stay.
            numbers[level] = numbers.get(level, 0) + line.is_new
            sign = f"{numbers[level]}." if line.is_new else "–"
        yield {
            "style": Style.ITEM if item else line.style,
            "note": words.reshaped(line.old, line.new),
            "level": level,
            "sign": sign,
            "pieces": list(_pieces(line.pieces)),
        }


def _pieces(pieces: Iterable[RunChange]) -> Iterator[dict[str, Any]]:
    """Yield runs that came or went together as one."""
    for piece, group in groupby(pieces, key=lambda one: one.piece):
        changes = list(group)
        note = words.restyled(changes[0]) if piece is Piece.RESTYLED else ""
        runs = [_run(one.run, is_told=piece in (Piece.ADDED, Piece.REMOVED)) for one in changes]
        yield {"kind": piece, "note": note, "runs": runs}


def _run(run: Run, *, is_told: bool = False) -> Mapping[str, Any]:
    """Return a run; where links differ, it is told where they lead."""
    href = run.href if WEB_ADDRESS.match(run.href) else ""
    text = f"{run.text} ({href})" if href and is_told else run.text
    return {"text": text, "bold": run.bold, "italic": run.italic, "href": href}
