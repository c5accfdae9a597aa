"""The columns of the table of offices: what stands in a cell, and what a cell may say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.enums import Appointment
from directory.freshness.words import verified_on
from directory.hours_in_words import WEEKDAY_NAMES
from directory.models import Language, OfficePage
from directory.opening_hours import HoursError, Weekday, format_day, parse_week, week_of

IDENTITY, NAME, SERVICES = "Kennung", "Name", "Dienste"
ORGANISATION, STATE, CONFIRMED = "Organisation", "Stand", "Bestätigt am"
TEXTS: Mapping[str, str] = {
    NAME: "title",
    "Straße und Hausnummer": "street",
    "Postleitzahl": "postal_code",
    "Ort": "town",
    "Telefon": "phone",
    "E-Mail": "email",
    "Internetseite": "website",
    "Hinweis zu den Öffnungszeiten": "hours_note",
}
FACTS: Mapping[str, str] = {
    "Dolmetschen auf Anfrage": "interpreters",
    "Eingang ohne Stufen": "step_free_entrance",
    "Räume ohne Treppe erreichbar": "lift",
    "Barrierefreie Toilette": "accessible_toilet",
    "Behindertenparkplatz": "accessible_parking",
    "Hilfe für Hörgeschädigte": "hearing_support",
}
IN_DIGITS = ("postal_code", "phone")
APPOINTMENT, LANGUAGES = "Termin", "Sprachen"
DAYS: tuple[str, ...] = WEEKDAY_NAMES
PUBLIC = (IDENTITY, ORGANISATION, *TEXTS, *DAYS, APPOINTMENT, LANGUAGES, SERVICES, *FACTS)
OWN = (*PUBLIC, STATE, CONFIRMED)
_WORDS = {True: "ja", False: "nein", None: ""}


@dataclass(frozen=True, slots=True)
class Read:
    """What the cells of a row say: values by field, and sentences by column."""

    values: dict[str, Any]
    problems: dict[str, str]


def cells_of(office: OfficePage) -> dict[str, str]:
    """Return all cells of an office; fetch along languages, offers with services, verification."""
    week = week_of(office.hours)
    confirmed = verified_on(office)
    return {
        IDENTITY: str(office.uuid),
        ORGANISATION: office.organisation.title,
        **{head: str(getattr(office, field)) for head, field in TEXTS.items()},
        **{DAYS[day]: format_day(slots) for day, slots in week.items()},
        **({} if week else dict.fromkeys(DAYS, "")),
        APPOINTMENT: str(office.get_appointment_display()),
        LANGUAGES: _names(office.languages.all()),
        SERVICES: ", ".join(_services(office)),
        **{head: _WORDS[getattr(office, field)] for head, field in FACTS.items()},
        STATE: _state(office),
        CONFIRMED: date_format(confirmed, "Y-m-d") if confirmed else "",
    }


def shown(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells that values of fields would stand in, so that two rows can be compared."""
    cells = {head: values[field] for head, field in TEXTS.items() if field in values}
    if "hours" in values:
        week = week_of(values["hours"])
        cells |= {DAYS[day]: format_day(week[day]) if week else "" for day in Weekday}
    if "appointment" in values:
        cells[APPOINTMENT] = dict(_appointments())[values["appointment"]]
    if "languages" in values:
        cells[LANGUAGES] = _names(values["languages"])
    cells |= {head: _WORDS[values[field]] for head, field in FACTS.items() if field in values}
    return cells


def read_row(cells: Mapping[str, str], languages: Mapping[str, Language]) -> Read:
    """Return what a row says; columns that are not in the file say nothing.

    `languages` are all languages by name and code, in small letters.
    """
    values: dict[str, Any] = {
        field: _with_our_digits(cells[head]) if field in IN_DIGITS else cells[head]
        for head, field in TEXTS.items()
        if head in cells
    }
    problems: dict[str, str] = {}
    if DAYS[0] in cells:
        lines = {day: cells[DAYS[day]] for day in Weekday}
        try:
            values["hours"] = parse_week(lines)
        except HoursError as error:
            problems |= {DAYS[day]: sentence for day, sentence in error.errors.items()}
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        APPOINTMENT: ("appointment", _read_appointment),
        LANGUAGES: ("languages", lambda cell: _read_languages(cell, languages)),
        **{head: (field, _read_fact) for head, field in FACTS.items()},
    }
    for head, (field, read) in readers.items():
        if head in cells:
            try:
                values[field] = read(cells[head])
            except ValueError as error:
                problems[head] = str(error)
    return Read(values, problems)


def head_of(field: str) -> str:
    """Return the column of a field, to say where something is wrong."""
    known = {field: head for head, field in (*TEXTS.items(), *FACTS.items())}
    return known.get(field, {"hours": DAYS[0], "languages": LANGUAGES}.get(field, APPOINTMENT))


def _with_our_digits(cell: str) -> str:
    """Return a number in the digits that everybody here can dial, whatever script it came in."""
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in cell)


def _appointments() -> Iterable[tuple[str, str]]:
    return [("", ""), *((choice.value, str(choice.label)) for choice in Appointment)]


def _names(languages: Iterable[Language]) -> str:
    # Names may have a comma of their own: "Persisch (Farsi, Dari)".
    return "; ".join(sorted(language.name for language in languages))


def _read_appointment(cell: str) -> str:
    for value, label in _appointments():
        if cell.casefold() in {value.casefold(), label.casefold()}:
            return value
    choices = ", ".join(f"„{label}“" for _value, label in _appointments() if label)
    raise ValueError(_("Hier kann stehen: %(choices)s – oder nichts.") % {"choices": choices})


def _read_languages(cell: str, known: Mapping[str, Language]) -> list[Language]:
    found = {}
    separator = ";" if ";" in cell or cell.strip().casefold() in known else ","
    for name in filter(None, (part.strip() for part in cell.split(separator))):
        language = known.get(name.casefold())
        if language is None:
            raise ValueError(
                _("Die Sprache „%(name)s“ kennt das Portal nicht. Mehrere trennen Sie mit „;“.")
                % {"name": name[:50]}
            )
        found[language.pk] = language
    return list(found.values())


def _read_fact(cell: str) -> bool | None:
    match cell.casefold():
        case "ja" | "j" | "x" | "true" | "wahr" | "1":
            return True
        case "nein" | "n" | "false" | "falsch" | "0":
            return False
        case "" | "nicht bekannt":
            return None
    raise ValueError(
        _("Hier kann „ja“ oder „nein“ stehen – oder nichts, wenn es nicht bekannt ist.")
    )


def _services(office: OfficePage) -> Iterable[str]:
    today = timezone.localdate()
    current = (offer for offer in office.offers.all() if offer.holds_on(today))
    return dict.fromkeys(offer.service.short_name for offer in current)


def _state(office: OfficePage) -> str:
    if not office.live:
        return _("nicht veröffentlicht")
    return _("mit Entwurf") if office.has_unpublished_changes else _("veröffentlicht")
