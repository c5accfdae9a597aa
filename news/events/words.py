"""Times of events in words, in the language of the reader."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from news.enums import EventState, Repeats
from news.events.days import Occurrence, Plan, ordinal_in_month

A_MOMENT = timedelta(microseconds=1)


def span_in_words(one: Occurrence, *, has_end: bool) -> str:
    """Return day and hours of one time; `has_end` says whether anybody said when it ends."""
    first, last = timezone.localdate(one.starts), timezone.localdate(one.ends - A_MOMENT)
    if one.is_all_day:
        return _day(first) if first == last else _from_to(_day(first), _day(last))
    begins = _at(first, one.starts)
    if not has_end:
        return begins if first == last else _from_to(begins, _day(last))
    if first == last:
        words = {
            "day": _day(first),
            "begins": time_format(timezone.localtime(one.starts), "TIME_FORMAT"),
            "ends": time_format(timezone.localtime(one.ends), "TIME_FORMAT"),
        }
        return _("%(day)s, %(begins)s bis %(ends)s Uhr") % words
    return _from_to(begins, _at(last, one.ends))


def rule_in_words(plan: Plan) -> str:
    """Return how an event comes again, such as "Jeden zweiten Dienstag im Monat"; else nothing."""
    if not plan.repeats or plan.until is None:
        return ""
    words = {
        "weekday": date_format(plan.starts_on, "l"),
        "number": _ordinals()[ordinal_in_month(plan.starts_on) - 1],
        "day": plan.starts_on.day,
        "last": date_format(plan.until),
    }
    sentences = {
        Repeats.WEEKLY: _("Jeden %(weekday)s bis %(last)s"),
        Repeats.FORTNIGHTLY: _("Alle zwei Wochen am %(weekday)s bis %(last)s"),
        Repeats.MONTHLY_BY_WEEKDAY: _("Jeden %(number)s %(weekday)s im Monat bis %(last)s"),
        Repeats.MONTHLY_BY_DAY: _("Jeden Monat am %(day)s. bis %(last)s"),
    }
    return sentences[Repeats(plan.repeats)] % words + _left_out(plan)


def state_in_words(one: Occurrence) -> str:
    """Return what is different about one time; nothing if it takes place as the rule says."""
    if one.state == EventState.CANCELLED:
        return _("Fällt aus")
    if one.state == EventState.MOVED:
        day = timezone.localdate(one.starts)
        if day != one.day:
            return _("Verschoben vom %(day)s") % {"day": date_format(one.day)}
        return _("Verschoben")
    return ""


def day_in_words(day: date) -> str:
    """Return a day with its weekday."""
    return _day(day)


def _left_out(plan: Plan) -> str:
    """Say that months are left out that do not have such a day."""
    is_rare = (plan.repeats == Repeats.MONTHLY_BY_DAY and plan.starts_on.day > 28) or (
        plan.repeats == Repeats.MONTHLY_BY_WEEKDAY and ordinal_in_month(plan.starts_on) == 5
    )
    return _(", nicht in Monaten ohne diesen Tag") if is_rare else ""


def _ordinals() -> tuple[str, ...]:
    return (_("ersten"), _("zweiten"), _("dritten"), _("vierten"), _("fünften"))


def _day(day: date) -> str:
    return _("%(weekday)s, %(day)s") % {"weekday": date_format(day, "l"), "day": date_format(day)}


def _at(day: date, moment: datetime) -> str:
    clock = time_format(timezone.localtime(moment), "TIME_FORMAT")
    return _("%(day)s, %(clock)s Uhr") % {"day": _day(day), "clock": clock}


def _from_to(begins: str, ends: str) -> str:
    return _("%(begins)s bis %(ends)s") % {"begins": begins, "ends": ends}
