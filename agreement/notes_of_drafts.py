"""The hints on clauses of drafts: of one section in its editor, of all before sealing."""

from typing import Any

from agreement.clause_notes import WrittenClause, clause_notes
from agreement.drafts import DraftClause, draft_clauses
from agreement.enums import Claim, ClauseKind
from agreement.labels import service_names, words_with
from agreement.rules_of_blocks import finished_rules
from agreement.text.parse import parse_rich_text
from agreement.text.runs import plain_text


def notes_of_section(section: Any) -> dict[str, tuple[str, ...]]:
    """Return the hints on the clauses of a section as it is in memory, by uid (three queries)."""
    words, names = words_with({}), service_names()
    return {
        child.id: clause_notes(_written(child), words, names)
        for child in section.clauses
        if child.id
    }


def notes_of_text(working_text: Any) -> list[tuple[DraftClause, tuple[str, ...]]]:
    """Return the clauses of the drafts that need a look, with their hints (four queries)."""
    words, names = words_with({}), service_names()
    found = [
        (clause, clause_notes(_written_draft(clause), words, names))
        for clause in draft_clauses(working_text)
    ]
    return [(clause, notes) for clause, notes in found if notes]


def _written(child: Any) -> WrittenClause:
    value = child.value
    rules = list(value["rules"].bound_blocks)
    return WrittenClause(
        text=_plain(value["text"].source if value["text"] else ""),
        is_binding=value["kind"] == ClauseKind.BINDING,
        claim=value["claim"] or Claim.BY_TEXT,
        rules=tuple(finished_rules(((rule.id, rule.value) for rule in rules), child.id)),
        rule_count=len(rules),
    )


def _written_draft(clause: DraftClause) -> WrittenClause:
    return WrittenClause(
        text=_plain(clause.html),
        is_binding=clause.is_binding,
        claim=clause.claim,
        rules=clause.rules,
        rule_count=len(clause.rules) + clause.incomplete,
    )


def _plain(html: str) -> str:
    return plain_text(parse_rich_text(html or ""))
