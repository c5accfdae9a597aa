"""From a sealed snapshot to the form for print."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format

from agreement.enums import FindingKind, LineageKind
from agreement.exports.document import (
    Lines,
    PrintClause,
    PrintDocument,
    PrintParty,
    PrintSection,
    Standing,
    Table,
)
from agreement.exports.text_lists import nested
from agreement.snapshot import (
    AcceptedSnapshot,
    ClauseSnapshot,
    FieldSnapshot,
    LineageSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
)
from agreement.structured import StructuredField
from agreement.structured_words import field_in_words
from agreement.text.runs import TextBlock
from agreement.wording import Words, condition_in_words, rule_in_words
from agreement.wording_lists import joined, named

EVERYWHERE_ELSE = "alle übrigen Gemeinden"


def build_document(
    snapshot: Snapshot,
    standing: Standing,
    words: Words,
    earlier: Mapping[str, str] | None = None,
) -> PrintDocument:
    """Return a version for print.

    `words` hold the names of codes and the numbers of the clauses by uid; `earlier` are names
    from the version before: of clauses (their numbers) and of organisations, by UUID.
    """
    known = earlier or {}
    return PrintDocument(
        agreement=snapshot.agreement,
        title=snapshot.title,
        reference=snapshot.reference,
        number=snapshot.number,
        previous=snapshot.previous,
        is_legacy=snapshot.is_legacy,
        standing=standing,
        parties=tuple(_party(party, known) for party in snapshot.parties),
        sections=tuple(_section(section, words) for section in snapshot.sections),
        accepted=tuple(accepted_in_words(one, words) for one in snapshot.accepted),
        lineage=tuple(_lineage(one, words, known) for one in snapshot.lineage),
    )


def _party(party: PartySnapshot, earlier: Mapping[str, str]) -> PrintParty:
    succeeds = earlier.get(party.succeeds, party.succeeds)
    return PrintParty(
        party.organisation, party.name, party.role, party.signatory, party.deputy, succeeds
    )


def _section(section: SectionSnapshot, words: Words) -> PrintSection:
    return PrintSection(
        number=section.number,
        title=section.title,
        slug=section.slug,
        is_annex=section.kind == "annex",
        summary=section.summary,
        fields=tuple(_fields(section, words)),
        clauses=tuple(_clause(clause, words) for clause in section.clauses),
    )


def _clause(clause: ClauseSnapshot, words: Words) -> PrintClause:
    return PrintClause(
        uid=clause.uid,
        number=clause.number,
        heading=clause.heading,
        is_binding=clause.is_binding,
        blocks=nested([_with_numbers(block, words) for block in clause.text]),
        plain=clause.plain,
        rules=tuple(rule_in_words(rule, words) for rule in clause.rules),
    )


def _with_numbers(block: TextBlock, words: Words) -> TextBlock:
    """Let references show the number that the clause has in this version."""
    runs = (
        replace(run, text=words.clauses.get(run.clause, run.text)) if run.clause else run
        for run in block.runs
    )
    return replace(block, runs=tuple(runs))


def _fields(section: SectionSnapshot, words: Words) -> Iterator[Lines | Table]:
    for field in section.fields:
        if table := _table(field, words):
            yield table
        elif lines := field_in_words(StructuredField(field.key, field.label, field.value), words):
            yield Lines(field.label, tuple(lines))


def _table(field: FieldSnapshot, words: Words) -> Table | None:
    """Return a field of several facts a line as a table, None for any other."""
    rows = field.value
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        return None
    if field.key == "providers":
        cells = tuple((row["name"], _where(row, words), _when(row)) for row in rows)
        dated = any(cell[2] for cell in cells)
        columns = ("Träger", "Gemeinden", "Zeitraum") if dated else ("Träger", "Gemeinden")
        return Table(field.label, columns, tuple(cell[: len(columns)] for cell in cells))
    if field.key == "steps":
        steps = tuple((row["who"], row["what"], row["by_when"]) for row in rows)
        return Table(field.label, ("Wer", "Was", "Bis wann"), steps)
    if field.key == "documents":
        files = tuple(
            (row["title"], f"{row['filename']}, {filesizeformat(row['size'])}", row["sha256"])
            for row in rows
        )
        return Table(field.label, ("Titel", "Datei", "SHA-256"), files)
    return None


def _where(row: Mapping[str, Any], words: Words) -> str:
    names = sorted(words.municipalities.get(ags, ags) for ags in row["municipalities"])
    return ", ".join(names) or EVERYWHERE_ELSE


def _when(row: Mapping[str, Any]) -> str:
    start, end = (_day(row[name]) if row[name] else "" for name in ("valid_from", "valid_until"))
    if start and end:
        return f"vom {start} bis {end}"
    return f"ab {start}" if start else f"bis {end}" if end else ""


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text))


def accepted_in_words(accepted: AcceptedSnapshot, words: Words) -> str:
    """Return an accepted gap or overlap as a sentence."""
    kind = FindingKind(accepted.kind).label
    whom = condition_in_words(accepted.when, words, accepted.parents)
    services = joined(named(accepted.services, words.services), "und")
    about = f"{whom} ({services})" if services else whom
    return f"{kind}: {about}. {accepted.reason} Angenommen am {date_format(accepted.accepted_on)}."


def _lineage(lineage: LineageSnapshot, words: Words, earlier: Mapping[str, str]) -> str:
    clause = earlier.get(lineage.clause, lineage.clause)
    successors = joined(named(lineage.successors, words.clauses), "und")
    what = LineageKind(lineage.kind).label + (f": {successors}" if successors else "")
    return f"{clause}: {what}. {lineage.reason}".rstrip()
