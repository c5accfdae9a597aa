"""The files beside the pages of the directory: vCard, JSON-LD, GeoJSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.models import OfficePage, OrganisationPage, PartnerIndexPage
from directory.open_data.answers import as_json, open_data
from directory.open_data.example import example_note, marked
from directory.open_data.facts import PublicOffice
from directory.open_data.gathering import organisation_facts, public_offices, public_organisations
from directory.open_data.geojson import geojson
from directory.open_data.json_ld import json_ld
from directory.open_data.office_card import office_vcard
from portal.core.errors import NotFound
from portal.core.visibility import Viewer, visible


@require_safe
def office_as_vcard(request: HttpRequest, organisation: str, office: str) -> HttpResponse:
    """Give an office to an address book."""
    facts = _office(request, organisation, office)
    name = f"{facts.slug}.vcf"
    card = office_vcard(facts, example_note())
    return open_data(card, "text/vcard; charset=utf-8", name, is_download=True)


@require_safe
def office_as_json(request: HttpRequest, organisation: str, office: str) -> HttpResponse:
    """Give an office as JSON-LD."""
    facts = _office(request, organisation, office)
    services = ", ".join(dict.fromkeys(offer.service.name for offer in facts.offers))
    document = json_ld(facts, marked(services, example_note()))
    return open_data(as_json(document), "application/ld+json", f"{facts.slug}.json")


@require_safe
def offices_as_geojson(request: HttpRequest) -> HttpResponse:
    """Give all offices as points on a map."""
    absolute: Callable[[str], str] = request.build_absolute_uri
    organisations = public_organisations(absolute)
    pages = OfficePage.objects.order_by("path")
    document = geojson(public_offices(pages, organisations, absolute), example_note())
    return open_data(as_json(document), "application/geo+json", "beratungsstellen.geojson")


def _office(request: HttpRequest, organisation: str, office: str) -> PublicOffice:
    """Return an office by the slugs of its address, as every visitor sees it.

    Raises NotFound alike for what is missing and what is closed.
    """
    absolute: Callable[[str], str] = request.build_absolute_uri
    index = PartnerIndexPage.objects.first()
    if index is not None:
        partners = visible(OrganisationPage.objects.child_of(index), Viewer())
        partner = partners.filter(slug=organisation).first()
        if partner is not None:
            pages = OfficePage.objects.child_of(partner).filter(slug=office)
            organisations = {partner.path: organisation_facts(partner, absolute)}
            for found in public_offices(pages, organisations, absolute):
                return found
    raise NotFound(_("Diese Beratungsstelle gibt es hier nicht. Das Verzeichnis nennt alle."))
