"""`manage.py provision`: make and repair what a portal stands on."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from agreement.evidence.keys import ensure_key
from agreement.models import WorkingTextPage
from agreement.section_rights import sync_section_rights
from agreement.section_workflow import ensure_section_workflow
from directory.lookup import renew_lookup
from directory.models import Contact, OrganisationPage
from directory.people.repair import mend_people
from directory.provisioning import provision_organisation
from directory.reference_data import load_reference_data
from portal.operations.site import ensure_site
from portal.search.entries.reconciling import reconcile_entries
from portal.search.words.seeds import load_synonyms


class Command(BaseCommand):
    """Sets up a new portal and repairs an old one; what is there stays."""

    help = "Makes what is missing and says what it mended: pages, groups, rights, workflows."

    def handle(self, *args: Any, **options: Any) -> None:
        """Provision all, line by line what was mended, and say how many organisations there are."""
        load_reference_data()
        ensure_site()
        load_synonyms()
        organisations = OrganisationPage.objects.order_by("path")
        for organisation in organisations:
            self._say(organisation.short_name, provision_organisation(organisation))
        for working_text in WorkingTextPage.objects.order_by("path"):
            self._say(working_text.title, ensure_section_workflow(working_text))
        self._say("Sections", sync_section_rights())
        self._say("People", mend_people())
        self._say("Ledger", ensure_key())
        if renewed := renew_lookup(Contact.objects.all()):
            self.stdout.write(f"Contacts: {renewed} are found by new words.")
        if mended := reconcile_entries():
            self.stdout.write(f"Search: {mended} things can be found as they are now.")
        self.stdout.write(f"Provisioned {len(organisations)} organisations.")

    def _say(self, what: str, mended: Iterable[str]) -> None:
        for sentence in mended:
            self.stdout.write(f"{what}: {sentence}")
