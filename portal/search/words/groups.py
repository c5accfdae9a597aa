"""How a group of words with one meaning is written down and read. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from portal.search.language.folding import folded

SEPARATORS = re.compile(r"[,;\n\r]+")
MOST_WORDS = 12
"""How many words a group may have: each is looked for whenever one of them is."""
LONGEST = 60
"""How long a word or phrase of a group may be."""


def tidied(text: str) -> str:
    """Return a text with single blanks, composed letters and nothing that cannot be printed."""
    composed = unicodedata.normalize("NFC", text)
    printable = "".join(letter if letter.isprintable() else " " for letter in composed)
    return " ".join(printable.split())


def compared(word: str) -> str:
    """Return the form in which two words are the same: Behoerde is Behörde, MBE is mbe."""
    return " ".join(filter(None, map(folded, word.split())))


def read_group(text: str) -> tuple[str, ...]:
    """Return the words of a group, as they were typed, each once and none empty."""
    words = (tidied(part) for part in SEPARATORS.split(text))
    return tuple({compared(word): word for word in words if has_letters(word)}.values())


def written_group(words: Iterable[str]) -> str:
    """Return a group as it is kept and shown."""
    return ", ".join(words)


def has_letters(word: str) -> bool:
    """Return whether there is something to look for: a letter or a digit."""
    return any(letter.isalnum() for letter in word)


def shared_words(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """Return the words of the first group that the second has, too."""
    known = {compared(word) for word in other}
    return [word for word in one if compared(word) in known]
