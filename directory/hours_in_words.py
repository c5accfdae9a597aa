"""Opening hours in a sentence for readers, in the active language."""

from datetime import datetime

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
    if state_is_unknown := status.state is State.UNKNOWN:
        return _("Öffnungszeiten nicht bekannt. Bitte rufen Sie an.")
    today = now.astimezone(BERLIN)
    if status.state is State.OPEN:
        return _open(status.until, today)
    if status.holiday is None:
        return _opening(status.opens, today) or _("Zurzeit geschlossen")
    closed = _("Heute geschlossen (Feiertag: %(holiday)s).") % {"holiday": _(status.holiday)}
    # After a holiday even tomorrow gets its name: bridging days make "morgen" doubtful.
    return f"{closed} {_opening(status.opens, today, by_name=True)}".strip()
