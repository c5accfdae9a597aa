"""Whether words that somebody quotes stand in a clause. Pure."""

import re
from collections.abc import Sequence

from agreement.importing.notation import without_marks
from agreement.text.runs import TextBlock

_QUOTATION_MARKS = "„“”‚‘’»«›‹\"' \n\r\t"
_ITEM_SIGNS = re.compile(r"^[ \t]*(?:[-•*]|#\.|\d+\.)[ \t]+", re.MULTILINE)
"""What browsers and mail programs put before the items of a list that was copied."""


def quote_stands(quote: str, heading: str, text: Sequence[TextBlock]) -> bool:
    """Return whether a quote stands in a clause, in one piece and letter by letter.

    Line breaks, blanks, quotation marks around it and signs of lists do not count. `text` is
    the wording as it is read.
    """
    words = squeezed(" ".join([heading, *(block.text for block in text)]))
    tried = (quote, _ITEM_SIGNS.sub("", quote))
    return any(squeezed(each.strip(_QUOTATION_MARKS)) in words for each in tried)


def squeezed(text: str) -> str:
    """Return a text in NFC, without marks nobody sees, with single blanks."""
    return " ".join(without_marks(text)[0].split())
