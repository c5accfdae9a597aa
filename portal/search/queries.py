"""What somebody typed, made safe to search for. Pure."""

import re
import unicodedata

MAX_LENGTH = 200

# Quotes, operators and blanks end up in the database's own query language; none of them helps
# somebody who looks for an office.
NOT_SEARCHABLE = re.compile(r"[^\w§.@+-]+", re.UNICODE)
EDGES = "-+.@"


def normalized(query: str) -> str:
    """Return a query as words and numbers, at most 200 characters; empty if nothing is left.

    Control characters, quotes and operators become blanks, since full-text engines answer some
    of them with an error; signs alone (§) are no word to look for.
    """
    text = unicodedata.normalize("NFC", query[: MAX_LENGTH * 4])
    words = (word.strip(EDGES) for word in NOT_SEARCHABLE.split(text))
    sought = (word for word in words if any(character.isalnum() for character in word))
    return " ".join(sought)[:MAX_LENGTH].strip()
