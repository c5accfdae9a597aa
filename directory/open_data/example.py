"""The word "Beispiel" in every export of content that is invented."""

from django.utils.translation import gettext as _

from portal.core.models import PortalSettings


def example_note() -> str:
    """Return the sentence that marks invented content; empty for real content (one query)."""
    if not PortalSettings.load().is_example:
        return ""
    return _("Beispiel: Diese Angaben sind erfunden, die Organisationen und Orte sind echt.")


def marked(text: str, note: str) -> str:
    """Return a text with the note before it; each of them may be empty."""
    return " ".join(part for part in (note, text) if part)
