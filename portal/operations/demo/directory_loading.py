"""The demo's organisations, offices and contacts as pages of the directory."""

from collections.abc import Iterable, Mapping

from directory.models import (
    Contact,
    Language,
    Municipality,
    Offer,
    OfficePage,
    OrganisationPage,
    PartnerIndexPage,
    Service,
)
from portal.operations.demo.network import (
    ContactData,
    OfferData,
    OfficeData,
    OrganisationData,
    organisations,
)


class DirectoryLoader:
    """Makes the network below the directory's entrance; looks reference data up once."""

    def __init__(self, index: PartnerIndexPage) -> None:
        self._index = index
        self._services = {service.code: service for service in Service.objects.all()}
        self._languages = {language.code: language for language in Language.objects.all()}
        self._towns = {town.ags: town for town in Municipality.objects.all()}

    def load(self) -> Mapping[str, OrganisationPage]:
        """Make every organisation with its offices; return the organisations by their keys."""
        return {data.slug: self._organisation(data) for data in organisations()}

    def _organisation(self, data: OrganisationData) -> OrganisationPage:
        page = OrganisationPage(uuid=data.uuid, slug=data.slug, **data.fields)
        self._index.add_child(instance=page)
        page.save_revision().publish()
        for office in data.offices:
            self._office(page, office)
        return page

    def _office(self, organisation: OrganisationPage, data: OfficeData) -> None:
        page = OfficePage(uuid=data.uuid, slug=data.slug, **data.fields)
        page.languages = self._spoken(data.languages)
        page.offers = [self._offer(offer) for offer in data.offers]
        organisation.add_child(instance=page)
        page.save_revision().publish()
        for contact in data.contacts:
            self._contact(page, contact)

    def _offer(self, data: OfferData) -> Offer:
        offer = Offer(
            service=self._services[data.service],
            valid_from=data.valid_from,
            valid_until=data.valid_until,
        )
        offer.municipalities = [self._towns[ags] for ags in data.municipalities]
        return offer

    def _contact(self, office: OfficePage, data: ContactData) -> None:
        contact = Contact.objects.create(office=office, **data.fields)
        contact.languages.set(self._spoken(data.languages))

    def _spoken(self, codes: Iterable[str]) -> list[Language]:
        return [self._languages[code] for code in codes]
