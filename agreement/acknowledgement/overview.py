"""Who has confirmed, and who has not: for the coordination all, for lead editors their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.acknowledgement.telling import Telling
from agreement.models.acknowledgement import Acknowledgement
from directory.enums import Role
from directory.models import Membership
from portal.core.spreadsheets import Sheet, workbook


@dataclass(frozen=True)
class Person:
    """Somebody of an organisation, and when he confirmed (None: not yet)."""

    name: str
    read_on: date | None


@dataclass(frozen=True)
class Row:
    """An organisation: whether there is something to confirm for it, and who did."""

    organisation: str
    needs_confirmation: bool
    is_nothing: bool
    people: tuple[Person, ...]

    @property
    def read(self) -> int:
        """How many have confirmed."""
        return sum(person.read_on is not None for person in self.people)

    @property
    def missing(self) -> list[str]:
        """Who has not."""
        return [person.name for person in self.people if person.read_on is None]


@dataclass(frozen=True, eq=False)
class Overview:
    """A version in force with the organisations that the reader may see."""

    telling: Telling
    rows: tuple[Row, ...]

    @property
    def asked(self) -> tuple[Row, ...]:
        """The organisations with something to confirm."""
        return tuple(row for row in self.rows if row.needs_confirmation)

    @property
    def others(self) -> tuple[Row, ...]:
        """The organisations with nothing to confirm."""
        return tuple(row for row in self.rows if not row.needs_confirmation)

    @property
    def people(self) -> int:
        """How many people are asked."""
        return sum(len(row.people) for row in self.asked)

    @property
    def read(self) -> int:
        """How many of them have confirmed."""
        return sum(row.read for row in self.asked)


def seen_by(user: Any) -> Any:
    """Return the memberships of the people whom somebody may see here, by name.

    Asked afresh: the coordination sees everybody, a lead editor the own organisation, anybody
    else nobody (None).
    """
    mine = Membership.objects.giving_rights().filter(user=user.pk)
    everybody = Membership.objects.giving_rights().filter(
        organisation__isnull=False, user__is_active=True
    )
    if mine.filter(role=Role.COORDINATION).exists():
        return everybody
    led = list(mine.filter(role=Role.LEAD_EDITOR).values_list("organisation", flat=True))
    return everybody.filter(organisation__in=led) if led else None


def overviews(memberships: Any, tellings: Iterable[Telling]) -> list[Overview]:
    """Return who has confirmed what, of the people of these memberships (two queries)."""
    found = list(tellings)
    people: dict[str, dict[int, str]] = {}
    rows = memberships.select_related("user", "organisation")
    for one in rows.order_by("user__last_name", "user__first_name", "user"):
        name = one.user.get_full_name() or one.user.email
        people.setdefault(str(one.organisation.uuid), {})[one.user_id] = name
    read = Acknowledgement.objects.filter(
        version__in=[telling.version.pk for telling in found], read_at__isnull=False
    )
    known = {(row.version_id, str(row.organisation), row.user_id): row for row in read}
    return [_overview(telling, people, known) for telling in found]


def _overview(
    telling: Telling,
    people: dict[str, dict[int, str]],
    known: dict[tuple[int, str, int], Acknowledgement],
) -> Overview:
    rows = []
    for uuid, organisation in telling.names.items():
        if uuid not in people:
            continue
        touched = telling.touched(uuid)
        digest = telling.digest(touched)
        persons = tuple(
            Person(name, _read_on(known.get((telling.version.pk, uuid, key)), digest))
            for key, name in people[uuid].items()
        )
        rows.append(Row(organisation, touched.needs_confirmation, touched.is_nothing, persons))
    return Overview(telling, tuple(rows))


def _read_on(row: Acknowledgement | None, digest: str) -> date | None:
    """Return the day somebody confirmed what is to be read now; other things do not count."""
    if row is None or row.read_at is None or row.digest != digest:
        return None
    return timezone.localdate(row.read_at)


def overview_workbook(found: Iterable[Overview]) -> bytes:
    """Return the overview as an XLSX file: organisations, then people."""
    listed = list(found)
    return workbook([_organisations(listed), _people(listed)])


def _organisations(found: list[Overview]) -> Sheet:
    heads = [
        _("Vereinbarung"),
        _("Fassung"),
        _("Organisation"),
        _("Zu bestätigen"),
        _("Personen"),
        _("Bestätigt"),
        _("Offen"),
    ]
    rows = [
        [
            *_facts(one),
            row.organisation,
            _("ja") if row.needs_confirmation else _("nein"),
            len(row.people),
            row.read if row.needs_confirmation else "",
            len(row.missing) if row.needs_confirmation else "",
        ]
        for one in found
        for row in one.rows
    ]
    return Sheet(_("Organisationen"), heads, rows)


def _people(found: list[Overview]) -> Sheet:
    heads = [
        _("Vereinbarung"),
        _("Fassung"),
        _("Organisation"),
        _("Person"),
        _("Bestätigt am"),
    ]
    rows = [
        [*_facts(one), row.organisation, person.name, person.read_on or ""]
        for one in found
        for row in one.asked
        for person in row.people
    ]
    return Sheet(_("Personen"), heads, rows)


def _facts(one: Overview) -> tuple[str, int]:
    return one.telling.version.agreement.title, one.telling.version.number
