"""The paragraphs of a Word file in their order, with what was left out of them counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from agreement.importing.docx_numbers import Numbering, W, value_of
from agreement.importing.docx_package import Package
from agreement.importing.docx_styles import Styles, heading_of, list_of
from agreement.importing.notation import without_marks
from agreement.text.parse import WEB_ADDRESS
from agreement.text.runs import Run

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = {"0", "false", "off"}
_LEFT_OUT = {
    "drawing": "pictures",
    "pict": "pictures",
    "object": "pictures",
    "footnoteReference": "notes",
    "endnoteReference": "notes",
    "commentReference": "comments",
    "sym": "signs",
}
_INNER = {"ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"}
_CENTRED = {"center"}


@dataclass(frozen=True, slots=True)
class DocxParagraph:
    """A paragraph: its runs (with the number Word would write), and what its form says."""

    runs: tuple[Run, ...]
    heading: int = 0
    is_title: bool = False
    is_bullet: bool = False
    level: int = 0
    is_emphasised: bool = False
    """Whether it stands in the middle or is bold throughout, as headings without a style are."""
    is_row: bool = False
    """Whether it is a row of a table."""

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)


class DocxReader:
    """Reads the paragraphs of one file; `left_out` counts what no text of a clause can hold."""

    def __init__(self, package: Package) -> None:
        self._body = package.document.find(W + "body")
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering)
        self._links = {
            link.get("Id", ""): link.get("Target", "")
            for link in (package.links if package.links is not None else ())
            if isinstance(link.tag, str) and link.get("TargetMode") == "External"
        }
        self.left_out: Counter[str] = Counter()

    def paragraphs(self) -> Iterator[DocxParagraph]:
        """Yield the paragraphs; rows of tables become paragraphs of their own."""
        if self._body is not None:
            yield from self._blocks(self._body)

    def _blocks(self, parent: etree._Element) -> Iterator[DocxParagraph]:
        for element in parent:
            match _name(element):
                case "p":
                    if paragraph := self._paragraph(element):
                        yield paragraph
                case "tbl":
                    self.left_out["tables"] += 1
                    yield from self._rows(element)
                case "sdt" if _is_contents(element):
                    continue
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
                    yield from self._blocks(element)
                case _other:
                    continue

    def _rows(self, table: etree._Element) -> Iterator[DocxParagraph]:
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not table:
                continue
            cells = [" ".join(self._cell(cell)) for cell in row.findall(W + "tc")]
            text = " | ".join(cell.rstrip(";") for cell in cells if cell)
            if text:
                yield DocxParagraph((Run(text),), is_bullet=True, is_row=True)

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        """Yield what stands in a cell; the rows of a table within it are parted by semicolons."""
        for block in self._blocks(cell):
            text = " ".join(block.text.split())
            if text:
                yield f"{text};" if block.is_row else text

    def _paragraph(self, element: etree._Element) -> DocxParagraph | None:
        form = element.find(W + "pPr")
        style = self._styles.style(value_of(form, "pStyle"))
        if style.is_contents:
            return None
        runs = tuple(run for run in self._runs(element, Run("")) if run.text)
        runs, level, is_bullet = self._labelled(runs, form, style.list_id, style.list_level)
        words = [run for run in runs if run.text.strip()]
        if not words:
            return None
        return DocxParagraph(
            runs,
            heading=heading_of(form) or style.heading,
            is_title=style.is_title,
            is_bullet=is_bullet,
            level=level,
            is_emphasised=value_of(form, "jc") in _CENTRED or all(run.bold for run in words),
        )

    def _labelled(
        self, runs: tuple[Run, ...], form: etree._Element | None, list_id: str | None, level: int
    ) -> tuple[tuple[Run, ...], int, bool]:
        """Return the runs with the number that Word writes before them, the level, if a bullet."""
        own_list, own_level = list_of(form)
        list_id = own_list if own_list is not None else list_id
        level = own_level if own_level is not None else level
        has_words = any(run.text.strip() for run in runs)
        if list_id in {None, "0"} or not has_words:
            return runs, 0, False
        label = self._numbering.label(str(list_id), level)
        if label is None:
            return runs, 0, False
        if label.is_bullet:
            return runs, label.level, True
        first = replace(runs[0], text=f"{label.text} ", href="")
        return (first, *runs), 0, False

    def _runs(self, parent: etree._Element, form: Run) -> Iterator[Run]:
        for element in parent:
            name = _name(element)
            if name == "r":
                yield from self._run(element, form)
            elif name in {"del", "moveFrom"}:
                self.left_out["changes"] += 1
            elif name == "hyperlink":
                target = self._links.get(element.get(_R + "id", ""), "")
                href = target if WEB_ADDRESS.match(target) and len(target) <= 2_000 else ""
                yield from self._runs(element, replace(form, href=href))
            elif name in _INNER:
                self.left_out["changes"] += name in {"ins", "moveTo"}
                yield from self._runs(element, form)
            elif name in {"oMath", "oMathPara"}:
                self.left_out["formulas"] += 1

    def _run(self, element: etree._Element, form: Run) -> Iterator[Run]:
        look = element.find(W + "rPr")
        if _is_on(look, "vanish"):
            self.left_out["hidden"] += 1
            return
        form = replace(form, bold=_is_on(look, "b"), italic=_is_on(look, "i"))
        for child in element:
            name = _name(child)
            if name == "t":
                text, marks = without_marks(child.text or "")
                self.left_out["marks"] += marks
                yield replace(form, text=text)
            elif name in {"tab", "cr", "br", "noBreakHyphen"}:
                is_line = name == "cr" or (name == "br" and child.get(W + "type") is None)
                sign = "-" if name == "noBreakHyphen" else "\n" if is_line else " "
                yield replace(form, text=sign)
            elif name in _LEFT_OUT:
                self.left_out[_LEFT_OUT[name]] += 1
            elif name == "AlternateContent":
                self.left_out["pictures"] += 1


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _is_on(look: etree._Element | None, tag: str) -> bool:
    child = look.find(W + tag) if look is not None else None
    return child is not None and child.get(W + "val", "1") not in _OFF


def _is_contents(element: etree._Element) -> bool:
    """Whether a block is the table of contents that Word made."""
    return any(
        "Contents" in (each.get(W + "val") or "") for each in element.iter(W + "docPartGallery")
    )
