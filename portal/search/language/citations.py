"""Places in a law or an agreement, and file numbers, as people write them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.search.language.folding import folded
from portal.search.language.query import Citation

_NUMBER = r"\d{1,4}[a-z]?(?![\w])"
_PART = r"(?:Abs(?:\.|atz|\b)|\()\s*(?P<paragraph>\d{1,3}[a-z]?)\b\)?"
SECTION = re.compile(
    rf"(?:§+|\bParagra(?:f|ph)(?:en)?\b)\s*(?P<section>{_NUMBER})(?:\s*{_PART})?"
    rf"(?P<more>(?:\s*(?:,|und|bis|–|-)\s*{_NUMBER})*)",
    re.IGNORECASE,
)
ANNEX = re.compile(rf"\bAnlage\s+(?P<section>{_NUMBER})(?:\s*{_PART})?", re.IGNORECASE)
CLAUSE = re.compile(
    rf"\b(?:Klausel|Ziffer|Ziff\.|Abschnitt)\s+(?P<section>\d{{1,3}})(?:\.(?P<paragraph>\d{{1,3}}))?"
    rf"(?:\s*{_PART.replace('paragraph', 'second')})?(?![\w.]*\d)",
    re.IGNORECASE,
)
# Only in a question: in a text, 3.2 may be the version of anything.
DOTTED = re.compile(
    r"(?<![\w./-])(?P<section>\d{1,2})\.(?P<paragraph>\d{1,2})(?![\w/-]|\.\w|\s*Uhr)"
)
# A mark before it, or signs between groups of which one has a digit: KSV-1/2024, 51.1-415.12.
FILE = re.compile(
    r"(?:\b(?:Az|Aktenzeichen)\b[.:]*\s*)?"
    r"(?<![\w./-])(?P<file>(?=[\w./-]{0,60}\d)\w{1,20}(?:[./-]\w{1,20}){1,8})(?!\w|\s*Uhr)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d")


@dataclass(frozen=True)
class Place:
    """A citation and where it stands in a text."""

    citation: Citation
    start: int
    end: int


def places(text: str, *, is_question: bool = False) -> Iterator[Place]:
    """Return what a text cites, in no order; two matches never stand on the same signs."""
    taken: list[tuple[int, int]] = []
    patterns = [(SECTION, "§"), (ANNEX, "Anlage"), (CLAUSE, "§")]
    if is_question:
        patterns.append((DOTTED, "§"))
    for pattern, mark in patterns:
        for found in pattern.finditer(text):
            if not _overlaps(taken, found):
                taken.append(found.span())
                for citation in _cited(found, mark):
                    yield Place(citation, *found.span())
    for found in FILE.finditer(text):
        if not _overlaps(taken, found) and _is_file(found["file"]):
            yield Place(Citation(found["file"], found["file"], is_file=True), *found.span())


def _overlaps(taken: list[tuple[int, int]], found: re.Match[str]) -> bool:
    return any(start < found.end() and found.start() < end for start, end in taken)


def _is_file(text: str) -> bool:
    """Whether it is numbered rather than a compound with a number in it (`27-jährige`)."""
    groups = re.split(r"[./-]", text)
    return sum(bool(DIGITS.search(group)) for group in groups) > 1 or "/" in text


def _cited(found: re.Match[str], mark: str) -> Iterator[Citation]:
    groups = found.groupdict()
    paragraph = groups.get("paragraph") or groups.get("second")
    section = f"{mark} {groups['section']}"
    if groups.get("more"):
        yield Citation(section, section)
    else:
        yield Citation(f"{section} Abs. {paragraph}" if paragraph else section, found[0])
    for number in re.findall(r"\d+[a-z]?", groups.get("more") or "", re.IGNORECASE):
        yield Citation(f"{mark} {number}", f"{mark} {number}")


def keys(citation: Citation) -> tuple[str, ...]:
    """Return the words that the database keeps for a citation, the most exact first.

    A text that cites `§ 3 Abs. 2` is found by `§ 3`, too.
    """
    words = [folded(word) for word in citation.words]
    if citation.is_file:
        return ("2f" + "x".join(words),)
    section = "2a" + words[1] if words[0] == "anlage" else "2p" + words[0]
    paragraph = words[-1] if len(words) > 2 else ""
    return (f"{section}a{paragraph}", section) if paragraph else (section,)
