"""The whole demo in one transaction: half a demo would be worse than none."""

from django.db import transaction

from agreement.evidence.keys import ensure_key
from agreement.models import Agreement, CheckpointMail
from agreement.reading import MAIN_SLUG
from directory.models import OrganisationPage, PartnerIndexPage
from directory.reference_data import load_reference_data
from portal.accounts.models import Notification
from portal.intern.models import InternPage
from portal.operations.demo.accounts import coordination_accounts, load_accounts
from portal.operations.demo.agreement_loading import AgreementLoader
from portal.operations.demo.directory_loading import DirectoryLoader
from portal.operations.demo.example_loading import load_examples
from portal.operations.demo.news_loading import load_news
from portal.operations.demo.site_loading import (
    load_home_pages,
    load_legal_pages,
    load_settings,
)
from portal.operations.site import ensure_site
from portal.search.words.seeds import load_synonyms


def has_content() -> bool:
    """Whether the portal holds an agreement or an organisation, the demo's or a real one."""
    return Agreement.objects.filter(slug=MAIN_SLUG).exists() or OrganisationPage.objects.exists()


@transaction.atomic
def load_demo() -> None:
    """Fill an empty portal with the demo; the same content at every loading."""
    home = ensure_site()
    load_reference_data()
    load_synonyms()
    load_settings()
    load_home_pages(home)
    load_legal_pages(home)
    organisations = DirectoryLoader(PartnerIndexPage.objects.get()).load()
    load_news(organisations)
    load_accounts()
    coordination, deputy = coordination_accounts()
    ensure_key()
    AgreementLoader(organisations, coordination, deputy).load(home, InternPage.objects.get())
    load_examples(coordination)
    _leave_nothing_to_send()


def _leave_nothing_to_send() -> None:
    """Drop the mails about what the demo did: nobody waits for them."""
    CheckpointMail.objects.all().delete()
    Notification.objects.waiting().delete()


@transaction.atomic
def renew_demo() -> None:
    """Give an older demo what its network had not yet; a demo of today stays as it is."""
    index = PartnerIndexPage.objects.first()
    if index is not None:
        DirectoryLoader(index).bring_up_to_date()
