"""Whom to turn to when no office can be named."""

from typing import Any

from django.http import HttpRequest

from directory.phone import phone_uri
from portal.core.languages import localized_path
from portal.core.models import PortalSettings

PARTNERS = "/partner/"
"""The list of all offices."""


def coordination(request: HttpRequest) -> dict[str, Any]:
    """What the page needs to name the coordination, beside the portal's settings."""
    settings = PortalSettings.load(request_or_site=request)
    return {
        "coordination_uri": phone_uri(settings.coordination_phone),
        "partner_url": localized_path(PARTNERS),
    }
