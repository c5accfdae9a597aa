"""A history of an agreement made by hand, as files: the verifier is tried on it without portal.

Written against the description of the format and RFC 8785, 6962 and 8032, not with the portal's
own code: what both get wrong alike would show.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agreement.verification.standalone.material import Report
from agreement.verification.standalone.notes import Note, read_note
from agreement.verification.standalone.sources import material_of_files
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits

AGREEMENT = "5a2b6a9e-3c59-4d7c-9c1b-0d7b1c2e3f40"
OTHER = "9f0c1d2e-0000-4000-8000-000000000002"
NAME = "portal.example.org/register"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def key(label: str) -> Ed25519PrivateKey:
    """Return a key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(label.encode()).digest())


def vkey(private: Ed25519PrivateKey) -> str:
    """Return the verifier key (C2SP signed note)."""
    raw = b"\x01" + private.public_key().public_bytes_raw()
    key_id = hashlib.sha256(NAME.encode() + b"\n" + raw).digest()[:4]
    return f"{NAME}+{key_id.hex()}+{base64.b64encode(raw).decode()}"


def root(leaves: list[bytes]) -> bytes:
    """Return the Merkle root by the recursive definition (RFC 6962, 2.1)."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


class History:
    """Acts in their order, and what they leave behind."""

    def __init__(self, agreement: str = AGREEMENT, label: str = "first") -> None:
        self.agreement = agreement
        self.key = key(label)
        self.entries: list[bytes] = []
        self.notes: dict[int, str] = {}
        self.versions: dict[int, bytes] = {}
        self.proofs: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.hidden: set[int] = set()
        """Versions whose entries are given as hashes alone."""
        self.parties = ["p-1", "p-2"]
        self._active: dict[int, dict[str, str]] = {}

    # -- acts

    def append(self, kind: str, payload: Mapping[str, Any], number: int | None = None) -> None:
        about: dict[str, Any] = {}
        if number:
            content = self.versions[number]
            about = {"agreement": self.agreement, "version": number, "sha256": sha256(content)}
        self.entries.append(
            rfc8785.dumps(
                {
                    "sequence": len(self.entries) + 1,
                    "kind": kind,
                    "payload": {**about, **payload},
                    "recorded_at": "2026-03-01T10:00:00Z",
                    "previous": sha256(self.entries[-1]) if self.entries else "0" * 64,
                }
            )
        )

    def seal(self, text: str = "Wortlaut", *, legacy: bool = False) -> int:
        number = len(self.versions) + 1
        before = self.versions.get(number - 1)
        self.versions[number] = rfc8785.dumps(
            {
                "format": "schnittstellenportal/version/1",
                "agreement": self.agreement,
                "title": "Vereinbarung (Beispiel)",
                "reference": "",
                "number": number,
                "previous": sha256(before) if before else "",
                "legacy": legacy,
                "parties": [{"organisation": p, "name": f"Träger {p}"} for p in self.parties],
                "sections": [{"title": "Zweck", "clauses": [{"text": f"{text} {number}"}]}],
            }
        )
        self.append("seal", {"legacy": legacy}, number)
        self._active[number] = {}
        self.checkpoint()
        return number

    def sign(self, number: int, party: str, *, scan: bytes = b"") -> str:
        said: dict[str, Any] = {
            "party": party,
            "party_name": f"Träger {party}",
            "function": "Vorstand",
            "deputy": False,
        }
        method = "paper" if scan else "account"
        proof = rfc8785.dumps(
            {
                "format": "schnittstellenportal/signature/1",
                "method": method,
                "statement": {
                    **said,
                    "agreement": self.agreement,
                    "version": number,
                    "sha256": sha256(self.versions[number]),
                    "nonce": f"{len(self.entries):032x}",
                },
                "proof": {"file_sha256": sha256(scan)} if scan else {},
            }
        )
        self.proofs[sha256(proof)] = proof
        if scan:
            self.files[sha256(scan)] = scan
        payload = {**said, "method": method, "evidence_sha256": sha256(proof)}
        self.append("signature", payload, number)
        self._active[number][party] = sha256(proof)
        self.checkpoint()
        return sha256(proof)

    def withdraw(self, number: int, party: str) -> None:
        proof = self._active[number].pop(party)
        self.append("withdrawal", {"party": party, "evidence_sha256": proof}, number)
        self.checkpoint()

    def complete(self, number: int) -> None:
        self.append("signed", {"signatures": sorted(self._active[number].values())}, number)
        self.checkpoint()

    def commence(self, number: int, on: str = "2026-04-01") -> None:
        self.append("commencement", {"effective_on": on}, number)
        self.checkpoint()

    def fail(self, number: int) -> None:
        self.append("failure", {"reason": "Beispiel"}, number)
        self.checkpoint()

    def whole(self, number: int) -> None:
        """Sign for each party, complete, commence."""
        for party in self.parties:
            self.sign(number, party)
        self.complete(number)
        self.commence(number)

    def rotate(self, label: str) -> None:
        self.checkpoint()
        told = {"key": vkey(key(label)), "previous": vkey(self.key)}
        signature = base64.b64encode(self.key.sign(rfc8785.dumps(told))).decode()
        self.append("key", {**told, "signature": signature})
        self.key = key(label)
        self.checkpoint()

    def checkpoint(self) -> str:
        if not any(b'"kind":"key"' in entry for entry in self.entries):
            self.append("key", {"key": vkey(self.key)})
        size = len(self.entries)
        self.notes[size] = note(self.entries, self.key)
        return self.notes[size]

    # -- what is given out

    def manifest(self, scope: str = "agreement", *, proofs: bool = True) -> dict[str, Any]:
        shown = [number for number in self.versions if number not in self.hidden]
        return {
            "format": "schnittstellenportal/bundle/1",
            "agreement": {"uuid": self.agreement, "title": "Vereinbarung (Beispiel)"},
            "scope": scope,
            "evidence": proofs,
            "versions": [{"number": n, "sha256": sha256(self.versions[n])} for n in shown],
            "artifacts": [],
        }

    def ledger(self) -> dict[str, Any]:
        return {"entries": [self._told(n, one) for n, one in enumerate(self.entries, start=1)]}

    def _told(self, sequence: int, entry: bytes) -> dict[str, Any]:
        if json.loads(entry)["payload"].get("version") in list(self.hidden):
            leaf = hashlib.sha256(b"\0" + entry).hexdigest()
            return {"sequence": sequence, "leaf": leaf}
        return {"sequence": sequence, "canonical": entry.decode()}

    def keys(self) -> list[str]:
        payloads = [json.loads(entry)["payload"] for entry in self.entries]
        return [payload["key"] for payload in payloads if "key" in payload]

    def as_files(self, *, proofs: bool = True) -> dict[str, bytes]:
        """Return the evidence of all versions, by file name."""
        files = {
            "manifest.json": rfc8785.dumps(self.manifest(proofs=proofs)),
            "ledger.json": rfc8785.dumps(self.ledger()),
            "keys.txt": "".join(f"{one}\n" for one in self.keys()).encode(),
        }
        files |= {f"checkpoints/{size}.txt": text.encode() for size, text in self.notes.items()}
        files |= {
            f"versions/{number}.json": content
            for number, content in self.versions.items()
            if number not in self.hidden
        }
        if proofs:
            files |= {f"evidence/{name}.json": content for name, content in self.proofs.items()}
            files |= {f"files/{name}": content for name, content in self.files.items()}
        return files

    def as_document(self, number: int) -> bytes:
        """Return the evidence that is embedded beside the text of one version."""
        manifest = self.manifest("version", proofs=False)
        manifest["versions"] = [v for v in manifest["versions"] if v["number"] == number]
        return rfc8785.dumps(
            {
                **manifest,
                "ledger": self.ledger(),
                "checkpoints": {str(size): text for size, text in self.notes.items()},
                "timestamps": {},
                "keys": self.keys(),
            }
        )


def note(entries: list[bytes], private: Ed25519PrivateKey) -> str:
    """Return a checkpoint over entries, signed."""
    body = f"{NAME}\n{len(entries)}\n{base64.b64encode(root(entries)).decode()}\n"
    raw = b"\x01" + private.public_key().public_bytes_raw()
    key_id = hashlib.sha256(NAME.encode() + b"\n" + raw).digest()[:4]
    signature = base64.b64encode(key_id + private.sign(body.encode())).decode()
    return f"{body}\n\N{EM DASH} {NAME} {signature}\n"


def two_versions() -> History:
    """Return two versions, both signed by everybody and in force one after the other."""
    history = History()
    history.whole(history.seal())
    second = history.seal()
    history.sign(second, "p-1", scan=b"%PDF-1.7 Scan (Beispiel)")
    history.sign(second, "p-2")
    history.complete(second)
    history.commence(second, "2026-06-01")
    return history


def check(files: Mapping[str, bytes], *kept: str) -> Report:
    """Return what the verifier says of files, with checkpoints that a party kept."""
    notes: list[Note] = [read_note(text) for text in kept]
    [report] = examine([material_of_files(dict(files))], notes, Limits())
    return report


def packed(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return files as a ZIP."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def statuses(report: Report) -> dict[int, str]:
    """Return the status of each version."""
    return {version.number: version.status for version in report.versions}


def words(report: Report, number: int | None = None) -> str:
    """Return what is wrong, with one version or with all and the ledger, in German."""
    chosen: Iterable[Any] = [
        version for version in report.versions if number in (None, version.number)
    ]
    problems = [problem.de for version in chosen for problem in version.problems]
    return "\n".join([*problems, *(p.de for p in report.problems if number is None)])
