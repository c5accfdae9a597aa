"""When an issue of the digest ends and begins. Pure; hours are those of the clock on the wall."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from news.enums import Rhythm

AT = time(7)
"""The hour at which an issue ends; no change of the clock in Europe touches it."""
STEP = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}


def last_end(rhythm: Rhythm, now: datetime, zone: tzinfo) -> datetime:
    """Return the newest moment, in UTC and not after `now`, at which an issue ends.

    Every day at seven, of the weekly digest on Mondays, by the clock of `zone`.
    """
    local = now.astimezone(zone)
    day = date(local.year, local.month, local.day)
    if rhythm == Rhythm.WEEKLY:
        day -= timedelta(days=day.weekday())
    end = _moment(day, zone)
    return end if end <= now else _moment(day - STEP[rhythm], zone)


def usual_begin(rhythm: Rhythm, end: datetime, zone: tzinfo) -> datetime:
    """Return when an issue begins that has none before it: one day or week earlier, in UTC.

    By the clock on the wall: where it changes, the day has 23 or 25 hours.
    """
    local = end.astimezone(zone)
    return _moment(date(local.year, local.month, local.day) - STEP[rhythm], zone)


def _moment(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, AT, tzinfo=zone).astimezone(UTC)
