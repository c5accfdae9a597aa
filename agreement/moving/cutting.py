"""Where the text of a clause can be cut in two: before a paragraph, an item or a sentence. Pure."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agreement.importing.notation import levelled, rich_text_of
from agreement.text.parse import parse_rich_text
from agreement.text.runs import Run, TextBlock

SENTENCE = re.compile(r"(?<=[.!?;:])\s+(?=[A-ZÄÖÜ„(\"])")
SHOWN = 80


@dataclass(frozen=True)
class Cut:
    """A place in a text: the number of its paragraph, and of the character before which it is."""

    block: int
    at: int
    begins: str
    """The first words behind it."""

    @property
    def key(self) -> str:
        """Return the place as a short text for a form."""
        return f"{self.block}-{self.at}"


def hash_of(html: str) -> str:
    """Return what tells a rich text from every other."""
    return hashlib.sha256(html.encode()).hexdigest()


def cuts(html: str) -> list[Cut]:
    """Return every place where a rich text can be cut, in order; none for a single sentence."""
    return list(_cuts(parse_rich_text(html)))


def _cuts(blocks: Sequence[TextBlock]) -> Iterator[Cut]:
    for number, block in enumerate(blocks):
        if number:
            yield Cut(number, 0, _beginning(block.text))
        for found in SENTENCE.finditer(block.text):
            yield Cut(number, found.end(), _beginning(block.text[found.end() :]))


def _beginning(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"


def cut_in_two(html: str, cut: Cut) -> tuple[str, str]:
    """Return both halves of a rich text, bold, italic and links included."""
    blocks = parse_rich_text(html)
    head, tail = list(blocks[: cut.block]), list(blocks[cut.block + 1 :])
    broken = blocks[cut.block]
    if cut.at:
        before, after = _split_runs(broken.runs, cut.at)
        head.append(replace(broken, runs=before))
        broken = replace(broken, runs=after)
    return rich_text_of(levelled(head)), rich_text_of(levelled([broken, *tail]))


def _split_runs(runs: Sequence[Run], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    before: list[Run] = []
    after: list[Run] = []
    for run in runs:
        length = max(0, min(at, len(run.text)))
        before.append(replace(run, text=run.text[:length]))
        after.append(replace(run, text=run.text[length:]))
        at -= len(run.text)
    left = [run for run in before if run.text]
    left[-1] = replace(left[-1], text=left[-1].text.rstrip())
    return tuple(left), tuple(run for run in after if run.text)
