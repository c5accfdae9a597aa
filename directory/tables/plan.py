"""The dry run of an import: for each row what would happen, and nothing happens."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.models import Language, OfficePage, OrganisationPage
from directory.tables.columns import (
    DAYS,
    IDENTITY,
    NAME,
    ORGANISATION,
    OWN,
    SERVICES,
    cells_of,
    head_of,
    read_row,
    shown,
)
from directory.tables.reading import Table, UnreadableTable

REQUIRED = (NAME, "Straße und Hausnummer", "Postleitzahl", "Ort")
"""What an office cannot do without; a table for new offices needs these columns."""


class RowState(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that would change: its column, what stands there, and what would."""

    head: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row: its number in the file, what would happen, and sentences about wrong cells."""

    number: int
    name: str
    state: RowState
    office: int | None = None
    changes: tuple[CellChange, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of a file, in its order."""

    rows: tuple[PlannedRow, ...]

    def of(self, state: RowState) -> tuple[PlannedRow, ...]:
        """Return the rows of a state."""
        return tuple(row for row in self.rows if row.state == state)

    @property
    def fingerprint(self) -> str:
        """What was shown, in short: acts on another state of the directory are refused."""
        told = [
            (row.number, row.state, row.office, [(c.head, c.before, c.after) for c in row.changes])
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def check_heads(table: Table) -> None:
    """Refuse a table whose columns cannot be understood.

    Raises UnreadableTable with a sentence.
    """
    unknown = [head for head in table.heads if head not in OWN]
    if unknown:
        raise UnreadableTable(
            _("Die Spalte „%(name)s“ kennt das Portal nicht. Laden Sie die Tabelle als Vorlage.")
            % {"name": unknown[0][:50]}
        )
    if IDENTITY not in table.heads and NAME not in table.heads:
        raise UnreadableTable(
            _("Es fehlt die Spalte „Kennung“ oder „Name“. Laden Sie die Tabelle als Vorlage.")
        )
    given = [day for day in DAYS if day in table.heads]
    if given and len(given) < len(DAYS):
        raise UnreadableTable(
            _("Für die Öffnungszeiten braucht es alle sieben Spalten von Montag bis Sonntag.")
        )


def plan_import(table: Table, organisation: OrganisationPage) -> Plan:
    """Return what an import into an organisation would do, row by row.

    A row with a "Kennung" is that office, one without is a new office. Raises UnreadableTable
    for columns nobody knows.
    """
    check_heads(table)
    pages = OfficePage.objects.child_of(organisation).with_everything()
    offices: dict[str, OfficePage] = {}
    for office in pages:
        office.organisation = organisation
        offices[str(office.uuid)] = office
    languages = {
        key.casefold(): language
        for language in Language.objects.all()
        for key in (language.code, language.name)
    }
    counted = Counter(_identity(cells) for _number, cells in table.rows)
    rows = []
    for number, cells in table.rows:
        identity = _identity(cells)
        if identity and counted[identity] > 1:
            sentence = _("Diese Kennung steht in mehreren Zeilen.")
            rows.append(_refused(number, cells, {IDENTITY: sentence}))
        else:
            rows.append(_planned(number, cells, offices, languages))
    return Plan(tuple(_without_doubles(rows)))


def _identity(cells: Mapping[str, str]) -> str:
    return cells.get(IDENTITY, "").strip().lower()


def _planned(
    number: int,
    cells: Mapping[str, str],
    offices: Mapping[str, OfficePage],
    languages: Mapping[str, Language],
) -> PlannedRow:
    identity = _identity(cells)
    office = offices.get(identity)
    if identity and office is None:
        sentence = (
            _("Diese Beratungsstelle gehört nicht zu dieser Organisation, oder es gibt sie nicht.")
            if _is_uuid(identity)
            else _("Das ist keine Kennung. Lassen Sie die Zelle leer, um etwas Neues anzulegen.")
        )
        return _refused(number, cells, {IDENTITY: sentence})
    before = cells_of(office) if office is not None else {}
    read = read_row(cells, languages)
    problems = {**_read_only(cells, before), **read.problems, **_hindrance(office)}
    problems |= _invalid(office or OfficePage(), read.values, is_new=office is None)
    if problems:
        return _refused(number, cells, problems)
    after = shown(read.values)
    changes = tuple(
        CellChange(head, before.get(head, ""), text)
        for head, text in after.items()
        if text != before.get(head, "")
    )
    state = RowState.CHANGED if changes else RowState.UNCHANGED
    if office is None:
        state = RowState.NEW
    return PlannedRow(
        number=number,
        name=after.get(NAME) or before.get(NAME, ""),
        state=state,
        office=office.pk if office else None,
        changes=changes,
        values=read.values,
    )


def _refused(number: int, cells: Mapping[str, str], problems: Mapping[str, str]) -> PlannedRow:
    name = cells.get(NAME, "") or cells.get(IDENTITY, "")
    return PlannedRow(number, name, RowState.ERROR, problems=tuple(problems.items()))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _read_only(cells: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return a sentence for each column for reading that says something else than it did.

    State and confirmation are passed over: a spreadsheet writes dates in its own way.
    """
    sentence = _("Diese Spalte ist nur zum Lesen. Ändern Sie das auf der Seite der Stelle.")
    return {
        head: sentence
        for head in (ORGANISATION, SERVICES)
        if head in cells and cells[head] not in {"", before.get(head, "")}
    }


def _hindrance(office: OfficePage | None) -> dict[str, str]:
    """Return why an office cannot be changed by a table now."""
    if office is None:
        return {}
    if not office.live:
        return {NAME: _("Diese Stelle ist nicht veröffentlicht. Veröffentlichen Sie sie zuerst.")}
    if office.has_unpublished_changes:
        return {
            NAME: _(
                "Für diese Stelle gibt es einen Entwurf. Veröffentlichen oder verwerfen Sie ihn "
                "zuerst, sonst ginge er verloren."
            )
        }
    if office.locked:
        return {NAME: _("Diese Stelle ist gesperrt. Heben Sie die Sperre zuerst auf.")}
    return {}


def _invalid(office: OfficePage, values: Mapping[str, Any], *, is_new: bool) -> dict[str, str]:
    """Return what the fields of an office would not take, by column."""
    checked = {name for name in values if name != "languages"}
    if is_new:
        checked |= {"title", "street", "postal_code", "town"}
    # A page of its own, so that nothing is written into the one that is compared with.
    probe = OfficePage(**{name: getattr(office, name) for name in checked})
    for name in checked & set(values):
        setattr(probe, name, values[name])
    others = {each.name for each in OfficePage._meta.get_fields() if each.name not in checked}
    try:
        probe.clean_fields(exclude=others)
    except ValidationError as error:
        return {head_of(name): " ".join(told) for name, told in error.message_dict.items()}
    return {}


def _without_doubles(rows: Iterable[PlannedRow]) -> Iterable[PlannedRow]:
    """Refuse new offices that stand in the file twice."""
    seen: set[str] = set()
    for row in rows:
        key = row.name.casefold()
        if row.state == RowState.NEW and key in seen:
            sentence = _("Eine neue Stelle mit diesem Namen steht schon in einer Zeile darüber.")
            yield _refused(row.number, {NAME: row.name}, {NAME: sentence})
            continue
        if row.state == RowState.NEW:
            seen.add(key)
        yield row
