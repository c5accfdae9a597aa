"""The cover page of a signature on paper: the hash in groups, and what its QR code says.

Pure. The code holds the version's public address, and behind the number sign – which no browser
sends anywhere – the hash and the party: `…/fassungen/3/#sha256=<64 digits>&partei=<uuid>`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GROUP = 4
MARK = re.compile(
    r"#(?:sha256=)?(?P<sha256>[0-9a-f]{64})(?:&partei=(?P<party>[0-9a-f-]{36}))?\Z",
    re.IGNORECASE,
)
BEGINNING = 12
"""How much of a hash is shown to tell two apart."""


def groups(sha256: str) -> list[str]:
    """Return a hash in groups of four digits, to be read aloud and compared by eye."""
    return [sha256[start : start + GROUP] for start in range(0, len(sha256), GROUP)]


def beginning(sha256: str) -> str:
    """Return the first groups of a hash."""
    return " ".join(groups(sha256[:BEGINNING])) + " …"


def code_of(version_url: str, sha256: str, party: str) -> str:
    """Return what the QR code on the cover page of a party holds."""
    return f"{version_url}#sha256={sha256}&partei={party}"


class CodeFound(StrEnum):
    """What the QR codes of a scan say."""

    RIGHT = "right"
    NONE = "none"
    OTHER_HASH = "hash"
    OTHER_PARTY = "party"


@dataclass(frozen=True)
class CodeReading:
    """What was found, and the hash that a wrong code names."""

    found: CodeFound
    sha256: str = ""


def read_codes(texts: Iterable[str], sha256: str, party: str) -> CodeReading:
    """Return whether the codes of a scan belong to this version and party.

    One wrong code is enough to refuse; codes that are none of ours count for nothing.
    """
    marks = [mark for text in texts if (mark := MARK.search(text))]
    for mark in marks:
        if mark["sha256"].lower() != sha256:
            return CodeReading(CodeFound.OTHER_HASH, mark["sha256"].lower())
        if mark["party"] and mark["party"].lower() != party:
            return CodeReading(CodeFound.OTHER_PARTY)
    return CodeReading(CodeFound.RIGHT if marks else CodeFound.NONE)
