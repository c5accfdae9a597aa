"""Days and hours of an event that cannot be, each said at its field."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from news.enums import ExceptionKind, Repeats
from news.events.days import Deviation, Plan, days_of, exists, latest_last_day

if TYPE_CHECKING:
    from news.models.events import EventPage

YEARS = range(2000, 2100)
"""Anything else is a slip of the keyboard, and far from where moments cannot be counted."""
SHORTEST_STEP = {
    Repeats.WEEKLY: 7,
    Repeats.FORTNIGHTLY: 14,
    Repeats.MONTHLY_BY_WEEKDAY: 28,
    Repeats.MONTHLY_BY_DAY: 28,
}

Problem = tuple[str, str]
"""The name of a field, and a sentence."""


def check_event(event: "EventPage") -> None:
    """Refuse days, hours and places that cannot be.

    Raises ValidationError with its sentences by field. Exceptions are not looked at: when a
    form is read into the page, it still has the old ones (see `news.events.form`).
    """
    found: dict[str, list[str]] = {}
    for field, sentence in (*_problems_of_time(event), *_problems_of_place(event)):
        found.setdefault(field, []).append(sentence)
    if found:
        raise ValidationError(found)


def problems_of_deviation(
    plan: Plan, deviation: Deviation, before: Iterable[date]
) -> Iterator[Problem]:
    """Yield what is wrong with an exception of a plan; `before` are the days named before it."""
    if not plan.repeats:
        yield "day", _("Ausnahmen gibt es nur, wenn sich die Veranstaltung wiederholt.")
    elif deviation.day not in days_of(plan):
        yield "day", _("An diesem Tag findet die Veranstaltung ohnehin nicht statt.")
    elif deviation.day in before:
        yield "day", _("Für diesen Tag gibt es schon eine Ausnahme.")
    if deviation.kind == ExceptionKind.MOVED:
        yield from _problems_of_move(plan, deviation)


def _problems_of_move(plan: Plan, deviation: Deviation) -> Iterator[Problem]:
    if deviation.new_day is None:
        yield "new_day", _("Bitte nennen Sie den neuen Tag.")
        return
    if deviation.new_day.year not in YEARS:
        yield "new_day", _check_the_year()
        return
    if plan.starts_at is None:
        if deviation.new_starts_at is not None:
            yield "new_starts_at", _("Die Veranstaltung dauert den ganzen Tag, ohne Uhrzeit.")
        return
    at = deviation.new_starts_at or plan.starts_at
    if not exists(datetime.combine(deviation.new_day, at)):
        yield "new_starts_at", _no_such_hour(deviation.new_day)


def _problems_of_time(event: "EventPage") -> Iterator[Problem]:
    wrong_years = [
        (name, _check_the_year())
        for name in ("starts_on", "ends_on", "repeats_until", "registration_until")
        if (day := getattr(event, name)) is not None and day.year not in YEARS
    ]
    yield from wrong_years
    # A draft may be saved before its day is known.
    if not wrong_years and event.starts_on is not None:
        yield from _problems_of_end(event)
        yield from _problems_of_hours(event)
        yield from _problems_of_rule(event)
        yield from _problems_of_registration(event)


def _problems_of_end(event: "EventPage") -> Iterator[Problem]:
    last = event.ends_on or event.starts_on
    if last < event.starts_on:
        yield "ends_on", _("Die Veranstaltung endet vor ihrem Beginn. Bitte prüfen Sie die Tage.")
        return
    if event.ends_at is None:
        return
    if event.starts_at is None:
        yield "starts_at", _("Bitte nennen Sie auch, um wie viel Uhr es beginnt.")
    elif last == event.starts_on and event.ends_at <= event.starts_at:
        yield (
            "ends_at",
            _(
                "Das Ende muss nach dem Beginn liegen. Geht es über Mitternacht, nennen Sie bei "
                "„Endet am“ den nächsten Tag."
            ),
        )


def _problems_of_hours(event: "EventPage") -> Iterator[Problem]:
    last = event.ends_on or event.starts_on
    hours: tuple[tuple[str, date, time | None], ...] = (
        ("starts_at", event.starts_on, event.starts_at),
        ("ends_at", last, event.ends_at),
    )
    for name, day, at in hours:
        if at is not None and not exists(datetime.combine(day, at)):
            yield name, _no_such_hour(day)


def _problems_of_rule(event: "EventPage") -> Iterator[Problem]:
    if not event.repeats:
        if event.repeats_until is not None:
            yield "repeats", _("Bitte wählen Sie auch, wie sich die Veranstaltung wiederholt.")
        return
    if event.repeats_until is None:
        yield "repeats_until", _("Bitte nennen Sie den letzten Tag.")
    elif event.repeats_until < event.starts_on:
        yield "repeats_until", _("Der letzte Tag liegt vor dem ersten.")
    elif event.repeats_until > latest_last_day(event.starts_on):
        yield "repeats_until", _("Das ist mehr als zwei Jahre nach dem ersten Tag.")
    step = SHORTEST_STEP[Repeats(event.repeats)] if event.repeats in Repeats else 0
    if step and event.ends_on and (event.ends_on - event.starts_on).days >= step:
        yield "ends_on", _("Eine Veranstaltung muss zu Ende sein, bevor sie sich wiederholt.")


def _problems_of_registration(event: "EventPage") -> Iterator[Problem]:
    last = event.ends_on or event.starts_on
    if event.repeats and event.repeats_until is not None:
        last = max(last, event.repeats_until)
    if event.registration_until is not None and event.registration_until > last:
        yield "registration_until", _("Die Anmeldung endet erst nach der Veranstaltung.")


def _problems_of_place(event: "EventPage") -> Iterator[Problem]:
    named = (event.place_name, event.street, event.town, event.online_url)
    if event.office_id is None and not any(value.strip() for value in named):
        yield (
            "place_name",
            _("Bitte nennen Sie eine Stelle, einen Ort oder eine Adresse im Internet."),
        )


def _no_such_hour(day: date) -> str:
    return _(
        "Diese Uhrzeit gibt es am %(day)s nicht: In dieser Nacht wird die Uhr vorgestellt, von "
        "2 auf 3 Uhr."
    ) % {"day": date_format(day)}


def _check_the_year() -> str:
    return _("Bitte prüfen Sie das Jahr.")
