"""Hours as schedules: RFC 5545 rules by weekday in local time, and days that differ."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from directory.open_data.facts import PublicSpecialDays, clock_time, spans_of_week
from directory.open_data.hsds.ids import made_of
from directory.open_data.hsds.places import Schedule
from directory.opening_hours import Weekday

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def weekly(osm: str, of: UUID, **facts: Any) -> Iterable[Schedule]:
    """Return a schedule for each span of time of a week; none for unknown hours.

    `of` is whose hours these are, `facts` stands in every schedule. Hours are local: an offset
    would be wrong for half of the year.
    """
    notes = _(
        "Ortszeit (Europe/Berlin). An gesetzlichen Feiertagen in Baden-Württemberg geschlossen."
    )
    for slot, days in spans_of_week(osm).items():
        yield Schedule(
            id=made_of("schedule", of, slot.begins, slot.ends, *facts.values()),
            freq="WEEKLY",
            wkst="MO",
            byday=_by_day(days),
            opens_at=clock_time(slot.begins),
            closes_at=clock_time(slot.ends),
            **{"notes": notes, **facts},
        )


def special(days: PublicSpecialDays, location: UUID) -> Iterable[Schedule]:
    """Return the schedules of days that differ; one without times says "closed"."""
    span: dict[str, Any] = {
        "valid_from": days.first_day.isoformat(),
        "valid_to": days.last_day.isoformat(),
    }
    if days.hours:
        words = days.reason or _("Andere Öffnungszeiten als sonst")
        facts = {**span, "location_id": location, "description": words}
        yield from weekly(days.hours, days.uuid, **facts, notes=_("Ortszeit (Europe/Berlin)."))
        return
    closed = _("Geschlossen: %(reason)s") % {"reason": days.reason} if days.reason else ""
    words = closed or _("Geschlossen")
    if days.substitute:
        words = f"{words}. {_('Vertretung: %(office)s.') % {'office': days.substitute}}"
    yield Schedule(
        id=made_of("schedule", days.uuid), location_id=location, description=words, **span
    )


def _by_day(days: Iterable[Weekday]) -> str:
    return ",".join(_DAYS[day] for day in days)
