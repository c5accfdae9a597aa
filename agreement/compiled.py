"""The tables of clauses and rules, as they follow from a version's bytes.

They serve queries; what counts are the bytes. Writing and checking ask the same functions.
"""

from collections.abc import Iterator
from typing import Any

from modelsearch.backends import get_search_backends

from agreement.models import AgreementVersion, Clause, VersionClause, VersionRule
from agreement.snapshot import Snapshot, rule_to_data

Row = dict[str, Any]
"""The columns of a row by name, without key and version."""


def clause_rows(snapshot: Snapshot) -> Iterator[Row]:
    """Yield the rows of the clauses, in order."""
    for position, (section, clause) in enumerate(snapshot.clauses(), start=1):
        yield {
            "clause_id": clause.uid,
            "position": position,
            "number": clause.number,
            "section_slug": section.slug,
            "section_title": section.title,
            "heading": clause.heading,
            "text": clause.plain_text,
            "plain": clause.plain,
        }


def rule_rows(snapshot: Snapshot) -> Iterator[Row]:
    """Yield the rows of the rules, in order."""
    for position, rule in enumerate(snapshot.rules(), start=1):
        yield {
            "clause_id": rule.clause,
            "position": position,
            "rule_id": rule.id,
            "mode": str(rule.mode),
            "service": rule.service or "",
            "valid_from": rule.valid_from,
            "valid_until": rule.valid_until,
            "data": rule_to_data(rule),
        }


def compile_version(version: AgreementVersion, snapshot: Snapshot) -> None:
    """Write the clauses and rules of a version into their tables, for queries."""
    clauses = list(clause_rows(snapshot))
    uids = Clause.objects.filter(agreement=version.agreement).values_list("uid", flat=True)
    known = {str(uid) for uid in uids}
    Clause.objects.bulk_create(
        Clause(uid=row["clause_id"], agreement=version.agreement)
        for row in clauses
        if row["clause_id"] not in known
    )
    made = VersionClause.objects.bulk_create(
        VersionClause(version=version, **row) for row in clauses
    )
    # All at once, as save signals cannot: on SQLite each row would measure the whole index anew.
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(VersionClause, made)
    VersionRule.objects.bulk_create(
        VersionRule(version=version, **row) for row in rule_rows(snapshot)
    )
