"""Wiring: what follows when something is saved. The rules are elsewhere."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from directory.gazetteer import forget_places
from directory.models import Locality, Municipality, OrganisationPage, PostalCode
from directory.provisioning import provision_organisation


@receiver([post_save, post_delete], sender=Municipality)
@receiver([post_save, post_delete], sender=PostalCode)
@receiver([post_save, post_delete], sender=Locality)
def places_have_changed(**kwargs: Any) -> None:
    """Forget at once for this transaction, and again for whoever read before its end."""
    forget_places()
    transaction.on_commit(forget_places)


@receiver(post_save, sender=OrganisationPage)
def organisation_is_saved(instance: OrganisationPage, *, raw: bool, **kwargs: Any) -> None:
    """Give a new organisation its group and collection, a renamed one their new names."""
    if not raw:
        provision_organisation(instance)
