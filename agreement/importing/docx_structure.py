"""From the paragraphs of a Word file to sections and clauses. Pure.

Word knows no clauses. The highest kind of heading there is makes the sections; within a section
the highest kind of mark below it – a lower heading, `§ 3`, `(1)` or `Abs. 1`, `1.` – makes the
clauses. What is numbered below that is wording and keeps its number in the text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from agreement.importing.docx_paragraphs import DocxParagraph
from agreement.importing.imported import ImportedClause, ImportedSection, SectionKind
from agreement.importing.notation import levelled, rich_text_of
from agreement.text.parse import parse_rich_text
from agreement.text.runs import BlockKind, Run, TextBlock

SIGN, PART, POINT, SUBPOINT = 10, 20, 21, 22
"""How high a mark stands; headings of Word have the levels 1 to 9."""

_SIGN = re.compile(r"(?:§|Art\.|Artikel|Paragraph)\s*\d+\s?[a-z]?(?![\w)])[.:]?\s*")
_NAMED = re.compile(r"(?:Präambel|Vorbemerkung(?:en)?|(?:Anlage|Anhang)(?:\s+\w{1,3})?)\b[.:]?\s*")
_PART = re.compile(r"(?:\(\d+[a-z]?\)|(?:Abs\.|Absatz)\s*\d+[a-z]?[.:]?)\s+")
_POINT = re.compile(r"\d{1,3}\.\s+")
_SUBPOINT = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s+")
_MARKS = ((_PART, PART), (_SUBPOINT, SUBPOINT), (_POINT, POINT))
LONGEST_HEADING_LINE = 150
LONGEST_LEAD = 100
LONGEST_SUGGESTION = 60
LONGEST_HEADING = 255

_KINDS = (
    (SectionKind.ANNEX, re.compile(r"(?:Anlage|Anhang)\b")),
    (SectionKind.INTERFACE, re.compile(r"Schnittstelle|Übergang|Übergabe")),
    (SectionKind.MBE, re.compile(r"Migrationsberatung|\bMBE\b")),
    (SectionKind.JMD, re.compile(r"Jugendmigrationsdienst|\bJMD\b")),
    (SectionKind.IM, re.compile(r"Integrationsmanagement")),
)


@dataclass(frozen=True)
class Structure:
    """The sections of a document, its title ("" if it has none), and how much was suggested."""

    title: str
    sections: tuple[ImportedSection, ...]
    suggested: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with the rank of its mark (0 for none), and its runs without that mark."""

    paragraph: DocxParagraph
    rank: int
    rest: tuple[Run, ...]

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.rest).split())


def structure(paragraphs: Sequence[DocxParagraph], name: str) -> Structure:
    """Return the sections and clauses of a document; `name` entitles text without a heading."""
    lines = list(_joined(_without_lists(_line(paragraph) for paragraph in paragraphs)))
    title, lines = _title(lines)
    ranks = [line.rank for line in lines if 0 < line.rank <= SIGN]
    top = min(ranks, default=0)
    parts: list[tuple[_Line | None, list[_Line]]] = [(None, [])]
    for line in lines:
        if top and line.rank == top:
            parts.append((line, []))
        else:
            parts[-1][1].append(line)
    parts = [part for part in parts if part[0] or part[1]]
    opening = (title or name) if len(parts) == 1 else _("Präambel")
    found = [_section(head, inner, opening) for head, inner in parts]
    sections = tuple(section for section, _count in found)
    return Structure(title, sections, sum(count for _section, count in found))


def _line(paragraph: DocxParagraph) -> _Line:
    text = paragraph.text.lstrip()
    is_short = len(text) <= LONGEST_HEADING_LINE
    sign = _SIGN.match(text)
    if paragraph.heading:
        return _Line(paragraph, paragraph.heading, _cut(paragraph.runs, sign))
    if paragraph.is_bullet:
        return _Line(paragraph, 0, paragraph.runs)
    named = _NAMED.match(text)
    if named and is_short and (paragraph.is_emphasised or named.end() == len(text)):
        return _Line(paragraph, SIGN, paragraph.runs)
    if sign and is_short and not text.endswith((".", ",", ";")):
        return _Line(paragraph, SIGN, _cut(paragraph.runs, sign))
    for pattern, rank in _MARKS:
        if match := pattern.match(text):
            return _Line(paragraph, rank, _cut(paragraph.runs, match))
    return _Line(paragraph, 0, paragraph.runs)


def _cut(runs: Sequence[Run], mark: re.Match[str] | None) -> tuple[Run, ...]:
    """Return runs without the mark at their beginning."""
    left = mark.end() if mark else 0
    text = "".join(run.text for run in runs)
    left += len(text) - len(text.lstrip()) if left else 0
    rest = []
    for run in runs:
        rest.append(replace(run, text=run.text[left:]))
        left = max(0, left - len(run.text))
    return tuple(run for run in rest if run.text)


