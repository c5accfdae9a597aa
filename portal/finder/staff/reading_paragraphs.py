"""Residence papers by the paragraph of the law that advisers call them by: “§ 24”, “104c”. Pure."""

import re
from collections.abc import Iterator, Mapping

from agreement.vocabulary import ResidenceStatus
from portal.finder.staff.notes import Note

_PARAGRAPH = re.compile(
    r"(?:§+|paragra(?:f|ph)|par\.)\s*(\d{1,3}\s?[a-e]?)(?![^\W_])"
    r"(?:\s*(?:abs(?:atz)?\.?|\.|\()?\s*([1-9]|i{1,3}|iv|v)(?![^\W_])\)?)?"
    r"(?:\s*(?:satz|s\.)\s*\d)?(?:\s*(aufenthg|asylg|bvfg))?(?![^\W_])"
)
_BARE_PARAGRAPH = re.compile(
    r"(?<![^\W_])(104\s?c|60\s?[a-d]|25(?=\s*(?:abs|\()))(?:\s*(?:abs(?:atz)?\.?|\()\s*([1-9]))?\)?"
    r"(?:\s*(aufenthg))?(?![^\W_])"
)
_BY_PARAGRAPH: Mapping[str, ResidenceStatus] = {
    "24": ResidenceStatus.UKRAINE,
    "104c": ResidenceStatus.OPPORTUNITY,
    **dict.fromkeys(("60a", "60b", "60c", "60d"), ResidenceStatus.TOLERATED),
    **dict.fromkeys(("9", "9a"), ResidenceStatus.SETTLED),
    **dict.fromkeys(
        ("16a", "16b", "17", "18", "18a", "18b", "19c", "28", "30", "32", "36"),
        ResidenceStatus.OTHER_PERMIT,
    ),
    "81": ResidenceStatus.FICTION,
}
_OF_OTHER_LAWS: Mapping[tuple[str, str], ResidenceStatus] = {
    ("55", "asylg"): ResidenceStatus.ASYLUM_PENDING,
    ("63", "asylg"): ResidenceStatus.ASYLUM_PENDING,
    ("63a", "asylg"): ResidenceStatus.ARRIVAL,
    ("4", "bvfg"): ResidenceStatus.REPATRIATE,
    ("7", "bvfg"): ResidenceStatus.REPATRIATE,
}
_OF_RECOGNITION = frozenset({"1", "2", "3", "i", "ii", "iii"})
"""Of § 25, only these three paragraphs follow a recognition; the others mean other permits."""


def read_paragraphs(note: Note) -> Iterator[tuple[str, str]]:
    """Take paragraphs out of a note: the residence status by its code, and how it was typed.

    The code is empty where a paragraph names none for sure, or is denied; its number is taken
    all the same, since it is no age.
    """
    for pattern in (_PARAGRAPH, _BARE_PARAGRAPH):
        for found in pattern.finditer(note.rest):
            status = _status_of(found[1].replace(" ", ""), found[2] or "", found[3] or "")
            is_denied = note.is_denied(found.start())
            words = note.take(*found.span())
            yield ("" if status is None or is_denied else status.value), words


def _status_of(number: str, part: str, law: str) -> ResidenceStatus | None:
    if law in ("asylg", "bvfg"):
        return _OF_OTHER_LAWS.get((number, law))
    if number == "25":
        return ResidenceStatus.PROTECTED if part in _OF_RECOGNITION else None
    return _BY_PARAGRAPH.get(number)
