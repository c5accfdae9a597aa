"""What can be found, and by which types of pages."""

from agreement.models import AgreementPage, SectionPage, WorkingTextPage
from directory.models import OfficePage, OrganisationPage
from news.models import ArticlePage, EventPage, NewsFolderPage
from portal.search.entries.clauses import ClauseSource
from portal.search.entries.contacts import ContactSource
from portal.search.entries.directory_pages import (
    agreement_facts,
    facts_below_organisation,
    office_facts,
    organisation_facts,
)
from portal.search.entries.events import event_facts
from portal.search.entries.files import DocumentSource, ImageSource
from portal.search.entries.page_types import register_page_type
from portal.search.entries.pages import PageSource
from portal.search.entries.registry import register_source
from portal.search.entries.sections import SectionSource
from portal.search.kinds import Kind


def register_all() -> None:
    """Register what the search knows by itself; apps above it register theirs."""
    register_page_type(OrganisationPage, Kind.ORGANISATION, organisation_facts)
    register_page_type(OfficePage, Kind.OFFICE, office_facts)
    register_page_type(ArticlePage, Kind.ARTICLE, facts_below_organisation)
    register_page_type(EventPage, Kind.EVENT, event_facts)
    register_page_type(NewsFolderPage, Kind.PAGE, facts_below_organisation)
    register_page_type(AgreementPage, Kind.AGREEMENT, agreement_facts)
    for of_agreement in (WorkingTextPage, SectionPage):
        register_page_type(of_agreement, Kind.AGREEMENT)
    for source in (
        PageSource,
        ClauseSource,
        SectionSource,
        ContactSource,
        DocumentSource,
        ImageSource,
    ):
        register_source(source())
