"""What a field takes, with a sentence that says what to write instead."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.opening_hours import week_of

validate_postal_code = RegexValidator(
    r"^\d{5}\Z",
    gettext_lazy("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 76646."),
)

_PHONE = re.compile(r"\+?[\d\s()/.–-]{3,30}")


def validate_phone(number: str) -> None:
    """Refuse what nobody can dial.

    Raises ValidationError.
    """
    if not _PHONE.fullmatch(number) or sum(char.isdigit() for char in number) < 3:
        raise ValidationError(
            _("Das ist keine Telefonnummer. Bitte schreiben Sie zum Beispiel „030 23125 100“."),
            code="phone",
        )


def validate_hours(osm: str) -> None:
    """Refuse hours that the weekly form could not show again.

    Raises ValidationError.
    """
    try:
        week_of(osm)
    except ValueError:
        raise ValidationError(
            _("Diese Öffnungszeiten lassen sich nicht als Woche von Montag bis Sonntag lesen."),
            code="hours",
        ) from None
