"""Opening hours in a sentence for readers, in the active language."""

from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .opening_hours import BERLIN, State, Status

WEEKDAY_NAMES = (
    gettext_noop("Montag"),
    gettext_noop("Dienstag"),
    gettext_noop("Mittwoch"),
    gettext_noop("Donnerstag"),
    gettext_noop("Freitag"),
    gettext_noop("Samstag"),
    gettext_noop("Sonntag"),
)

# The names the holidays of Baden-Württemberg come with, here so that they can be translated.
HOLIDAY_NAMES = (
    gettext_noop("Neujahr"),
    gettext_noop("Heilige Drei Könige"),
    gettext_noop("Karfreitag"),
    gettext_noop("Ostermontag"),
    gettext_noop("Erster Mai"),
    gettext_noop("Christi Himmelfahrt"),
    gettext_noop("Pfingstmontag"),
    gettext_noop("Fronleichnam"),
    gettext_noop("Tag der Deutschen Einheit"),
    gettext_noop("Allerheiligen"),
    gettext_noop("Erster Weihnachtstag"),
    gettext_noop("Zweiter Weihnachtstag"),
)


def in_words(status: Status, now: datetime) -> str:
    """Return "Jetzt geöffnet, bis 16:00 Uhr" and the like; true until ``status.valid_until``.

    ``now`` is the aware moment the status was made for.
    """
    today = now.astimezone(BERLIN).date()
    if status.state is State.UNKNOWN:
        return _("Öffnungszeiten nicht bekannt. Bitte rufen Sie an.")
    if status.state is State.OPEN:
        return _closing(status.until, today)
    if status.exception is not None:
        return _closed_specially(status.exception.reason, status.opens, today)
    if status.holiday is None:
        return _opening(status.opens, today) or _("Zurzeit geschlossen")
    closed = _("Heute geschlossen (Feiertag: %(holiday)s).") % {"holiday": _(status.holiday)}
    return f"{closed} {_opening(status.opens, today, after_holiday=True)}".strip()


def _closed_specially(reason: str, opens: datetime | None, today: date) -> str:
    words = {"reason": reason}
    closed = _("Heute geschlossen (%(reason)s).") % words if reason else _("Heute geschlossen.")
    return f"{closed} {_opening(opens, today, after_holiday=True)}".strip()


def _closing(until: datetime | None, today: date) -> str:
    if until is None:
        return _("Jetzt geöffnet")
    day, clock = until.date(), _clock(until)
    if until.time() == time():
        day, clock = day - timedelta(days=1), "24:00"
    if day == today:
        return _("Jetzt geöffnet, bis %(time)s Uhr") % {"time": clock}
    words = {"weekday": _(WEEKDAY_NAMES[day.weekday()]), "time": clock}
    return _("Jetzt geöffnet, bis %(weekday)s um %(time)s Uhr") % words


def _opening(opens: datetime | None, today: date, *, after_holiday: bool = False) -> str:
    if opens is None:
        return ""
    days = (opens.date() - today).days
    words = {
        "weekday": _(WEEKDAY_NAMES[opens.weekday()]),
        "date": date_format(opens, "MONTH_DAY_FORMAT"),
        "time": _clock(opens),
    }
    if days == 0:
        return _("Öffnet heute um %(time)s Uhr") % words
    # After a holiday even tomorrow gets its name: many expect a bridging day to be closed.
    if days == 1 and not after_holiday:
        return _("Öffnet morgen um %(time)s Uhr") % words
    if days < 7:
        return _("Öffnet %(weekday)s um %(time)s Uhr") % words
    return _("Öffnet %(weekday)s, %(date)s, um %(time)s Uhr") % words


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
