"""Where an office's files stand: beside its page, in German and nowhere else."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from portal.core.languages import without_prefix

if TYPE_CHECKING:
    from directory.models import OfficePage


def vcard_url(office: "OfficePage", request: HttpRequest) -> str:
    """Return the address of an office's vCard, for the phone's address book."""
    return _beside(office, request, ".vcf")


def json_url(office: "OfficePage", request: HttpRequest) -> str:
    """Return the address of an office as JSON-LD."""
    return _beside(office, request, ".json")


def _beside(office: "OfficePage", request: HttpRequest, ending: str) -> str:
    """Return the address of the page with an ending; empty before the page has one."""
    address = without_prefix(office.get_url(request) or "").rstrip("/")
    return f"{address}{ending}" if address else ""
