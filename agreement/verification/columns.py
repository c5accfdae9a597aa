"""Columns that say something else than the bytes: the portal reads columns, the verifier bytes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from agreement.verification.standalone.hashes import sha256
from agreement.verification.standalone.material import Key
from agreement.verification.standalone.notes import Malformed, read_note
from agreement.verification.standalone.words import Text
from agreement.verification.tables import Tables, key_of

Problem = tuple[Key | None, Text]


def column_problems(tables: Tables) -> Iterable[Problem]:
    """Yield where a column says something else than the bytes."""
    yield from _entry_columns(tables)
    yield from _version_columns(tables)
    yield from _signature_columns(tables)
    yield from _withdrawal_columns(tables)
    yield from _checkpoint_columns(tables)
    yield from _freezes(tables)
    yield from _states(tables)


def _differing(found: dict[str, Any], wanted: dict[str, Any]) -> str:
    return ", ".join(name for name, value in wanted.items() if found[name] != value)


def _entry_columns(tables: Tables) -> Iterable[Problem]:
    for row in tables.entries:
        sequence, told = row.number("sequence"), tables.told[row.number("sequence")]
        payload = told.get("payload", {})
        key = (payload.get("agreement"), payload.get("version"))
        found = {
            "version": tables.about(row) or (None, None),
            "kind": row.text("kind"),
            "effective_on": row.day("effective_on"),
            "recorded_at": row.moment("recorded_at"),
            "previous_hash": row.text("previous_hash"),
            "entry_hash": row.text("entry_hash"),
        }
        wanted = {
            "version": key,
            "kind": told.get("kind"),
            "effective_on": payload.get("effective_on", ""),
            "recorded_at": told.get("recorded_at"),
            "previous_hash": told.get("previous"),
            "entry_hash": sha256(row.content("canonical")),
        }
        if told and (names := _differing(found, wanted)):
            yield (
                tables.about(row),
                Text(
                    f"Registereintrag {sequence}: Spalten weichen von den Bytes ab ({names}).",
                    f"Ledger entry {sequence}: columns differ from the bytes ({names}).",
                ),
            )


def _version_columns(tables: Tables) -> Iterable[Problem]:
    sealed = {
        key_of(told["payload"]): told for told in tables.told.values() if told.get("kind") == "seal"
    }
    for row in tables.versions:
        key = tables.keys[row.raw("id")]
        told = sealed.get(key)
        if told is None:
            continue
        before = (key[0], key[1] - 1) if key[1] > 1 else None
        found = {
            "previous": tables.keys.get(row.raw("previous_id")),
            "is_legacy": bool(row.raw("is_legacy")),
            "sealed_at": row.moment("sealed_at"),
        }
        wanted = {
            "previous": before,
            "is_legacy": told["payload"].get("legacy") is True,
            "sealed_at": told.get("recorded_at"),
        }
        if names := _differing(found, wanted):
            yield (
                key,
                Text(
                    f"Spalten weichen vom Register ab ({names}).",
                    f"Columns differ from the ledger ({names}).",
                ),
            )


def _signature_columns(tables: Tables) -> Iterable[Problem]:
    for row in tables.signatures:
        told = tables.told.get(row.number("entry_id"), {})
        payload = told.get("payload", {})
        found = {
            "entry": "signature",
            "version": tables.about(row),
            "party": row.uuid("party"),
            "party_name": row.text("party_name"),
            "function": row.text("function"),
            "deputy": bool(row.raw("is_deputy")),
            "method": row.text("method"),
            "evidence_sha256": row.text("evidence_sha256"),
        }
        wanted = {
            "entry": told.get("kind"),
            "version": (payload.get("agreement"), payload.get("version")),
            **{name: payload.get(name) for name in list(found)[2:]},
        }
        if names := _differing(found, wanted):
            party = row.text("party_name")
            yield (
                tables.about(row),
                Text(
                    f"Unterschrift von {party}: Spalten weichen vom Register ab ({names}).",
                    f"Signature of {party}: columns differ from the ledger ({names}).",
                ),
            )


def _withdrawal_columns(tables: Tables) -> Iterable[Problem]:
    signatures = {row.raw("id"): row for row in tables.signatures}
    there = set()
    for row in tables.withdrawals:
        sequence = row.number("entry_id")
        there.add(sequence)
        told, signature = tables.told.get(sequence, {}), signatures.get(row.raw("signature_id"))
        proof = signature.text("evidence_sha256") if signature else None
        is_so = told.get("kind") == "withdrawal" and (
            told["payload"].get("evidence_sha256") == proof
        )
        if not is_so:
            yield (
                tables.about(signature) if signature else None,
                Text(
                    "Eine zurückgenommene Unterschrift steht so nicht im Register.",
                    "A withdrawn signature does not stand in the ledger like that.",
                ),
            )
    for sequence, told in tables.told.items():
        if told.get("kind") == "withdrawal" and sequence not in there:
            yield (
                key_of(told["payload"]),
                Text(
                    "Eine Unterschrift wurde zurückgenommen, doch die Zeile dazu fehlt.",
                    "A signature was withdrawn, but its row is missing.",
                ),
            )


def _checkpoint_columns(tables: Tables) -> Iterable[Problem]:
    for row in tables.checkpoints:
        try:
            root = read_note(row.text("note")).root.hex()
        except Malformed:
            continue
        if row.text("root") != root:
            place = f"Prüfpunkt {row.text('size')}"
            yield (
                None,
                Text(
                    f"{place}: Die Spalte root weicht von den Bytes ab.",
                    f"{place}: the column root differs from the bytes.",
                ),
            )


def _freezes(tables: Tables) -> Iterable[Problem]:
    for row in tables.freezes:
        if sha256(row.content("canonical")) != row.text("sha256"):
            which = row.text("round")
            yield (
                None,
                Text(
                    f"Die eingefrorene Runde {which} der Abstimmung wurde verändert.",
                    f"The frozen round {which} of a consultation was changed.",
                ),
            )


STATES = {"signed": {"signed"}, "failed": {"failure"}, "adopted": set()}
"""Which of the deciding entries the ledger has of a version whose process is in a state."""


def _states(tables: Tables) -> Iterable[Problem]:
    kinds: dict[Key | None, set[str]] = defaultdict(set)
    for row in tables.entries:
        kinds[tables.about(row)].add(row.text("kind"))
    for row in tables.processes:
        key, state = tables.about(row), row.text("state")
        if key and kinds[key] & {"signed", "failure"} != STATES.get(state, set()):
            yield (
                key,
                Text(
                    f"Der Stand des Vorgangs ({state}) passt nicht zum Register.",
                    f"The state of the process ({state}) does not fit the ledger.",
                ),
            )
