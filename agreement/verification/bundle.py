"""The evidence of an agreement as files that somebody else can check without the portal.

What a viewer may not see stands in it as a hash alone: the ledger stays gap-free and can be
checked, and nothing leaks. The format is described in portal/docs/evidence-format.md.
"""

import base64
import json
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from agreement.enums import ArtifactKind, EntryKind
from agreement.evidence.tree import leaf_hash
from agreement.models import (
    Agreement,
    AgreementVersion,
    Artifact,
    Checkpoint,
    LedgerEntry,
    Signature,
    SignatureFile,
    TimeStamp,
)
from agreement.snapshot import canonical_bytes
from directory.audience import is_in_network
from portal.core.visibility import Viewer, visible

FORMAT = "schnittstellenportal/bundle/1"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: the same evidence gives the same bytes."""
PACKED_ALREADY = (".pdf", ".docx", ".tsr", ".png", ".jpg")


@dataclass(frozen=True)
class Evidence:
    """What is given out: the versions in question, and who looks."""

    agreement: Agreement
    versions: tuple[AgreementVersion, ...]
    is_whole: bool
    """Whether these are all versions that the viewer may see."""
    sees_persons: bool
    seen: frozenset[int]
    """The versions (primary keys, of all agreements) whose entries are told in words."""


def evidence_of(version: AgreementVersion, who: Viewer) -> Evidence:
    """Return the evidence of one version, which the caller may see."""
    seen = _seen(who) | {version.pk}
    return Evidence(
        version.agreement,
        (version,),
        is_whole=False,
        sees_persons=is_in_network(who),
        seen=seen,
    )


def evidence_of_all(agreement: Agreement, who: Viewer) -> Evidence:
    """Return the evidence of every version of an agreement that somebody may see."""
    own = AgreementVersion.objects.filter(agreement=agreement).order_by("number")
    versions = tuple(visible(own, who))
    return Evidence(
        agreement, versions, is_whole=True, sees_persons=is_in_network(who), seen=_seen(who)
    )


def _seen(who: Viewer) -> frozenset[int]:
    return frozenset(visible(AgreementVersion.objects.all(), who).values_list("pk", flat=True))


def bundle_json(version: AgreementVersion, who: Viewer) -> bytes:
    """Return the evidence of a version but for its text and files as one JSON document.

    Made to be embedded beside the text, in the PDF. The same state of the ledger gives the
    same bytes (RFC 8785). The caller makes sure that `who` may see the version.
    """
    evidence = evidence_of(version, who)
    return canonical_bytes(
        {
            **_manifest(evidence, artifacts=()),
            "ledger": _ledger(evidence),
            "checkpoints": {str(one.size): one.note for one in _checkpoints()},
            "timestamps": {
                str(one.checkpoint_id): base64.b64encode(bytes(one.token)).decode()
                for one in TimeStamp.objects.order_by("checkpoint")
            },
            "keys": _keys(),
        }
    )


def bundle_zip(evidence: Evidence) -> bytes:
    """Return evidence as a ZIP; the same state of the ledger gives the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sorted(bundle_files(evidence).items()):
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.external_attr = 0o644 << 16
            is_packed = name.endswith(PACKED_ALREADY)
            info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return packed.getvalue()


def bundle_files(evidence: Evidence) -> dict[str, bytes]:
    """Return evidence as files, by name."""
    artifacts = tuple(_artifacts(evidence))
    files = {
        "manifest.json": canonical_bytes(_manifest(evidence, artifacts)),
        "ledger.json": canonical_bytes(_ledger(evidence)),
        "keys.txt": "".join(f"{key}\n" for key in _keys()).encode(),
    }
    for version in evidence.versions:
        files[f"versions/{version.number}.json"] = bytes(version.canonical)
    for checkpoint in _checkpoints():
        files[f"checkpoints/{checkpoint.size}.txt"] = checkpoint.note.encode()
    for stamp in TimeStamp.objects.order_by("checkpoint"):
        files[f"timestamps/{stamp.checkpoint_id}.tsr"] = bytes(stamp.token)
    if evidence.sees_persons:
        files |= _proofs(evidence.versions)
    if not evidence.is_whole:
        files |= {artifact_name(one): bytes(one.content) for one in artifacts}
    return files


def artifact_name(artifact: Artifact) -> str:
    """Return where a file of a version lies in the bundle."""
    kind = ArtifactKind(artifact.kind)
    ending = "scan" if kind == ArtifactKind.SCAN else kind.value
    return f"artifacts/{artifact.version.number}-{artifact.stage}.{ending}"


def _manifest(evidence: Evidence, artifacts: Iterable[Artifact]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "agreement": {"uuid": str(evidence.agreement.pk), "title": evidence.agreement.title},
        "scope": "agreement" if evidence.is_whole else "version",
        "evidence": evidence.sees_persons,
        "versions": [
            {"number": version.number, "sha256": version.sha256} for version in evidence.versions
        ],
        "artifacts": [
            {
                "file": artifact_name(one),
                "version": one.version.number,
                "kind": one.kind,
                "sha256": one.sha256,
            }
            for one in artifacts
        ],
    }


def _ledger(evidence: Evidence) -> dict[str, Any]:
    rows = LedgerEntry.objects.order_by("sequence").values_list("sequence", "version", "canonical")
    return {"entries": [_entry(row, evidence.seen) for row in rows]}


def _entry(row: tuple[int, int | None, Any], seen: frozenset[int]) -> Mapping[str, Any]:
    """Return an entry in words, or its leaf's hash alone where it is about something unseen."""
    sequence, version, content = row
    canonical = bytes(content)
    if version is not None and version not in seen:
        return {"sequence": sequence, "leaf": leaf_hash(canonical).hex()}
    # A damaged entry is given out as far as it is text; its hash then tells.
    return {"sequence": sequence, "canonical": canonical.decode(errors="replace")}


def _checkpoints() -> Iterable[Checkpoint]:
    return Checkpoint.objects.order_by("size")


def _keys() -> list[str]:
    """Return the verifier keys that the ledger names, the first one first."""
    entries = LedgerEntry.objects.filter(kind=EntryKind.KEY).order_by("sequence")
    found = []
    for canonical in entries.values_list("canonical", flat=True):
        # A damaged entry names no key; whoever checks the ledger is told of it there.
        with suppress(ValueError, KeyError, TypeError):
            found.append(str(json.loads(bytes(canonical))["payload"]["key"]))
    return found


def _proofs(versions: Iterable[AgreementVersion]) -> dict[str, bytes]:
    """Return what proves the signatures, which names persons, with the files that go with it."""
    found: dict[str, bytes] = {}
    for signature in Signature.objects.filter(version__in=versions):
        found[f"evidence/{signature.evidence_sha256}.json"] = bytes(signature.evidence)
    for file in SignatureFile.objects.filter(signature__version__in=versions):
        found[f"files/{file.sha256}"] = bytes(file.content)
    return found


def _artifacts(evidence: Evidence) -> Iterable[Artifact]:
    """Return the newest file of each kind; scans of signed paper to the network alone."""
    rows = Artifact.objects.filter(version__in=evidence.versions).select_related("version")
    if not evidence.sees_persons:
        rows = rows.exclude(kind=ArtifactKind.SCAN)
    if evidence.is_whole:
        rows = rows.defer("content")
    newest = {(one.version_id, one.kind): one for one in rows.order_by("stage")}
    return sorted(newest.values(), key=lambda one: (one.version.number, one.kind))
