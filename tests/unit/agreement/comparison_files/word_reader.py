"""Reads a Word document as Word would after accepting, or rejecting, all tracked changes.

Written after ISO/IEC 29500-1 (17.13.5), apart from what writes the files.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CAME, WENT = {f"{W}ins", f"{W}moveTo"}, {f"{W}del", f"{W}moveFrom"}

Form = tuple[bool, bool, str]
"""Bold, italic, where it leads."""


@dataclass
class Read:
    """A paragraph: style, place in a list (numbered or not, level, which list), runs."""

    style: str
    item: tuple[bool, int, str] | None
    letters: list[tuple[str, Form]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(letter for letter, _form in self.letters)

    @property
    def runs(self) -> list[tuple[str, Form]]:
        """The text in pieces of one form."""
        groups = groupby(self.letters, key=lambda one: one[1])
        return [("".join(letter for letter, _form in group), form) for form, group in groups]


class WordFile:
    """A file, opened."""

    def __init__(self, content: bytes) -> None:
        packed = zipfile.ZipFile(BytesIO(content))
        self.body = etree.fromstring(packed.read("word/document.xml")).find(f"{W}body")
        links = etree.fromstring(packed.read("word/_rels/document.xml.rels"))
        self._links = {link.get("Id"): link.get("Target") for link in links}
        lists = etree.fromstring(packed.read("word/numbering.xml"))
        kinds = {
            one.get(f"{W}abstractNumId"): one.find(f"{W}lvl/{W}numFmt").get(f"{W}val")
            for one in lists.iterfind(f"{W}abstractNum")
        }
        self._is_numbered = {
            one.get(f"{W}numId"): kinds[one.find(f"{W}abstractNumId").get(f"{W}val")] == "decimal"
            for one in lists.iterfind(f"{W}num")
        }

    def accepted(self) -> list[Read]:
        """Return what is left when every change is accepted."""
        return self._resolved(came=True)

    def rejected(self) -> list[Read]:
        """Return what is left when every change is rejected."""
        return self._resolved(came=False)

    def _resolved(self, *, came: bool) -> list[Read]:
        found: list[Read] = []
        before: list[tuple[str, Form]] = []
        for paragraph in self.body.iterfind(f"{W}p"):
            form = paragraph.find(f"{W}pPr")
            read = self._form(form, came=came)
            letters = list(self._letters(paragraph, "", came=came))
            mark = {child.tag for child in paragraph.iterfind(f"{W}pPr/{W}rPr/*")}
            if mark & (WENT if came else CAME):
                # Without its mark a paragraph runs on into the next.
                before += letters
                continue
            read.letters = [*before, *letters]
            before = []
            found.append(read)
        assert not before
        return found

    def _form(self, form: etree._Element | None, *, came: bool) -> Read:
        if form is not None and not came and form.find(f"{W}pPrChange") is not None:
            form = form.find(f"{W}pPrChange/{W}pPr")
        style = form.find(f"{W}pStyle") if form is not None else None
        item = None
        if form is not None and form.find(f"{W}numPr") is not None:
            number = form.find(f"{W}numPr/{W}numId").get(f"{W}val")
            level = form.find(f"{W}numPr/{W}ilvl").get(f"{W}val")
            item = (self._is_numbered[number], int(level), number)
        return Read("Normal" if style is None else style.get(f"{W}val"), item)

    def _letters(
        self, parent: etree._Element, target: str, *, came: bool
    ) -> Iterator[tuple[str, Form]]:
        for child in parent:
            if child.tag in (CAME if not came else WENT):
                continue
            if child.tag in CAME | WENT:
                yield from self._letters(child, target, came=came)
            elif child.tag == f"{W}hyperlink":
                leads = self._links.get(child.get(f"{R}id")) or f"#{child.get(f'{W}anchor')}"
                yield from self._letters(child, leads, came=came)
            elif child.tag == f"{W}r":
                yield from self._run(child, target, came=came)

    def _run(self, run: etree._Element, target: str, *, came: bool) -> Iterator[tuple[str, Form]]:
        form = run.find(f"{W}rPr")
        if form is not None and not came and form.find(f"{W}rPrChange") is not None:
            form = form.find(f"{W}rPrChange/{W}rPr")
        tags = {child.tag for child in form} if form is not None else set()
        look = (f"{W}b" in tags, f"{W}i" in tags, target)
        for child in run:
            text = {f"{W}br": "\n", f"{W}tab": "\t"}.get(child.tag, "")
            if child.tag in {f"{W}t", f"{W}delText"}:
                text = child.text or ""
            for letter in text:
                yield letter, look
