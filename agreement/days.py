"""Days on which versions begin and end: the field for them, and which days make sense."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Agreements begin and end between these days; anything else is a slip of the keyboard."""

NO_SUCH_DAY = _("Das kann nicht stimmen. Prüfen Sie das Jahr.")


def makes_sense(day: date) -> bool:
    """Return whether an agreement can begin or end on a day."""
    return FIRST <= day <= LAST


def check_day(day: date) -> None:
    """Raise ValidationError for a day that makes no sense."""
    if not makes_sense(day):
        raise ValidationError(NO_SUCH_DAY)


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    default_error_messages = {
        "invalid": _("Das ist kein Datum. Schreiben Sie zum Beispiel 2025-01-31."),
    }
    default_validators = [check_day]
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
