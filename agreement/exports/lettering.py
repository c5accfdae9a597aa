"""Letters that the PDF's fonts lack, and words too long for a line. Pure.

PDF/A and PDF/UA forbid a letter without a shape, so such a file cannot be made at all. The fonts
come with the typesetter and know Latin, Greek, Cyrillic, Hebrew and Arabic letters.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import IntEnum
from functools import lru_cache
from typing import Any

from agreement.exports.typesetting import NotTypeset, typeset

LONGEST_WORD = 40
"""A word of more letters may be broken anywhere, so that none runs off the page."""
BREAK_EVERY = 20
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
_EVERYDAY = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüÄÖÜß0123456789 \n.,;:!?-–—„“‚‘’”\"'"
    "()[]{}/\\§&%+*=#@$_<>|~^`…€°•"
)
_AFTER_LATIN = "\u0250"
_PROBE = (
    '#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n'
    "#let all = sys.inputs.letter\n#all #strong(all) #emph(all) #strong(emph(all))"
)


class Care(IntEnum):
    """How much is replaced that the fonts could show, so that the file can be made at all."""

    NONE = 0
    MARKS = 1
    """Every mark: one at the beginning of a run joins a letter that is not in the same text."""
    ALL = 2
    """All but Latin letters and everyday signs."""


@lru_cache(maxsize=4096)
def is_printable(cluster: str) -> bool:
    """Tell whether the PDF can show a letter with its marks; costs milliseconds when new.

    Letter and mark may each have a shape, and yet not in the same font.
    """
    if any(unicodedata.category(letter) in {"Cc", "Co", "Cs", "Cn"} for letter in cluster):
        return False
    try:
        typeset(_PROBE, {"letter": cluster}, ("a-3u",), datetime.fromtimestamp(0, UTC))
    except NotTypeset:
        return False
    return True


def _is_mark(letter: str) -> bool:
    """Tell whether something joins the letter before it: an accent, a joiner, a selector."""
    return unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}


def _clusters(text: str) -> Iterator[str]:
    """Yield the letters of a text, each with the marks that follow it."""
    cluster = ""
    for letter in text:
        if cluster and not _is_mark(letter):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def printable(text: str, care: Care = Care.NONE) -> str:
    """Return a text in which what the PDF cannot show stands by its code point: “[U+1F600]”."""
    if _EVERYDAY.issuperset(text):
        return text
    return "".join(_shown(cluster, care) for cluster in _clusters(text))


def _shown(cluster: str, care: Care) -> str:
    if cluster in _EVERYDAY:
        return cluster
    has_marks = any(map(_is_mark, cluster))
    may_stay = {
        Care.NONE: True,
        Care.MARKS: not has_marks,
        Care.ALL: not has_marks and cluster < _AFTER_LATIN,
    }
    if may_stay[care] and is_printable(cluster):
        return cluster
    return "".join(
        letter if letter in _EVERYDAY else f"[U+{ord(letter):04X}]" for letter in cluster
    )


def breakable(text: str) -> str:
    """Return a text whose very long words may be broken; they look the same."""
    return _LONG_WORD.sub(_with_places_to_break, text)


def _with_places_to_break(word: re.Match[str]) -> str:
    letters = word.group()
    parts = range(0, len(letters), BREAK_EVERY)
    return "\u200b".join(letters[start : start + BREAK_EVERY] for start in parts)


def every_text(data: Any, change: Callable[[str], str]) -> Any:
    """Return JSON data with a change made to each of its texts; names of fields stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: every_text(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [every_text(value, change) for value in data]
    return data
