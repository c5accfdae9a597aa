"""What an editor types into the weekly form, read generously and answered in German."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise

from .week import MINUTES_OF_A_DAY, Slot, Weekday, to_osm

_EXAMPLE = "Bitte schreiben Sie zum Beispiel „9:00–12:00, 14:00–16:30“ oder „geschlossen“."
_LONGEST_ENTRY = 200
_LONGEST_QUOTE = 40
_CLOSED = frozenset({"", "-", "geschlossen", "zu", "ruhetag", "closed"})
_DASH = re.compile(r"\s*(?:[‐‑‒–—―−-]|\bbis\b)\s*", re.IGNORECASE)
_FILLER = re.compile(r"\bvon\b|(?:\b|(?<=\d))uhr\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;/&\n]|\bund\b|\bsowie\b", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


class HoursError(ValueError):
    """Entries that could not be read: ``errors`` maps each weekday to a German sentence."""

    def __init__(self, errors: Mapping[Weekday, str]) -> None:
        """Keep the sentences; ``str()`` of the exception joins them."""
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


def parse_week(lines: Mapping[Weekday, str]) -> str:
    """Return the OSM expression of seven German entries such as "9–12, 14:00-16:30".

    An empty or missing day is closed if any other day says something; if none does, the hours
    are unknown and the result is empty. Raises HoursError with every day that cannot be read.
    """
    if not any(_cleaned(line) for line in lines.values()):
        return ""
    week: dict[Weekday, tuple[Slot, ...]] = {}
    errors: dict[Weekday, str] = {}
    for day, line in sorted(lines.items()):
        try:
            week[day] = parse_day(line)
        except ValueError as error:
            errors[day] = str(error)
    if errors:
        raise HoursError(errors)
    return to_osm(week)


def parse_day(line: str) -> tuple[Slot, ...]:
    """Return the slots of one entry in order, touching ones joined; none if closed.

    Raises ValueError with a German sentence: what is wrong, and what to write instead.
    """
    text = _cleaned(line)
    if len(text) > _LONGEST_ENTRY:
        msg = f"Der Eintrag ist zu lang. {_EXAMPLE}"
        raise ValueError(msg)
    text = _DASH.sub("-", text)
    if text.casefold() in _CLOSED:
        return ()
    parts = [part.strip() for part in _SEPARATOR.split(_FILLER.sub(" ", text))]
    slots = sorted(_slot(part) for part in parts if part)
    if not slots:
        raise ValueError(_unreadable(text))
    return _joined(slots)


def _cleaned(line: str) -> str:
    text = unicodedata.normalize("NFKC", line)
    return "".join(char for char in text if char.isprintable() or char.isspace()).strip()


def _slot(part: str) -> Slot:
    first, dash, last = (piece.strip() for piece in _DASH.sub("-", part).partition("-"))
    if not (first and dash and last):
        raise ValueError(_unreadable(part))
    begins, ends = _minutes(first), _minutes(last)
    if ends <= begins:
        msg = f"Das Ende „{_quote(last)}“ liegt nicht nach dem Beginn „{_quote(first)}“. {_EXAMPLE}"
        raise ValueError(msg)
    return Slot(begins, ends)


def _minutes(text: str) -> int:
    found = _TIME.fullmatch(text)
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (0, 60)
    if minutes >= 60 or hours * 60 + minutes > MINUTES_OF_A_DAY:
        msg = f"„{_quote(text)}“ ist keine Uhrzeit. {_EXAMPLE}"
        raise ValueError(msg)
    return hours * 60 + minutes


def _joined(slots: list[Slot]) -> tuple[Slot, ...]:
    for earlier, later in pairwise(slots):
        if later.begins < earlier.ends:
            msg = f"Die Zeiten {earlier} und {later} überschneiden sich. {_EXAMPLE}"
            raise ValueError(msg)
    joined = slots[:1]
    for slot in slots[1:]:
        if slot.begins == joined[-1].ends:
            joined[-1] = Slot(joined[-1].begins, slot.ends)
        else:
            joined.append(slot)
    return tuple(joined)


def _unreadable(text: str) -> str:
    return f"„{_quote(text)}“ ist keine Zeit mit Beginn und Ende. {_EXAMPLE}"


def _quote(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_QUOTE else plain[:_LONGEST_QUOTE] + " …"
