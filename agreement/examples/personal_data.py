"""Does a text hold what only a real person has: an e-mail address, a phone number? Pure."""

import re
import unicodedata

_EMAIL = re.compile(r"[^\s@]{1,64}\s?(?:@|\(at\)|\[at\])\s?[^\s@]{1,255}\.[a-z]{2,}", re.IGNORECASE)
_DATE = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")
_NUMBER = re.compile(r"(?<![\d.])(?:\+|0)[\d\s/().–-]{5,}\d")
_FEWEST_DIGITS = 7


def holds_contact_data(text: str) -> bool:
    """Return whether a text holds an e-mail address or a phone number; dates are none."""
    plain = unicodedata.normalize("NFKC", text)
    if _EMAIL.search(plain):
        return True
    numbers = _NUMBER.findall(_DATE.sub(" ", plain))
    return any(sum(c.isdecimal() for c in number) >= _FEWEST_DIGITS for number in numbers)
