"""From a text that is imported to the sections and clauses as pages store them. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from agreement.enums import ChangeKind, Claim, ClauseKind
from agreement.identity import Stored, new_uid
from agreement.importing.draft import NEW
from agreement.importing.identifiers import clause_uid, rule_uid, same_name
from agreement.importing.imported import ImportedClause, ImportedSection, ImportedText
from agreement.importing.notation import rich_text_of
from agreement.responsibility.rules import Rule
from agreement.snapshot import CONDITION_SETS
from agreement.text.parse import parse_rich_text
from agreement.text.runs import Run, TextBlock


@dataclass(frozen=True)
class KnownSection:
    """A section of the working text as it is published; `clauses` as they are stored."""

    pk: int
    kind: str
    title: str
    summary: str
    clauses: Sequence[Stored]


@dataclass(frozen=True)
class PlannedSection:
    """A section as it shall be: of an existing page (its key), or of a new one."""

    page: int | None
    kind: str
    title: str
    summary: str
    clauses: tuple[Stored, ...]


def uids_of(text: ImportedText, answers: Sequence[Sequence[str]], agreement: UUID) -> list[str]:
    """Return the uid that each clause gets: the answered one, the file's own, or a fresh one."""
    found = []
    for place, position, clause in text.clauses():
        answer = answers[place][position]
        if answer != NEW:
            found.append(answer)
        else:
            found.append(clause_uid(clause.uid, agreement) if clause.uid else new_uid())
    return found


def plan_sections(
    text: ImportedText, uids: Sequence[str], known: Sequence[KnownSection], agreement: UUID
) -> list[PlannedSection]:
    """Return the sections as they shall be, in order; `uids` has one for each clause.

    What the file does not speak of stays as it is where the clause exists: rules, the twin in
    plain words, whether it binds.
    """
    before = {clause["id"]: clause["value"] for one in known for clause in one.clauses}
    names = _Names(text, uids, agreement)
    planned: list[PlannedSection] = []
    rest = list(uids)
    pages = _pages(text.sections, uids, known)
    for section, page in zip(text.sections, pages, strict=True):
        own, rest = rest[: len(section.clauses)], rest[len(section.clauses) :]
        clauses = tuple(
            _stored(clause, uid, before.get(uid), names)
            for clause, uid in zip(section.clauses, own, strict=True)
        )
        summary = section.summary if section.summary is not None else page.summary if page else ""
        key = page.pk if page else None
        planned.append(PlannedSection(key, str(section.kind), section.title, summary, clauses))
    return planned


def _pages(
    sections: Sequence[ImportedSection], uids: Sequence[str], known: Sequence[KnownSection]
) -> list[KnownSection | None]:
    """Return the page of each section: of its kind, with its title, or with most of its clauses."""
    homes = {clause["id"]: one.pk for one in known for clause in one.clauses}
    rest = list(uids)
    wishes: list[tuple[tuple[bool, int], int, KnownSection]] = []
    for place, section in enumerate(sections):
        own, rest = rest[: len(section.clauses)], rest[len(section.clauses) :]
        shared = Counter(homes[uid] for uid in own if uid in homes)
        for page in known:
            has_title = page.title.casefold() == section.title.casefold()
            if page.kind == section.kind and (has_title or shared[page.pk]):
                wishes.append(((has_title, shared[page.pk]), place, page))
    found: list[KnownSection | None] = [None] * len(sections)
    taken: set[int] = set()
    for _wish, place, page in sorted(
        wishes, key=lambda w: (*map(int.__neg__, map(int, w[0])), w[1])
    ):
        if found[place] is None and page.pk not in taken:
            found[place] = page
            taken.add(page.pk)
    return found


class _Names:
    """What a file calls its clauses, and what they are called here."""

    def __init__(self, text: ImportedText, uids: Sequence[str], agreement: UUID) -> None:
        self._agreement = agreement
        self._uids = {
            same_name(clause.uid): uid
            for (_place, _position, clause), uid in zip(text.clauses(), uids, strict=True)
            if clause.uid
        }

    def uid(self, name: str) -> str:
        """Return the uid of the clause that a reference or a rule names."""
        return self._uids.get(same_name(name)) or clause_uid(name, self._agreement)


def _stored(
    clause: ImportedClause, uid: str, before: Mapping[str, Any] | None, names: _Names
) -> Stored:
    value: dict[str, Any] = dict(before) if before else _fresh()
    blocks = tuple(_named(block, names) for block in clause.text)
    says_same = (
        value.get("heading") == clause.heading
        and parse_rich_text(value.get("text") or "") == blocks
    )
    value["heading"] = clause.heading
    if not says_same:
        value["text"] = rich_text_of(blocks)
        value["change"], value["change_reason"] = str(ChangeKind.SUBSTANTIAL), ""
    if clause.is_binding is not None:
        value["kind"] = str(ClauseKind.BINDING if clause.is_binding else ClauseKind.EXPLANATORY)
    if clause.plain is not None:
        value["plain"] = clause.plain
    if clause.rules is not None:
        value["rules"] = [_stored_rule(rule, uid, names) for rule in clause.rules]
    return {"type": "clause", "id": uid, "value": value}


def _fresh() -> dict[str, Any]:
    return {
        "heading": "",
        "text": "",
        "kind": str(ClauseKind.BINDING),
        "plain": "",
        "rules": [],
        "claim": str(Claim.BY_TEXT),
        "change": str(ChangeKind.SUBSTANTIAL),
        "change_reason": "",
    }


def _named(block: TextBlock, names: _Names) -> TextBlock:
    """Return a block whose references lead to the clauses as they are called here."""
    runs = tuple(
        Run(run.text, run.bold, run.italic, run.href, names.uid(run.clause) if run.clause else "")
        for run in block.runs
    )
    return TextBlock(block.kind, runs, block.level)


def _stored_rule(rule: Rule, clause: str, names: _Names) -> Stored:
    ages = rule.when.ages
    value = {
        "mode": str(rule.mode),
        "service": rule.service or "",
        "age_from": ages.low if ages else None,
        "age_to": ages.high if ages else None,
        **{name: sorted(getattr(rule.when, name)) for name in CONDITION_SETS},
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "valid_until": rule.valid_until.isoformat() if rule.valid_until else None,
        "overrides": sorted(names.uid(name) for name in rule.overrides),
    }
    return {"type": "item", "id": rule_uid(rule.id, clause), "value": value}
