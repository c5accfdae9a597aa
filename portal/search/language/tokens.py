"""Where the words of a text stand. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Signs that combine with a letter, soft hyphens and joiners belong to the word they stand in.
JOINED = (
    "\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u200c\u200d"
)
WORD = re.compile(rf"[^\W_][^\W_{JOINED}]*(?:[{JOINED}]+[^\W_{JOINED}]*)*")
JOINED_SIGNS = re.compile(f"[{JOINED}]")
HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True)
class Token:
    """A word and where it stands; `is_joined` if a hyphen ties it to the one before."""

    word: str
    start: int
    end: int
    is_joined: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Return the words and numbers of a text in their order; what is neither, is no word."""
    end = -2
    for found in WORD.finditer(text):
        start = found.start()
        is_joined = start == end + 1 and text[end] in HYPHENS
        end = found.end()
        yield Token(found[0], start, end, is_joined)
