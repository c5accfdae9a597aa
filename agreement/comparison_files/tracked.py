"""Tracked changes in WordprocessingML: what came, went, moved and was restyled.

ISO/IEC 29500-1, 17.13.5. Accepting all of them gives the new text, rejecting all the old one.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from agreement.comparison.pieces import Fate, Piece, RunChange
from agreement.comparison_files.lines import Line, Stay
from agreement.exports.docx_parts import element, text_run
from agreement.text.runs import Run

AUTHOR = "Schnittstellenportal"
MARKS = {
    (Stay.HERE, Fate.NEW): "w:ins",
    (Stay.HERE, Fate.GONE): "w:del",
    (Stay.DEPARTED, Fate.SAME): "w:moveFrom",
    (Stay.DEPARTED, Fate.CHANGED): "w:moveFrom",
    (Stay.DEPARTED, Fate.GONE): "w:del",
    (Stay.ARRIVED, Fate.SAME): "w:moveTo",
    (Stay.ARRIVED, Fate.CHANGED): "w:moveTo",
    (Stay.ARRIVED, Fate.NEW): "w:ins",
}
RUNS = {
    (Stay.HERE, Piece.ADDED): "w:ins",
    (Stay.HERE, Piece.REMOVED): "w:del",
    (Stay.DEPARTED, Piece.KEPT): "w:moveFrom",
    (Stay.DEPARTED, Piece.RESTYLED): "w:moveFrom",
    (Stay.DEPARTED, Piece.REMOVED): "w:del",
    (Stay.ARRIVED, Piece.KEPT): "w:moveTo",
    (Stay.ARRIVED, Piece.RESTYLED): "w:moveTo",
    (Stay.ARRIVED, Piece.ADDED): "w:ins",
}


class Tracker:
    """Makes the marks of one file; each has a number of its own."""

    def __init__(self, made_on: date) -> None:
        self._numbers = count(1)
        self._date = f"{made_on.isoformat()}T00:00:00Z"

    def mark(self, name: str, /, **attributes: str) -> Any:
        """Return an element that says who changed something, and when."""
        facts = {"id": str(next(self._numbers)), "author": AUTHOR, "date": self._date}
        return element(name, **facts, **attributes)

    def paragraph_mark(self, line: Line, stay: Stay) -> Any | None:
        """Return what became of the paragraph as such; None if it is in both texts."""
        name = MARKS.get((stay, line.fate))
        if name is None:
            return None
        form = element("w:rPr")
        form.append(self.mark(name))
        return form

    def form_before(self, form: Any) -> Any:
        """Return the properties of a paragraph as they were before."""
        change = self.mark("w:pPrChange")
        change.append(form)
        return change

    def move(self, stay: Stay, name: str) -> tuple[Any, Any]:
        """Return the ends of what moved; departure and arrival know each other by the name."""
        kind = "w:moveFromRange" if stay is Stay.DEPARTED else "w:moveToRange"
        start = self.mark(f"{kind}Start", name=name)
        number = next(value for key, value in start.attrib.items() if key.endswith("}id"))
        return start, element(f"{kind}End", id=number)

    def runs(self, line: Line, stay: Stay) -> Iterator[tuple[Run, Any]]:
        """Yield what a line says at this place: each run as data and as an element."""
        for one in line.pieces:
            left_out = {Stay.DEPARTED: Piece.ADDED, Stay.ARRIVED: Piece.REMOVED}.get(stay)
            if one.piece is not left_out:
                run = one.was if stay is Stay.DEPARTED and one.was else one.run
                yield run, self._run(run, one, stay)

    def _run(self, run: Run, one: RunChange, stay: Stay) -> Any:
        made = text_run(run.text, bold=run.bold, italic=run.italic)
        name = RUNS.get((stay, one.piece))
        if name == "w:del":
            for said in made.iterfind(f"{{{made.nsmap['w']}}}t"):
                said.tag = said.tag.removesuffix("}t") + "}delText"
        if name:
            mark = self.mark(name)
            mark.append(made)
            return mark
        if one.piece is Piece.RESTYLED and one.was:
            self._restyle(made, one.was)
        return made

    def _restyle(self, made: Any, was: Run) -> None:
        """Say how the characters looked before."""
        form = made.get_or_add_rPr()
        before = element("w:rPr")
        for name, is_so in (("w:b", was.bold), ("w:i", was.italic)):
            if is_so:
                before.append(element(name))
        change = self.mark("w:rPrChange")
        change.append(before)
        form.append(change)
