"""The database itself as the verifier's material."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from agreement.compiled_check import differences
from agreement.models import Agreement, AgreementVersion
from agreement.verification.columns import Problem, column_problems
from agreement.verification.rows import Row, rows
from agreement.verification.stamps import check_stamps
from agreement.verification.standalone.hashes import leaf_hash
from agreement.verification.standalone.material import (
    MISSING,
    TAMPERED,
    Entry,
    FileOfVersion,
    Key,
    Material,
    Report,
)
from agreement.verification.standalone.notes import Note
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits, Text
from agreement.verification.tables import Tables


def verify_database(kept: Sequence[Note], limits: Limits) -> list[Report]:
    """Return a report for each agreement in the database; one for an empty ledger.

    Raises Unreadable for a damaged checkpoint that somebody kept, and DatabaseError.
    """
    tables = Tables()
    materials = materials_of(tables)
    reports = examine(materials, kept, limits)
    problems = [*column_problems(tables), *_compiled_problems(tables)]
    by_key: dict[Key | None, list[Text]] = defaultdict(list)
    for key, text in problems:
        by_key[key].append(text)
    for material, report in zip(materials, reports, strict=True):
        for version in report.versions:
            found = by_key.pop((material.agreement, version.number), [])
            version.problems += found
            if found and version.status != MISSING:
                version.status = TAMPERED
    wrong, unchecked = check_stamps(tables)
    reports[0].problems += [*(text for texts in by_key.values() for text in texts), *wrong]
    reports[0].remarks += unchecked
    return reports


def materials_of(tables: Tables) -> list[Material]:
    """Return what the verifier needs, one for each agreement; at least one, for the ledger."""
    titles = {row.uuid("uuid"): row.text("title") for row in rows(Agreement, "slug")}
    known = {key[0] for key in tables.keys.values()}
    named = {str(told["payload"].get("agreement", "")) for told in tables.told.values() if told}
    agreements = [*titles, *sorted((known | named) - {*titles, ""})]
    chosen = [one for one in agreements if one in known | named] or [""]
    return [_material(tables, one, titles.get(one, "")) for one in chosen]


def _material(tables: Tables, agreement: str, title: str) -> Material:
    own = {pk: number for pk, (of, number) in tables.keys.items() if of == agreement}
    versions = [row for row in tables.versions if row.raw("id") in own]
    signatures = [row for row in tables.signatures if row.raw("version_id") in own]
    signed = {row.raw("id") for row in signatures}
    return Material(
        agreement=agreement,
        title=title,
        is_whole=True,
        has_proofs=True,
        versions={row.number("number"): row.content("canonical") for row in versions},
        listed={row.number("number"): row.text("sha256") for row in versions},
        entries=[_entry(row) for row in tables.entries],
        notes={_place(row, "size"): row.text("note") for row in tables.checkpoints},
        stamps={_place(row, "checkpoint_id"): row.content("token") for row in tables.stamps},
        proofs={row.text("evidence_sha256"): row.content("evidence") for row in signatures},
        files={
            row.text("sha256"): row.content("content")
            for row in tables.files
            if row.raw("signature_id") in signed
        },
        artifacts=[
            FileOfVersion(
                f"{row.text('kind')} ({row.text('stage')})",
                own[row.raw("version_id")],
                row.text("kind"),
                row.text("sha256"),
                row.content("content"),
            )
            for row in tables.artifacts
            if row.raw("version_id") in own
        ],
        text_place="canonical, Nr. {}",
        list_place="sha256",
    )


def _entry(row: Row) -> Entry:
    canonical = row.content("canonical")
    return Entry(row.raw("sequence"), canonical, leaf_hash(canonical))


def _place(row: Row, column: str) -> str:
    return f"Prüfpunkt {row.text(column)}"


def _compiled_problems(tables: Tables) -> Iterable[Problem]:
    """Yield where the tables of clauses and rules differ from the bytes."""
    for row in tables.versions:
        version = AgreementVersion(pk=row.raw("id"), canonical=row.content("canonical"))
        try:
            sentences = differences(version)
        except ValueError:
            # A column that holds what its type does not know.
            sentences = [_("Die Tabellen der Klauseln und Regeln sind nicht lesbar.")]
        for sentence in sentences:
            yield tables.keys[row.raw("id")], Text(sentence, sentence)
