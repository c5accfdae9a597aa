"""Values of the JSON for import, each taken by its type; what is wrong is noted with its place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreement.importing.imported import ImportProblem
from agreement.importing.json_source import printable
from agreement.importing.notation import without_marks
from agreement.text.runs import invisible_characters

MOST_PROBLEMS = 200


class Notes:
    """What is found on the way: problems with their places, and what was left out."""

    def __init__(self) -> None:
        self.problems: list[ImportProblem] = []
        self.marks = 0
        self._unknown: Counter[str] = Counter()

    def wrong(self, place: str, sentence: str) -> None:
        """Note a problem; after the first two hundred it is enough."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(ImportProblem(place, sentence))

    def passed_over(self, data: Mapping[str, Any], known: Sequence[str]) -> None:
        """Note the names in an object that this format does not have."""
        self._unknown.update(printable(name, 40) for name in data if name not in known)

    def remarks(self) -> tuple[str, ...]:
        """Return sentences about what was left out."""
        found = []
        if self._unknown:
            names = ", ".join(f"„{name}“" for name in sorted(self._unknown)[:20])
            found.append(_("Nicht gelesen, weil das Format es nicht kennt: %s.") % names)
        if self.marks:
            found.append(remark_on_marks(self.marks))
        return tuple(found)


def remark_on_marks(count: int) -> str:
    """Return the sentence about marks that were taken out of the text."""
    sentence = _(
        "Entfernt: %(count)s Zeichen, die nichts zeigen (weiche Trennstriche und Ähnliches)."
    )
    return sentence % {"count": count}


def text_value(value: Any, notes: Notes, place: str, name: str, longest: int) -> str:
    """Return a text without what nobody sees; "" and a problem where it is none."""
    if not isinstance(value, str):
        sentence = _("„%(name)s“ muss ein Text sein, also in Anführungszeichen stehen.")
        notes.wrong(place, sentence % {"name": name})
        return ""
    if len(value) > longest:
        sentence = _("„%(name)s“ hat %(count)s Zeichen. Möglich sind %(most)s: Kürzen Sie.")
        notes.wrong(place, sentence % {"name": name, "count": len(value), "most": longest})
        return ""
    text, marks = without_marks(value)
    notes.marks += marks
    return text


def line_value(value: Any, notes: Notes, place: str, name: str, longest: int = 255) -> str:
    """Return a text of one line; what nobody can see or write in it is a problem."""
    text = " ".join(text_value(value, notes, place, name, longest).split())
    refuse_hidden(text, notes, place, name)
    return text


def optional_lines(
    data: Mapping[str, Any], key: str, notes: Notes, place: str, longest: int
) -> str | None:
    """Return the text that an object may have, in any number of lines; None for null or none."""
    if data.get(key) is None:
        return None
    given = text_value(data[key], notes, place, key, longest)
    text = "\n".join(" ".join(line.split()) for line in given.splitlines()).strip()
    refuse_hidden(text, notes, place, key)
    return text


def optional_line(
    data: Mapping[str, Any], key: str, notes: Notes, place: str, longest: int = 255
) -> str:
    """Return the text of one line that an object may have; "" for null or none."""
    value = data.get(key)
    return "" if value is None else line_value(value, notes, place, key, longest)


def refuse_hidden(text: str, notes: Notes, place: str, name: str) -> None:
    """Note characters that are none, or that nobody sees."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        sentence = _("„%(name)s“ enthält ein beschädigtes Zeichen. Schreiben Sie die Stelle neu.")
        notes.wrong(place, sentence % {"name": name})
    elif hidden := invisible_characters(text):
        sentence = _(
            "„%(name)s“ enthält ein unsichtbares Zeichen (%(sign)s). Schreiben Sie die Stelle neu."
        )
        notes.wrong(place, sentence % {"name": name, "sign": ", ".join(hidden[:3])})


def day_value(value: Any, notes: Notes, place: str, name: str) -> date | None:
    """Return a day, None for null or with a problem where it is none."""
    if value is None:
        return None
    try:
        # Only the one form: others that Python reads, too, look like other days.
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass  # said below, as for every other value that is no day
    sentence = _("„%(name)s“ ist kein Datum. Schreiben Sie zum Beispiel 2024-05-31.")
    notes.wrong(place, sentence % {"name": name})
    return None


def list_value(value: Any, notes: Notes, place: str, name: str, most: int) -> list[Any]:
    """Return a list; an empty one and a problem where it is none, or too long."""
    if not isinstance(value, list):
        notes.wrong(place, _("„%(name)s“ muss eine Liste sein.") % {"name": name})
        return []
    if len(value) > most:
        sentence = _("„%(name)s“ hat %(count)s Einträge. Möglich sind %(most)s.")
        notes.wrong(place, sentence % {"name": name, "count": len(value), "most": most})
        return []
    return value


def object_value(value: Any, notes: Notes, place: str, name: str) -> dict[str, Any]:
    """Return an object with something in it; an empty one and a problem where it is none."""
    if isinstance(value, dict) and value:
        return value
    notes.wrong(place, _("„%(name)s“ muss ein Objekt in { } sein.") % {"name": name})
    return {}
