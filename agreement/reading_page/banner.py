"""What stands above a text that is not in force today, so that nobody takes it for what holds."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.models.sealed import AgreementVersion
from agreement.reading import Period


def banner(period: Period, current: AgreementVersion | None, today: date) -> str:
    """Return the sentences about a version that is not in force today.

    `current` is the version that is, if there is one.
    """
    number = {"number": period.version.number}
    reading = _("Sie lesen Fassung %(number)s.") % number
    return f"{reading} {_standing(period, today)} {_what_holds(current)}"


def _standing(period: Period, today: date) -> str:
    if period.has_failed:
        return _("Sie ist gescheitert und tritt nicht in Kraft.")
    if period.starts and period.starts > today:
        return _("Sie ist heute noch nicht in Kraft, sondern erst ab dem %(day)s.") % {
            "day": date_format(period.starts)
        }
    if period.starts:
        return _("Sie ist nicht mehr in Kraft.")
    if period.is_signed or period.version.is_legacy:
        return _("Sie ist heute noch nicht in Kraft: Der Tag ist noch nicht entschieden.")
    return _("Sie ist heute noch nicht in Kraft: Es fehlen noch Unterschriften.")


def _what_holds(current: AgreementVersion | None) -> str:
    if current is None:
        return _("Heute gilt keine Fassung.")
    return _("Heute gilt Fassung %(number)s.") % {"number": current.number}
