"""`manage.py provision`: make and repair what a portal stands on."""

from typing import Any

from django.core.management.base import BaseCommand

from directory.models import OrganisationPage
from directory.provisioning import provision_organisation
from directory.reference_data import load_reference_data
from portal.operations.site import ensure_site


class Command(BaseCommand):
    """Sets up a new portal and repairs an old one; what is there stays."""

    help = "Makes what is missing: standing pages, groups, rights, collections, reference data."

    def handle(self, *args: Any, **options: Any) -> None:
        """Provision all, and say how many organisations there are."""
        load_reference_data()
        ensure_site()
        organisations = OrganisationPage.objects.order_by("path")
        for organisation in organisations:
            provision_organisation(organisation)
        self.stdout.write(f"Provisioned {len(organisations)} organisations.")
