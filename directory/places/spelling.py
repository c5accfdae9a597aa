"""Folding of names, so that the many ways to write one place meet in the same key."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
_ADDITION = re.compile(r"\(.*\)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Letters that keyboards for Arabic, Persian and Kurdish offer for one another, and the stroke
# that only makes a word longer.
_ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "\u0640": None})


def keys(name: str) -> tuple[str, ...]:
    """Return the folded spellings of a name, with and without "(Baden)" and "Bad"."""
    texts = (name, _ADDITION.sub("", name), name.removeprefix("Bad "))
    return tuple(dict.fromkeys(key for text in texts for key in foldings(text)))


def foldings(text: str) -> tuple[str, ...]:
    """Return the letters of a text with umlauts written out, and with their dots left away.

    Other scripts are kept as they are, but for Arabic letters that stand for one another.
    """
    letters = "".join(WORD.findall(unicodedata.normalize("NFC", text).casefold()))
    letters = letters.translate(_ARABIC)
    return tuple(dict.fromkeys((flat(letters.translate(_UMLAUTS)), flat(letters))))


def flat(text: str) -> str:
    """Return a text in small letters without any accents; "ß" becomes "ss"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
