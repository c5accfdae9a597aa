"""Ages as advisers write them: “19”, “19 J.”, “27-jährig”, “18–25”, “Ü27”, “Mutter 32”. Pure."""

import re
from collections.abc import Callable

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages
from portal.finder.staff.notes import TAKEN, Note

Reader = Callable[[re.Match[str]], Ages]

_NUMBER = r"(?<![^\W_])(?<!\d[.,])(\d{1,3})"
_YEARS = (
    r"(?:\s*-?\s*(?:ja?e?hrig\w*|jahre?n?|jr?)(?![^\W_])\.?(?:\s*alt)?)?"
    r"(?![^\W_])(?![.,]\d)(?!\s*%)"
)
_DASH = r"\s*(?:-|–|—|bis)\s*"
_PARENT = (
    r"(?<![^\W_])(?:mutter|vater|eltern|mama|papa|elternteil)"
    r"(?:\s+(?:ist|sind|alter))?\s*:?\s*"
)


_SPAN = re.compile(rf"{_NUMBER}{_DASH}(\d{{1,3}}){_YEARS}")


def _range(found: re.Match[str]) -> Ages:
    return Ages(int(found[1]), int(found[2]))


def _exactly(found: re.Match[str]) -> Ages:
    return Ages(int(found[1]), int(found[1]))


def _below(found: re.Match[str]) -> Ages:
    return Ages(AGE_MIN, int(found[1]) - 1)


def _up_to(found: re.Match[str]) -> Ages:
    return Ages(AGE_MIN, int(found[1]))


def _from(found: re.Match[str]) -> Ages:
    return Ages(int(found[1]), AGE_MAX)


def _above(found: re.Match[str]) -> Ages:
    return Ages(int(found[1]) + 1, AGE_MAX)


def _months(found: re.Match[str]) -> Ages:
    years = int(found[1]) // 12
    return Ages(years, years)


def _decade(found: re.Match[str]) -> Ages:
    """“Anfang”, “Mitte” and “Ende” of a decade, with a year to spare on both sides."""
    first, last = {"anfang": (0, 4), "mitte": (3, 7), "ende": (6, 9)}[found[1]]
    return Ages(int(found[2]) + first, int(found[2]) + last)


def _full_age(_found: re.Match[str]) -> Ages:
    return Ages(18, AGE_MAX)


def _minor(_found: re.Match[str]) -> Ages:
    return Ages(AGE_MIN, 17)


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_NUMBER}{_DASH}(\d{{1,3}}){_YEARS}", _range),
        (rf"(?<![^\W_])(?:unter|u|<)\s*(\d{{1,3}}){_YEARS}", _below),
        (rf"(?<![^\W_])bis(?:\s+zu)?\s*(\d{{1,3}}){_YEARS}", _up_to),
        (rf"(?<![^\W_])(?:ab|mindestens|ue)\s*(\d{{1,3}}){_YEARS}", _from),
        (rf"(?<![^\W_])ue?ber\s*(\d{{1,3}}){_YEARS}", _above),
        (rf">\s*(\d{{1,3}}){_YEARS}", _above),
        (r"(?<![^\W_])(anfang|mitte|ende)\s*(\d0)(?:er)?(?![^\W_])", _decade),
        (rf"{_NUMBER}\s*monate?n?(?:\s*alt)?(?![^\W_])", _months),
        (rf"{_NUMBER}{_YEARS}", _exactly),
        (r"(?<![^\W_])vollja?e?hrig\w*", _full_age),
        (r"(?<![^\W_])(?:minderja?e?hrig\w*|umf|uma)(?![^\W_])", _minor),
    )
)
# Numbers that count something else: time that has passed, children, rooms, days of a calendar.
_OTHER_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![^\W_])\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?",
        r"(?<![^\W_])(?:seit|vor|nach|fur|fuer)\s+(?:ca\.?\s*)?\d{1,3}\s*"
        r"(?:jahr|monat|woche|tag|stunde)\w*",
        r"(?<![^\W_])\d{1,3}\s*(?:jahre?|monate?|wochen?|tage?)\s+(?:in\s+deutschland|hier)",
        r"(?<![^\W_])\d{1,2}\s*-?\s*(?:kind(?:er\w*)?|personen|kopfig\w*|koepfig\w*|zimmer\w*|"
        r"euro|mal|uhr)(?![^\W_])",
    )
)
_PARENTS = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_PARENT}(\d{{1,3}}){_DASH}(\d{{1,3}}){_YEARS}", _range),
        (rf"{_PARENT}(?:unter|u)\s*(\d{{1,3}}){_YEARS}", _below),
        (rf"{_PARENT}(?:ab|ue)\s*(\d{{1,3}}){_YEARS}", _from),
        (rf"{_PARENT}ue?ber\s*(\d{{1,3}}){_YEARS}", _above),
        (rf"{_PARENT}(\d{{1,3}}){_YEARS}", _exactly),
        (rf"{_NUMBER}\s*-?\s*ja?e?hrig\w*\s+(?:mutter|vater)(?![^\W_])", _exactly),
    )
)


def set_other_numbers_aside(note: Note) -> list[str]:
    """Take numbers that are no ages out of a note; returns them as they were typed.

    So is a span the wrong way round: its halves are not to be read as ages of their own.
    """
    spans = [found.span() for pattern in _OTHER_NUMBERS for found in pattern.finditer(note.rest)]
    spans += [found.span() for found in _SPAN.finditer(note.rest) if not _is_span(found)]
    return [note.take(*span) for span in spans if TAKEN not in note.rest[slice(*span)]]


def _is_span(found: re.Match[str]) -> bool:
    return int(found[1]) <= int(found[2]) <= AGE_MAX


def read_age(note: Note) -> tuple[Ages, str] | None:
    """Take the age of the person out of a note: the age and how it was typed."""
    return _first(note, _READERS)


def read_parents(note: Note) -> tuple[Ages, str] | None:
    """Take the age of a parent out of a note. To be asked before the person's own age."""
    return _first(note, _PARENTS)


def _first(
    note: Note, readers: tuple[tuple[re.Pattern[str], Reader], ...]
) -> tuple[Ages, str] | None:
    """Return the first age that can be one; “140” and “25–18” are left where they are."""
    for pattern, reader in readers:
        for found in pattern.finditer(note.rest):
            try:
                ages = reader(found)
            except ValueError:
                continue
            return ages, note.take(*found.span())
    return None
