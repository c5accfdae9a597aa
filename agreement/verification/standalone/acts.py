"""What the entries of the ledger say about a version, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from agreement.verification.standalone.material import Key
from agreement.verification.standalone.words import Text


@dataclass
class Record:
    """What the ledger says of one version."""

    sha256: str
    sealed_at: str
    last: int
    is_legacy: bool = False
    signatures: dict[str, dict[str, Any]] = field(default_factory=dict)
    holding: dict[str, str] = field(default_factory=dict)
    """Of each party the signature that holds, by the hash of its proof."""
    scans: list[str] = field(default_factory=list)
    days: dict[str, str] = field(default_factory=dict)
    """When it was signed by all, takes effect, ends, or failed."""

    def active(self) -> list[str]:
        """Return the hashes of the proofs of the signatures that hold, sorted."""
        return sorted(self.holding.values())


WORDS = {
    "seal": Text("Festschreibung", "sealing"),
    "signature": Text("Unterschrift", "signature"),
    "withdrawal": Text("zurückgenommene Unterschrift", "withdrawn signature"),
    "signed": Text("vollständige Unterzeichnung", "completed signing"),
    "commencement": Text("Inkrafttreten", "commencement"),
    "termination": Text("Ende", "termination"),
    "failure": Text("Scheitern", "failure"),
    "scan": Text("Scan", "scan"),
    "key": Text("Schlüssel", "key"),
}


def replay(
    told: Sequence[dict[str, Any] | None], about: Callable[[int], Key | None]
) -> tuple[dict[Key, Record], list[tuple[int, Text]]]:
    """Go through the entries in order.

    Returns what they say of each version, and which of them cannot have happened so.
    """
    history = _History()
    wrong = []
    for index, entry in enumerate(told):
        if entry is not None and entry["kind"] != "key":
            found = _enter(history, about(index), entry, index + 1)
            if found:
                wrong.append((index, found))
    return history.records, wrong


@dataclass
class _History:
    """The versions so far, and the newest number of each agreement."""

    records: dict[Key, Record] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)


def _enter(
    history: _History, about: Key | None, entry: dict[str, Any], sequence: int
) -> Text | None:
    if about is None:
        return Text("nennt keine Fassung.", "names no version.")
    if entry["kind"] == "seal":
        return _seal(history, about, entry, sequence)
    record, payload = history.records.get(about), entry["payload"]
    if record is None or payload.get("sha256") != record.sha256:
        return Text(
            "betrifft einen Text, der so nicht festgeschrieben wurde.",
            "is about a text that was not sealed so.",
        )
    record.last = sequence
    act = ACTS.get(entry["kind"])
    return act(record, payload, entry["recorded_at"][:10]) if act else None


def _seal(history: _History, about: Key, entry: dict[str, Any], sequence: int) -> Text | None:
    agreement, number = about
    if number <= history.newest.get(agreement, 0):
        return Text(
            "schreibt eine Fassung zum zweiten Mal oder außer der Reihe fest.",
            "seals a version for the second time or out of order.",
        )
    history.newest[agreement] = number
    payload = entry["payload"]
    history.records[about] = Record(
        sha256=str(payload.get("sha256")),
        sealed_at=entry["recorded_at"],
        last=sequence,
        is_legacy=payload.get("legacy") is True,
    )
    return None


def _sign(record: Record, payload: dict[str, Any], _day: str) -> Text | None:
    proof, party = str(payload.get("evidence_sha256")), str(payload.get("party"))
    if proof in record.signatures or party in record.holding or "signed" in record.days:
        return Text("ist eine Unterschrift zu viel.", "is one signature too many.")
    record.signatures[proof] = payload
    record.holding[party] = proof
    return None


def _withdraw(record: Record, payload: dict[str, Any], _day: str) -> Text | None:
    proof, party = str(payload.get("evidence_sha256")), str(payload.get("party"))
    if record.holding.get(party) != proof or "signed" in record.days:
        return Text(
            "nimmt eine Unterschrift zurück, die es nicht gibt oder die nicht mehr "
            "zurückgenommen werden kann.",
            "takes back a signature that is not there or cannot be taken back any more.",
        )
    del record.holding[party]
    return None


def _complete(record: Record, payload: dict[str, Any], day: str) -> Text | None:
    if "signed" in record.days or payload.get("signatures") != record.active():
        return Text(
            "nennt andere Unterschriften, als das Register enthält.",
            "names other signatures than the ledger holds.",
        )
    record.days["signed"] = day
    return None


def _commence(record: Record, payload: dict[str, Any], _day: str) -> Text | None:
    if "commencement" in record.days:
        return Text("legt das Inkrafttreten zum zweiten Mal fest.", "decides commencement twice.")
    record.days["commencement"] = str(payload.get("effective_on"))
    return None


def _end(record: Record, payload: dict[str, Any], _day: str) -> Text | None:
    record.days["termination"] = str(payload.get("effective_on"))
    return None


def _fail(record: Record, _payload: dict[str, Any], day: str) -> Text | None:
    record.days["failure"] = day
    return None


def _scan(record: Record, payload: dict[str, Any], _day: str) -> Text | None:
    record.scans.append(str(payload.get("file_sha256")))
    return None


ACTS: dict[str, Callable[[Record, dict[str, Any], str], Text | None]] = {
    "signature": _sign,
    "withdrawal": _withdraw,
    "signed": _complete,
    "commencement": _commence,
    "termination": _end,
    "failure": _fail,
    "scan": _scan,
}
"""What each kind of entry adds to a version, on which day; or why it cannot be."""
