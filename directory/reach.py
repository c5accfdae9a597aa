"""How one reaches an office, as plain values: languages, channels, special days, confirmation.

`directory.reach_query` reads them from the rows of many offices; here they come from what one
office has in memory, such as a draft that is previewed.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from directory.models import OfficePage


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A way to be advised; `kind` is a word of `ChannelKind`, `service` a name or nothing."""

    kind: str
    service: str
    hours: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """A language at certain times, by its German name; without hours by arrangement."""

    language: str
    hours: str
    is_interpreted: bool


@dataclass(frozen=True, slots=True)
class SpecialDaysFacts:
    """Special days of today or later; `substitute` knows only what its link needs."""

    first_day: date
    last_day: date
    hours: str
    reason: str
    substitute: "OfficePage | None"

    @property
    def is_closed(self) -> bool:
        """Whether the office is closed on these days."""
        return not self.hours

    def covers(self, day: date) -> bool:
        """Return whether a day is one of them; both ends belong to the span."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Reach:
    """All of it. `languages` are spoken at any time; special days come the next first."""

    languages: tuple[str, ...] = ()
    channels: tuple[ChannelFacts, ...] = ()
    language_times: tuple[LanguageFacts, ...] = ()
    special_days: tuple[SpecialDaysFacts, ...] = ()
    verified_on: date | None = None


def reach_in_memory(office: "OfficePage") -> Reach:
    """Return the reach of one office as it stands in memory, its special days as they are."""
    coming: Any = ()
    if office.pk is not None:  # the preview of a new office has nothing beside its page yet
        days = office.special_days.filter(last_day__gte=timezone.localdate())
        coming = days.select_related("substitute")
    verification = getattr(office, "verification", None)
    times = sorted(office.language_times.all(), key=lambda one: (one.language.name, one.pk or 0))
    return Reach(
        languages=tuple(sorted(language.name for language in office.languages.all())),
        channels=tuple(
            ChannelFacts(
                one.kind,
                one.service.name if one.service else "",
                one.hours,
                one.phone,
                one.note,
            )
            for one in office.channels.all()
        ),
        language_times=tuple(
            LanguageFacts(one.language.name, one.hours, one.is_interpreted) for one in times
        ),
        special_days=tuple(
            SpecialDaysFacts(one.first_day, one.last_day, one.hours, one.reason, one.substitute)
            for one in coming
        ),
        verified_on=verification.verified_on if verification else None,
    )
