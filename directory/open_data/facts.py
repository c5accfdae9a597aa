"""What is public of organisations and offices, as plain values. Pure: no Django.

Every export is made from these and from nothing else, so that whatever is not public cannot
slip into one of them: `directory.open_data.gathering` alone decides what comes in here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from directory.opening_hours import Slot, Weekday, week_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOrganisation:
    """A partner; `kind` is a code, `kind_name` its German word."""

    uuid: UUID
    name: str
    short_name: str
    kind: str
    kind_name: str
    about: str
    url: str
    phone: str
    email: str
    website: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicTown:
    """A municipality by its official key."""

    ags: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicService:
    """A kind of advice by its code."""

    code: str
    name: str
    short_name: str
    description: str


@dataclass(frozen=True, slots=True)
class PublicOffer:
    """A service that is offered today, and for whom; without towns for the whole district."""

    service: PublicService
    towns: tuple[PublicTown, ...]


@dataclass(frozen=True, slots=True)
class PublicLanguage:
    """A language; `times` says in words when it is spoken, empty for always."""

    code: str
    name: str
    times: str = ""
    is_interpreted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicContact:
    """Whom to talk to; ways and name only where everybody may know them."""

    uuid: UUID
    function: str
    name: str
    phone: str
    email: str
    languages: tuple[PublicLanguage, ...]
    services: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChannel:
    """A way to be advised with hours of its own; `service` is a code, empty for all."""

    number: int
    kind_name: str
    service: str
    hours: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSpecialDays:
    """Days with other hours than usual; closed where `hours` is empty."""

    uuid: UUID
    first_day: date
    last_day: date
    hours: str
    reason: str
    substitute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOffice:
    """An office with all that a visitor's page of it says. `town_of_district` may be missing."""

    uuid: UUID
    name: str
    slug: str
    url: str
    organisation: PublicOrganisation
    street: str
    postal_code: str
    town: str
    town_of_district: PublicTown | None
    point: tuple[float, float] | None
    phone: str
    email: str
    website: str
    hours: str
    hours_note: str
    appointment: str
    languages: tuple[PublicLanguage, ...]
    interpreters: bool | None
    offers: tuple[PublicOffer, ...]
    channels: tuple[PublicChannel, ...]
    special_days: tuple[PublicSpecialDays, ...]
    accessibility: tuple[tuple[str, bool], ...]
    contacts: tuple[PublicContact, ...]
    verified_on: date | None
    changed_at: datetime | None

    def is_closed_on(self, day: date) -> bool:
        """Return whether special days close the office on a day."""
        return any(
            days.first_day <= day <= days.last_day and not days.hours for days in self.special_days
        )


def spans_of_week(osm: str) -> dict[Slot, tuple[Weekday, ...]]:
    """Return each span of time with the weekdays that have it; none for unknown hours."""
    spans: dict[Slot, tuple[Weekday, ...]] = {}
    for weekday, slots in week_of(osm).items():
        for slot in slots:
            spans[slot] = (*spans.get(slot, ()), weekday)
    return spans


def clock_time(minutes: int) -> str:
    """Return minutes after midnight as "09:00"; the end of a day is "23:59", its last minute."""
    last = min(minutes, 24 * 60 - 1)
    return f"{last // 60:02d}:{last % 60:02d}"
