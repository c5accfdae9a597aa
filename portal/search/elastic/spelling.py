"""Other spellings of a question. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from portal.search.elastic.analysis import Json

FOR_EACH = 3
"""Other spellings of one word that are tried."""


def candidates(words: Iterable[str]) -> Json:
    """Return what asks for words of the texts that look like some others."""
    return {
        word: {
            "text": word.lower(),
            "term": {
                "field": "as_written",
                "suggest_mode": "always",
                "size": FOR_EACH,
                "prefix_length": 1,
                "max_edits": 2,
                "min_word_length": 5,
            },
        }
        for word in words
    }


def respelled(text: str, offered: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """Return a text with its mistaken words in other spellings, the likeliest first.

    `offered` is Elasticsearch's answer to `candidates`. A word without another spelling stays.
    """
    spellings = {word: _spellings(word, parts) for word, parts in offered.items()}
    words = [word for word, others in spellings.items() if others]
    if not words:
        return []
    mixed = product(*(spellings[word] for word in words))
    return [_replaced(text, dict(zip(words, chosen, strict=True))) for chosen in mixed]


def _spellings(word: str, parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return other spellings of a word, with a capital if it was typed so."""
    if len(parts) != 1:
        return []
    others = [str(option["text"]) for option in parts[0]["options"]]
    return [other.capitalize() if word[:1].isupper() else other for other in others]


def _replaced(text: str, spellings: Mapping[str, str]) -> str:
    for word, other in spellings.items():
        literal = other.replace("\\", r"\\")
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", literal, text)
    return text
