"""The clauses and rules of a working text as they stand in the newest drafts, published or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agreement.blocks.rules import RuleBlock
from agreement.clause_index import ClauseEntry, newest_entries
from agreement.enums import Claim, ClauseKind
from agreement.identity import Stored
from agreement.responsibility.rules import Rule
from agreement.rules_of_blocks import finished_rules

_RULE = RuleBlock()


@dataclass(frozen=True)
class DraftClause:
    """A clause of a draft; `html` is its rich text as the editor stores it.

    `incomplete` says how many rules were left out because they are not finished yet, `claim`
    whether its editors say that it settles who is responsible.
    """

    place: ClauseEntry
    is_binding: bool
    html: str
    rules: tuple[Rule, ...]
    incomplete: int
    claim: str = Claim.BY_TEXT

    @property
    def uid(self) -> str:
        """The clause's uid."""
        return self.place.uid


def draft_clauses(working_text: Any) -> list[DraftClause]:
    """Return the clauses of a working text in their order (one query)."""
    return clauses_below(working_text.path)


def clauses_below(path: str) -> list[DraftClause]:
    """Return the clauses of the working text at a tree path, in their order (one query)."""
    return [
        _clause(place, stored) for place, stored in newest_entries() if place.working_text == path
    ]


def rules_of(clauses: Iterable[DraftClause]) -> tuple[Rule, ...]:
    """Return all rules of these clauses, in order."""
    return tuple(rule for clause in clauses for rule in clause.rules)


def _clause(place: ClauseEntry, stored: Stored) -> DraftClause:
    value = stored["value"]
    given: Sequence[Stored] = value.get("rules") or []
    values = ((one["id"], _RULE.to_python(one["value"])) for one in given)
    rules = tuple(finished_rules(values, place.uid))
    return DraftClause(
        place=place,
        is_binding=value.get("kind", ClauseKind.BINDING) == ClauseKind.BINDING,
        html=value.get("text") or "",
        rules=rules,
        incomplete=len(given) - len(rules),
        claim=value.get("claim") or Claim.BY_TEXT,
    )
