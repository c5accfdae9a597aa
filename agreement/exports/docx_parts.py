"""What python-docx has no words for: fields, bookmarks, links, numbered lists, fixed bytes."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from agreement.exports.xml_text import legal_xml

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: the same document gives the same bytes."""
_SIGNS = {"\n": "w:br", "\r": "w:br", "\t": "w:tab"}
_PARTS = re.compile("([\n\r\t])")
LEVELS = 9
BULLETS = ("•", "–", "•")
STEP = 360
"""How far a level is indented, in twentieths of a point."""


def element(name: str, /, **attributes: str) -> Any:
    """Return an element of WordprocessingML: `element("w:br")`; attributes without prefix."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def text_run(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> Any:
    """Return a run; ends of lines are breaks, tabs are tabs."""
    run = element("w:r")
    form = element("w:rPr")
    if style:
        form.append(element("w:rStyle", val=style))
    if bold:
        form.append(element("w:b"))
    if italic:
        form.append(element("w:i"))
    if len(form):
        run.append(form)
    for part in _PARTS.split(legal_xml(text)):
        if part in _SIGNS:
            run.append(element(_SIGNS[part]))
        elif part:
            said = element("w:t")
            said.text = part
            said.set(qn("xml:space"), "preserve")
            run.append(said)
    return run


def add_field(paragraph: Paragraph, code: str, shown: Iterable[Any]) -> None:
    """Add a field such as PAGE with what it shows until it is brought up to date."""
    for kind in ("begin", "separate", "end"):
        if kind == "end":
            for each in shown:
                paragraph._p.append(each)
        holder = element("w:r")
        holder.append(element("w:fldChar", fldCharType=kind))
        paragraph._p.append(holder)
        if kind == "begin":
            instruction = element("w:instrText")
            instruction.text = f" {code} "
            instruction.set(qn("xml:space"), "preserve")
            instructing = element("w:r")
            instructing.append(instruction)
            paragraph._p.append(instructing)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make a paragraph a place to which links lead; its number is its own in the document."""
    paragraph._p.append(element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def inner_link(name: str, run: Any) -> Any:
    """Return a link to a bookmark."""
    link = element("w:hyperlink", anchor=name, history="1")
    link.append(run)
    return link


def outer_link(paragraph: Paragraph, address: str, run: Any) -> Any:
    """Return a link to an address in the web."""
    link = element("w:hyperlink", history="1")
    related = paragraph.part.relate_to(
        legal_xml(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link.set(qn("r:id"), related)
    link.append(run)
    return link


class ListNumbering:
    """The lists of a document: bullets share one definition, numbered lists each begin at 1."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        known = [int(each) for each in self._root.xpath("w:abstractNum/@w:abstractNumId")]
        self._bullets = self._define(max(known, default=0) + 1, is_numbered=False)
        self._numbers = self._define(max(known, default=0) + 2, is_numbered=True)
        self._bullet_list = self._new(self._bullets)

    def bullet_list(self) -> str:
        """Return the id of the lists without numbers."""
        return self._bullet_list

    def numbered_list(self) -> str:
        """Return the id of a new list that begins at 1."""
        return self._new(self._numbers, restart=True)

    def _define(self, number: int, *, is_numbered: bool) -> str:
        made = element("w:abstractNum", abstractNumId=str(number))
        made.append(element("w:multiLevelType", val="multilevel"))
        for level in range(LEVELS):
            row = element("w:lvl", ilvl=str(level))
            row.append(element("w:start", val="1"))
            row.append(element("w:numFmt", val="decimal" if is_numbered else "bullet"))
            sign = f"%{level + 1}." if is_numbered else BULLETS[level % len(BULLETS)]
            row.append(element("w:lvlText", val=sign))
            row.append(element("w:lvlJc", val="left"))
            form = element("w:pPr")
            left = str(STEP * (level + 1))
            form.append(element("w:ind", left=left, hanging=str(STEP)))
            row.append(form)
            made.append(row)
        # Definitions come before the lists that use them.
        self._root.insert(0, made)
        return str(number)

    def _new(self, definition: str, *, restart: bool = False) -> str:
        made = self._root.add_num(int(definition))
        if restart:
            for level in range(LEVELS):
                made.add_lvlOverride(level).add_startOverride(1)
        return str(made.numId)


def number_paragraph(paragraph: Paragraph, list_id: str, level: int) -> None:
    """Make a paragraph an item of a list."""
    form = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    form.get_or_add_ilvl().val = min(level, LEVELS - 1)
    form.get_or_add_numId().val = int(list_id)


def fixed_bytes(packed: bytes) -> bytes:
    """Return the same ZIP without the hour at which it was packed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, source.read(name))
    return made.getvalue()
