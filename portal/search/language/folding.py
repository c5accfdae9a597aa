"""One spelling for what people write in several: case, umlauts, accents, ß. Pure."""

import re
import unicodedata
from functools import lru_cache

# As Lucene's german_normalization: an e after a, o, u stands for the umlaut, except behind a
# vowel or q (neue, Quelle).
WRITTEN_OUT = re.compile(r"a+e|o+e|(?<![aeioquy])ue")


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """Return a word's letters and digits in the one spelling that is compared; maybe nothing.

    `Müller`, `Mueller` and `MULLER` are one word, so are `Straße` and `Strasse`. Folding what is
    folded changes nothing.
    """
    before = None
    while word != before:
        before = word
        plain = unicodedata.normalize("NFKD", plain_case(word)).replace("ß", "ss")
        letters = "".join(sign for sign in plain if sign.isalnum())
        word = WRITTEN_OUT.sub(lambda found: found[0][:-1], unicodedata.normalize("NFC", letters))
    return word


def plain_case(word: str) -> str:
    """Return a word in small letters and composed signs, its accents kept."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
