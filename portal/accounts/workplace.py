"""The administrators' panel on the home page: mails that do not get through."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.notification_sending import backlog
from portal.core.workplace import Line, Panel


def failed_mails(request: HttpRequest) -> Panel | None:
    """Say how many notices are late, and how many were given up; nothing while all is well."""
    if not request.user.is_superuser:
        return None
    given_up, late = backlog()
    lines = []
    if late > given_up:
        text = ngettext(
            "%(number)s Nachricht ist seit mehr als zwei Stunden nicht verschickt.",
            "%(number)s Nachrichten sind seit mehr als zwei Stunden nicht verschickt.",
            late - given_up,
        )
        lines.append(Line(text % {"number": late - given_up}, note=_("wird weiter versucht")))
    if given_up:
        text = ngettext(
            "%(number)s Nachricht wird nicht mehr versucht.",
            "%(number)s Nachrichten werden nicht mehr versucht.",
            given_up,
        )
        lines.append(Line(text % {"number": given_up}, note=_("aufgegeben")))
    return Panel(
        _("Mails kommen nicht an"),
        lines,
        intro=_(
            "Prüfen Sie den Mailserver und ob „manage.py send_notifications --loop“ läuft. Danach "
            "versucht „manage.py send_notifications --try-again“ auch die aufgegebenen noch einmal."
        ),
    )
