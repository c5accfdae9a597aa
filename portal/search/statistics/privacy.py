"""What of a search may be kept. Pure but for the key of the installation."""

import unicodedata

from django.utils.crypto import salted_hmac

LONGEST = 100
"""Longer questions are told by one person in one way; their words are never kept."""
MOST_DIGITS = 4
"""More digits are a phone or file number, or somebody's birthday."""
OFTEN = 5
"""How many searches must have had the same words before they are written down …"""
WITHIN_DAYS = 30
"""… in how many days."""


def counted_words(text: str) -> str:
    """Return the words as they are compared: small letters, single blanks, nothing unprintable."""
    composed = unicodedata.normalize("NFKC", text)
    printable = "".join(letter if letter.isprintable() else " " for letter in composed)
    return " ".join(printable.casefold().split())


def may_be_kept(words: str) -> bool:
    """Return whether words may be written down once enough searches had them."""
    digits = sum(letter.isdigit() for letter in words)
    return 0 < len(words) <= LONGEST and "@" not in words and digits <= MOST_DIGITS


def key_of(words: str) -> str:
    """Return the keyed hash under which words are counted: without the key nobody tries words."""
    return salted_hmac("portal.search.statistics", words, algorithm="sha256").hexdigest()
