"""How fresh an office's entry is, in words that everybody reads."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.freshness.review import review_day


def verified_on(office: Any) -> date | None:
    """Return when somebody last confirmed an office; None: nobody did.

    Lists fetch `verification` along; else it costs a query.
    """
    verification = getattr(office, "verification", None)
    return verification.verified_on if verification else None


def is_overdue(office: Any, today: date) -> bool:
    """Return whether nobody has confirmed an office for longer than it should be."""
    return is_long_ago(verified_on(office), today)


def is_long_ago(day: date | None, today: date) -> bool:
    """Return whether a day of confirmation is too long ago; None is no confirmation at all."""
    return day is None or day < review_day(today)


def verified_words(office: Any, today: date) -> str:
    """Return "Bestätigt am 3. Mai 2026" or, if that is long ago, that it is."""
    return words_of_day(verified_on(office), today)


def words_of_day(day: date | None, today: date) -> str:
    """Return the same for the day of the last confirmation; None is no confirmation at all."""
    if day is None:
        return _("Noch nicht bestätigt")
    if is_long_ago(day, today):
        months = settings.DIRECTORY_REVIEW_MONTHS
        words = ngettext(
            "Seit mehr als %(months)s Monat nicht bestätigt",
            "Seit mehr als %(months)s Monaten nicht bestätigt",
            months,
        )
        return words % {"months": months}
    return _("Bestätigt am %(day)s") % {"day": date_format(day)}
