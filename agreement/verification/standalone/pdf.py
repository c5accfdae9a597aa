"""What is embedded in a PDF of the portal."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from agreement.verification.standalone.material import BUNDLE_FORMAT, VERSION_FORMAT
from agreement.verification.standalone.seal import seal_problem
from agreement.verification.standalone.words import Limits, Text


class PdfFile:
    """What a PDF of the portal holds: the sealed text, the evidence, and the seal."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self.raw = raw
        self.limits = limits
        self.attached = list(self._attached())

    def _attached(self) -> Iterable[bytes]:
        """Yield the files that are embedded; of a damaged one as much as there is."""
        left = self.limits.most_bytes
        pattern = re.compile(rb"obj\b((?:(?!\bobj\b).){0,3000}?)\bstream\r?\n", re.DOTALL)
        for match in pattern.finditer(self.raw):
            self.limits.tick()
            if b"/EmbeddedFile" not in match[1]:
                continue
            content = self.raw[match.end() : self._end(match)]
            if b"/FlateDecode" in match[1]:
                content = _inflated(content, left + 1)
            left -= len(content)
            self.limits.refuse_size(self.limits.most_bytes - left)
            self.limits.refuse_json(content)
            yield content

    def _end(self, match: Any) -> int:
        length = re.search(rb"/Length\s+(\d{1,10})(?!\d|\s+\d+\s+R)", match[1])
        if length:
            return int(match.end()) + int(length[1])
        found = self.raw.find(b"endstream", match.end())
        return found if found >= 0 else len(self.raw)

    def evidence(self) -> bytes | None:
        """Return the embedded evidence, None if there is none."""
        found = [one for one in self.attached if BUNDLE_FORMAT.encode() in one]
        return found[-1] if found else None

    def text_of_version(self) -> bytes | None:
        """Return the embedded text, None if there is none; it may be damaged."""
        evidence = self.evidence()
        others = [one for one in self.attached if one is not evidence]
        found = [one for one in others if VERSION_FORMAT.encode() in one] or others
        return found[-1] if found else None

    def seal_problems(self) -> Iterable[Text]:
        """Yield what is wrong with the seal over the whole file."""
        ranges = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", self.raw)
        if not ranges:
            yield Text("trägt kein Siegel", "bears no seal")
            return
        for index, found in enumerate(ranges):
            is_last = index == len(ranges) - 1
            if index < 50:
                yield from self._seal_problem([int(number[:12]) for number in found], is_last)

    def _seal_problem(self, found: Sequence[int], is_last: bool) -> Iterable[Text]:  # noqa: FBT001
        start, length, second, rest = found
        end = second + rest
        match = re.fullmatch(rb"<([0-9A-Fa-f]{2,})>", self.raw[length:second])
        if start or not match or len(match[1]) % 2 or (is_last and end != len(self.raw)):
            yield Text(
                "wurde nach dem Versiegeln verändert oder ergänzt",
                "was changed or extended after it was sealed",
            )
            return
        wrong = seal_problem(
            bytes.fromhex(match[1].decode()), self.raw[:length] + self.raw[second:end]
        )
        if wrong:
            yield wrong


def _inflated(packed: bytes, most: int) -> bytes:
    """Return what a stream holds, as far as it can be unpacked; a bomb stops at the limit."""
    inflating = zlib.decompressobj()
    found = []
    try:
        while packed and most > 0:
            piece = inflating.decompress(packed, min(most, 1_000_000))
            found.append(piece)
            most -= len(piece)
            packed = inflating.unconsumed_tail
    except zlib.error:
        found.append(b"\n% damaged")
    return b"".join(found)
