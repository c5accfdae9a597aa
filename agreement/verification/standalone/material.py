"""What is checked, and what is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from agreement.verification.standalone.words import Text

VERSION_FORMAT = "schnittstellenportal/version/1"
PROOF_FORMAT = "schnittstellenportal/signature/1"
BUNDLE_FORMAT = "schnittstellenportal/bundle/1"
GENESIS = "0" * 64
ANCHORED, UNANCHORED, TAMPERED, MISSING = "OK anchored", "OK unanchored", "TAMPERED", "MISSING"
EXIT_ANCHORED, EXIT_TAMPERED, EXIT_UNREADABLE, EXIT_UNANCHORED = 0, 1, 2, 3

Key = tuple[str, int]
"""A version: the agreement's UUID and the number."""


class Entry(NamedTuple):
    """A line of the ledger: its bytes, or the leaf's hash alone where they are not shown."""

    sequence: Any
    canonical: bytes | None
    leaf: bytes


class FileOfVersion(NamedTuple):
    """A file made from a version; without content it is only listed."""

    place: str
    version: int
    kind: str
    sha256: str
    content: bytes | None


@dataclass
class Material:
    """The evidence of one agreement."""

    agreement: str = ""
    title: str = ""
    is_whole: bool = False
    has_proofs: bool = False
    versions: dict[int, bytes] = field(default_factory=dict)
    listed: dict[int, str] = field(default_factory=dict)
    entries: list[Entry] | None = None
    notes: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, bytes] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    proofs: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    artifacts: list[FileOfVersion] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)
    text_place: str = "versions/{}.json"
    list_place: str = "manifest.json"

    def place_of(self, number: int) -> str:
        """Return where a version's text stands."""
        return self.text_place.format(number)


@dataclass
class VersionReport:
    """What was found about one version."""

    number: int
    status: str = UNANCHORED
    sha256: str = ""
    facts: list[Text] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)


@dataclass
class Report:
    """What was found about one agreement."""

    title: str = ""
    versions: list[VersionReport] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)
    entries: int = 0
    checkpoints: list[int] = field(default_factory=list)
    is_compared: bool = False

    @property
    def exit_code(self) -> int:
        """0 anchored, 3 unanchored, 1 tampered or missing."""
        states = {version.status for version in self.versions}
        if self.problems or states & {TAMPERED, MISSING}:
            return EXIT_TAMPERED
        return EXIT_ANCHORED if states == {ANCHORED} else EXIT_UNANCHORED


def is_list_of_objects(value: Any) -> bool:
    """Tell whether a value of a file is a list of JSON objects."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
