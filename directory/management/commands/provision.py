"""Repair groups, rights and collections of the network and of every organisation."""

from typing import Any

from django.core.management.base import BaseCommand

from directory.models import OrganisationPage
from directory.provisioning import provision_network, provision_organisation


class Command(BaseCommand):
    """May be run at any time; what is there stays."""

    help = "Gives the network and every organisation their groups, rights and collections."

    def handle(self, *args: Any, **options: Any) -> None:
        """Provision all, and say how many organisations there are."""
        provision_network()
        organisations = OrganisationPage.objects.order_by("path")
        for organisation in organisations:
            provision_organisation(organisation)
        self.stdout.write(f"Provisioned {len(organisations)} organisations.")
