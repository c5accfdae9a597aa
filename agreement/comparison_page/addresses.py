"""Where two texts of an agreement are compared, for whoever points there."""

from urllib.parse import urlencode

from django.utils import timezone

from agreement.comparison_page.forms import CHANGES_ONLY
from agreement.models.sealed import Agreement
from agreement.reading import version_in_force
from portal.core.languages import localized_path

FOLDER = "vergleich/"
"""Where comparison stands below an agreement."""
WORKING_TEXT, ROUND = "arbeitsfassung", "runde-"
"""What stands in the address for the working text, and before the number of a frozen round."""


def comparison_url(slug: str, old: object, new: object, section: str = "") -> str:
    """Return where two texts of an agreement are compared; only the changes are shown.

    `old` and `new` are numbers of versions, or other names of texts; `section` is a slug.
    """
    asked = {"nur": CHANGES_ONLY, **({"abschnitt": section} if section else {})}
    return localized_path(f"/{slug}/{FOLDER}{old}/{new}/?{urlencode(asked)}")


def working_comparison_url(agreement: Agreement, section: str = "") -> str:
    """Return where the text in force is compared with the working text (one query).

    Empty while no version is in force.
    """
    current = version_in_force(timezone.localdate(), agreement.slug)
    if current is None:
        return ""
    return comparison_url(agreement.slug, current.number, WORKING_TEXT, section)