def _without_lists(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Take the points of a list that a sentence with a colon opens as what they are: wording."""
    before: _Line | None = None
    is_listed = False
    for each in lines:
        line = each
        if line.rank in {POINT, SUBPOINT}:
            opens = before is not None and before.paragraph.text.rstrip().endswith(":")
            is_listed = is_listed or opens
            if is_listed:
                line = _Line(line.paragraph, 0, line.paragraph.runs)
        elif not line.paragraph.is_bullet:
            is_listed = False
        yield line
        before = line


def _joined(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Join a line that is a mark alone, such as "§ 3", with the heading in the line after it."""
    waiting: _Line | None = None
    for line in lines:
        if waiting is not None:
            is_heading = line.paragraph.is_emphasised or line.paragraph.heading
            is_short = len(line.text) <= LONGEST_HEADING_LINE
            if line.rank in {0, waiting.rank} and is_heading and is_short:
                yield _Line(line.paragraph, waiting.rank, line.rest)
                waiting = None
                continue
            yield waiting
        is_bare = 0 < line.rank <= SIGN and not line.text
        waiting = line if is_bare else None
        if not is_bare:
            yield line
    if waiting is not None:
        yield waiting


def _title(lines: list[_Line]) -> tuple[str, list[_Line]]:
    """Return the title and the lines without it: in the style for it, or the only top heading."""
    titled = [line for line in lines if line.paragraph.is_title]
    if titled:
        rest = [line for line in lines if not line.paragraph.is_title]
        return " – ".join(line.text for line in titled)[:LONGEST_HEADING], rest
    times = Counter(line.rank for line in lines if 0 < line.rank <= SIGN)
    top = min(times, default=0)
    is_single = len(times) > 1 and times[top] == 1 and top < SIGN
    if is_single and lines[0].rank == top:
        return lines[0].text[:LONGEST_HEADING], lines[1:]
    return "", lines


def _section(head: _Line | None, inner: Sequence[_Line], name: str) -> tuple[ImportedSection, int]:
    """Return a section, and for how many of its clauses a heading was suggested."""
    title = (head.text or head.paragraph.text.strip()) if head else name
    below = [line.rank for line in inner if line.rank]
    top = min(below, default=0)
    groups: list[tuple[_Line | None, list[_Line]]] = [(None, [])]
    for line in inner:
        if top and line.rank == top:
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    groups = [group for group in groups if group[0] or group[1]]
    clauses, suggested = [], 0
    for first, rest in groups:
        clause = _clause(first, rest)
        if not clause.heading:
            is_only = len(groups) == 1
            suggested += not is_only
            clause = replace(clause, heading=title if is_only else _suggestion(clause, title))
        clauses.append(replace(clause, heading=clause.heading[:LONGEST_HEADING]))
    kind = next((kind for kind, sign in _KINDS if sign.search(title)), SectionKind.GENERAL)
    if kind is SectionKind.ANNEX and not _KINDS[0][1].match(title):
        kind = SectionKind.GENERAL
    return ImportedSection(kind, title[:LONGEST_HEADING], tuple(clauses)), suggested


def _clause(first: _Line | None, rest: Sequence[_Line]) -> ImportedClause:
    lines = [(line.paragraph, line.paragraph.runs, line.rank) for line in rest]
    heading = ""
    if first is not None and first.rank <= SIGN:
        heading = first.text or first.paragraph.text.strip()
        if len(heading) > LONGEST_HEADING:
            lines.insert(0, (first.paragraph, first.rest, 0))
    elif first is not None:
        heading, runs = _lead(first.rest)
        lines.insert(0, (first.paragraph, runs, 0))
    return ImportedClause(None, heading, _blocks(lines))


def _lead(runs: tuple[Run, ...]) -> tuple[str, tuple[Run, ...]]:
    """Return the bold words that open a clause as its heading, and the rest of it."""
    count = next((i for i, run in enumerate(runs) if run.text.strip() and not run.bold), len(runs))
    lead = "".join(run.text for run in runs[:count]).strip()
    if not lead or count == len(runs) or len(lead) > LONGEST_LEAD or lead[-1] not in ".:":
        return "", runs
    return lead.rstrip(".: "), runs[count:]


def _blocks(
    lines: Sequence[tuple[DocxParagraph, tuple[Run, ...], int]],
) -> tuple[TextBlock, ...]:
    blocks = []
    for paragraph, runs, rank in lines:
        kind = BlockKind.BULLET if paragraph.is_bullet else BlockKind.PARAGRAPH
        if 0 < rank <= SIGN:
            runs = tuple(replace(run, bold=True) for run in runs)
        blocks.append(TextBlock(kind, runs, paragraph.level))
    # By way of the rich text, so that the blocks are those that will be read out of it again.
    return parse_rich_text(rich_text_of(levelled(blocks)))


def _suggestion(clause: ImportedClause, title: str) -> str:
    """Return the first words of a clause as its heading."""
    text = " ".join(block.text for block in clause.text[:1]).replace("\n", " ")
    if len(text) <= LONGEST_SUGGESTION:
        return text.rstrip(".:;, ") or title
    return f"{text[:LONGEST_SUGGESTION].rsplit(' ', 1)[0].rstrip('.:;, ')} …"
