"""A text that is being imported, with the answers to what each of its clauses is. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreement.importing.imported import (
    ImportedClause,
    ImportedSection,
    ImportedText,
    from_data,
    to_data,
)
from agreement.importing.notation import blocks_of_lines, lines_of_blocks

ASKED = ""
"""The answer that is still missing."""
NEW = "new"
"""The answer that a clause is a new one."""
SPLIT = "==="
"""A line that divides the text of a clause into two clauses."""


@dataclass(frozen=True)
class Draft:
    """A text, and for each clause of each section its answer: ASKED, NEW or a clause's uid."""

    text: ImportedText
    answers: tuple[tuple[str, ...], ...]

    @property
    def asked(self) -> int:
        """How many answers are missing."""
        return sum(answer == ASKED for section in self.answers for answer in section)

    def doubled(self) -> set[str]:
        """Return the uids of existing clauses that more than one clause is said to be."""
        given = [a for section in self.answers for a in section if a not in {ASKED, NEW}]
        return {uid for uid in given if given.count(uid) > 1}


@dataclass(frozen=True, slots=True)
class ClauseEdit:
    """What somebody wrote about a clause: heading, text as plain lines, answer, and what to do."""

    heading: str
    lines: str
    answer: str
    act: str = ""
    """"drop", "merge" (with the clause before it) or nothing."""


@dataclass(frozen=True, slots=True)
class SectionEdit:
    """What somebody wrote about a section: its title, kind, and what to do."""

    title: str
    kind: Any
    act: str = ""
    """"drop", "merge" (its clauses go to the section before it) or nothing."""


def draft_to_data(draft: Draft) -> dict[str, Any]:
    """Return a draft as JSON data."""
    return {"text": to_data(draft.text), "answers": [list(each) for each in draft.answers]}


def draft_from_data(data: Mapping[str, Any]) -> Draft:
    """Return the draft that `draft_to_data` gave."""
    return Draft(from_data(data["text"]), tuple(tuple(each) for each in data["answers"]))


def with_sections(draft: Draft, edits: Sequence[SectionEdit]) -> Draft:
    """Return a draft with its sections as somebody wants them, one edit for each."""
    sections: list[ImportedSection] = []
    answers: list[tuple[str, ...]] = []
    for section, given, edit in zip(draft.text.sections, draft.answers, edits, strict=True):
        if edit.act == "drop":
            continue
        if edit.act == "merge" and sections:
            clauses = (*sections[-1].clauses, *section.clauses)
            sections[-1] = replace(sections[-1], clauses=clauses)
            answers[-1] = (*answers[-1], *given)
            continue
        sections.append(replace(section, title=edit.title, kind=edit.kind))
        answers.append(given)
    return Draft(replace(draft.text, sections=tuple(sections)), tuple(answers))


def with_clauses(draft: Draft, place: int, edits: Mapping[int, ClauseEdit]) -> Draft:
    """Return a draft with the clauses of a section as somebody wants them; others stay.

    A line of `===` in a text divides it: the first part stays the clause it is, the others are
    new. A clause that is merged with the one before it, or dropped, is no clause any more.
    """
    section = draft.text.sections[place]
    found: list[tuple[ImportedClause, str]] = []
    for number, clause in enumerate(section.clauses):
        answer = draft.answers[place][number]
        edit = edits.get(number)
        if edit is None:
            found.append((clause, answer))
        elif edit.act == "merge" and found:
            before, kept = found[-1]
            # Word for word as they stand; what was written in the same form counts.
            added = edited_clauses(clause, edit)
            blocks = (*before.text, *(block for one in added for block in one.text))
            rules = _joined_rules(before, clause)
            found[-1] = (replace(before, text=blocks, rules=rules), kept)
        elif edit.act != "drop":
            first, *others = edited_clauses(clause, edit)
            found.append((first, edit.answer))
            found += [(one, NEW) for one in others]
    sections, answers = list(draft.text.sections), list(draft.answers)
    sections[place] = replace(section, clauses=tuple(clause for clause, _answer in found))
    answers[place] = tuple(answer for _clause, answer in found)
    return Draft(replace(draft.text, sections=tuple(sections)), tuple(answers))


def _joined_rules(one: ImportedClause, other: ImportedClause) -> Any:
    if one.rules is None and other.rules is None:
        return None
    rules = [*(one.rules or ()), *(other.rules or ())]
    # Ids count by position where the file names none: two first rules must not be one.
    return tuple(replace(rule, id=str(place)) for place, rule in enumerate(rules, start=1))


def edited_clauses(clause: ImportedClause, edit: ClauseEdit) -> list[ImportedClause]:
    """Return a clause with its new heading and text, divided where the text says so.

    A text that nobody changed keeps what plain lines cannot show: bold, italic, links.
    """
    lines = edit.lines.replace("\r\n", "\n").replace("\r", "\n")
    if lines.strip() == lines_of_blocks(clause.text).strip():
        return [replace(clause, heading=edit.heading)]
    first, *others = _divided(lines.split("\n"))
    found = [replace(clause, heading=edit.heading, text=blocks_of_lines(first))]
    return [*found, *(ImportedClause(None, edit.heading, blocks_of_lines(t)) for t in others)]


def _divided(lines: Iterable[str]) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.strip() == SPLIT:
            parts.append([])
        else:
            parts[-1].append(line)
    texts = ["\n".join(part) for part in parts]
    return [texts[0], *(text for text in texts[1:] if text.strip())]
