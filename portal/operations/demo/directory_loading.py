"""The demo's organisations, offices and contacts as pages of the directory."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils import timezone

from directory.models import (
    Channel,
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
from portal.operations.demo.reach_loading import ReachLoader, fill_offices


class DirectoryLoader:
    """Makes the network below the directory's entrance; looks reference data up once."""

    def __init__(self, index: PartnerIndexPage) -> None:
        self._index = index
        self._services = {service.code: service for service in Service.objects.all()}
        self._languages = {language.code: language for language in Language.objects.all()}
        self._towns = {town.ags: town for town in Municipality.objects.all()}
        self._reach = ReachLoader(self._services, self._languages, timezone.localdate())

    def load(self) -> Mapping[str, OrganisationPage]:
        """Make every organisation with its offices; return the organisations by their keys."""
        pages = {data.slug: self._organisation(data) for data in organisations()}
        fill_offices(self._reach)
        return pages

    def bring_up_to_date(self) -> bool:
        """Give a demo from before offices had channels what came since; say if it was one.

        What somebody has changed stays: a page with a draft that waits is left alone.
        """
        uuids = [office.uuid for data in organisations() for office in data.offices]
        if not OfficePage.objects.filter(uuid__in=uuids).exists():
            return False
        if Channel.objects.filter(office__uuid__in=uuids).exists():
            return False
        for data in organisations():
            page = OrganisationPage.objects.filter(uuid=data.uuid).first()
            for office in data.offices if page else ():
                self._renewed(OrganisationPage.objects.get(uuid=data.uuid), office)
        fill_offices(self._reach)
        return True

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
        self._reach.fill(page, data)
        organisation.add_child(instance=page)
        page.save_revision().publish()
        for contact in data.contacts:
            self._contact(page, contact)

    def _renewed(self, organisation: OrganisationPage, data: OfficeData) -> None:
        page = OfficePage.objects.filter(uuid=data.uuid).first()
        if page is None:
            self._office(organisation, data)
        elif page.live and not page.has_unpublished_changes:
            self._reach.fill(page, data)
            page.interpreters = data.fields.get("interpreters")
            page.save_revision().publish()

    def _offer(self, data: OfferData) -> Offer:
        offer = Offer(
            service=self._services[data.service],
            valid_from=data.valid_from,
            valid_until=data.valid_until,
        )
        offer.municipalities = [self._towns[ags] for ags in data.municipalities]
        return offer

    def _contact(self, office: OfficePage, data: ContactData) -> None:
        away = None if data.away_days is None else self._reach.today + timedelta(data.away_days)
        contact = Contact.objects.create(
            office=office,
            away_until=away,
            substitute=office.contacts.filter(function=data.substitute).first(),
            **data.fields,
        )
        contact.languages.set(self._spoken(data.languages))

    def _spoken(self, codes: Iterable[str]) -> list[Language]:
        return [self._languages[code] for code in codes]
