"""A comparison as a Word document with tracked changes, to work on.

Accepting all changes gives the new text, rejecting all gives the old one: paragraphs, headings,
lists, bold and italic letters and links included. What moved is marked as moved.
"""

from datetime import datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

from agreement.comparison.changes import Comparison
from agreement.comparison_files import words
from agreement.comparison_files.lines import Line, Stay, Style, Unit, moved_keys
from agreement.comparison_files.list_places import Place, list_places
from agreement.comparison_files.reading import units_of
from agreement.comparison_files.sides import Sides
from agreement.comparison_files.tracked import Tracker
from agreement.exports.docx import (
    ASIDE,
    FIELD,
    HEADING,
    LIST,
    NORMAL,
    SUBHEADING,
    TITLE,
    set_page,
)
from agreement.exports.docx_parts import (
    ListNumbering,
    add_bookmark,
    element,
    fixed_bytes,
    inner_link,
    number_paragraph,
    outer_link,
    text_run,
)
from agreement.exports.xml_text import legal_xml
from agreement.text.parse import WEB_ADDRESS

STYLES = {
    Style.TITLE: TITLE,
    Style.SECTION: HEADING,
    Style.CLAUSE: SUBHEADING,
    Style.FIELD: FIELD,
    Style.TEXT: NORMAL,
    Style.ITEM: LIST,
    Style.ASIDE: ASIDE,
}
BULLET = Place(None, 0)


def comparison_docx(comparison: Comparison, sides: Sides) -> bytes:
    """Return the file; the same comparison on the same day gives the same bytes."""
    return _Writer(comparison, sides).write()


class _Writer:
    """Writes one comparison from front to back."""

    def __init__(self, comparison: Comparison, sides: Sides) -> None:
        self._comparison, self._sides = comparison, sides
        self._file: Document = docx.Document()
        self._lists = ListNumbering(self._file)
        self._list_ids: dict[int, str] = {}
        self._first_list = 1
        self._track = Tracker(sides.made_on)
        self._here = {clause.uid for _section, clause in comparison.clauses()}
        self._bookmarks = 0

    def write(self) -> bytes:
        """Return the whole file."""
        self._properties()
        set_page(self._file)
        self._file.sections[0].header.paragraphs[0]._p.append(text_run(self._sides.title))
        for line in words.before_tracked(self._comparison, self._sides):
            self._say(line, NORMAL)
        units = units_of(self._comparison, self._sides)
        moved = moved_keys(units)
        for unit in units:
            self._unit(unit, is_pair=unit.key in moved)
        # The last paragraph of a file cannot be deleted: one that is in both texts stands there.
        self._say(words.END, NORMAL)
        packed = BytesIO()
        self._file.save(packed)
        return fixed_bytes(packed.getvalue())

    def _properties(self) -> None:
        facts = self._file.core_properties
        facts.title = legal_xml(f"{self._comparison.new.title} – {self._sides.title}")[:255]
        facts.author = facts.last_modified_by = "Schnittstellenportal"
        facts.comments = ""
        facts.language = "de-DE"
        facts.created = facts.modified = datetime.combine(self._sides.made_on, time())

    def _unit(self, unit: Unit, *, is_pair: bool) -> None:
        lines = list(unit.shown)
        places = list_places(lines, self._first_list)
        numbers = [place.number for each in places for place in each if place]
        self._first_list = max([self._first_list - 1, *filter(None, numbers)]) + 1
        made = [
            self._line(line, unit.stay, *place) for line, place in zip(lines, places, strict=True)
        ]
        if not made:
            return
        if unit.uid and unit.stay is not Stay.DEPARTED:
            self._bookmarks += 1
            add_bookmark(made[0], _bookmark(unit.uid), self._bookmarks)
        if is_pair and unit.stay is not Stay.HERE:
            start, end = self._track.move(unit.stay, _move_name(unit))
            made[0]._p.addprevious(start)
            made[-1]._p.addnext(end)

    def _line(self, line: Line, stay: Stay, old: Place | None, new: Place | None) -> Paragraph:
        if line.style is Style.ITEM:
            old = new = BULLET
        is_old = stay is Stay.DEPARTED or not line.is_new
        place = old if is_old else new
        paragraph = self._say("", LIST if place else STYLES[line.style])
        self._number(paragraph, place)
        form = paragraph._p.get_or_add_pPr()
        mark = self._track.paragraph_mark(line, stay)
        if mark is not None:
            form.append(mark)
        elif old != new:
            form.append(self._track.form_before(self._form(line, old)))
        for run, said in self._track.runs(line, stay):
            if run.clause in self._here:
                said = inner_link(_bookmark(run.clause), said)
            elif WEB_ADDRESS.match(run.href):
                said = outer_link(paragraph, run.href, said)
            paragraph._p.append(said)
        return paragraph

    def _form(self, line: Line, place: Place | None) -> Any:
        """Return the properties that a paragraph had before."""
        form = element("w:pPr")
        form.append(element("w:pStyle", val=LIST if place else STYLES[line.style]))
        if place:
            numbering = element("w:numPr")
            numbering.append(element("w:ilvl", val=str(place.level)))
            numbering.append(element("w:numId", val=self._list_id(place)))
            form.append(numbering)
        return form

    def _number(self, paragraph: Paragraph, place: Place | None) -> None:
        if place:
            number_paragraph(paragraph, self._list_id(place), place.level)

    def _list_id(self, place: Place) -> str:
        if place.number is None:
            return self._lists.bullet_list()
        if place.number not in self._list_ids:
            self._list_ids[place.number] = self._lists.numbered_list()
        return self._list_ids[place.number]

    def _say(self, text: str, style: str) -> Paragraph:
        """Add a paragraph; by the style's id, since looking styles up by name takes long."""
        paragraph = self._file.add_paragraph()
        paragraph._p.style = style
        if text:
            paragraph._p.append(text_run(text))
        return paragraph


def _bookmark(uid: str) -> str:
    """Return the name of a clause's bookmark: Word allows letters, digits and 40 of them."""
    return f"k_{uid.replace('-', '')}"[:40]


def _move_name(unit: Unit) -> str:
    return f"verschoben_{unit.key}"[:40]
