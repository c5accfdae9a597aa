"""Wiring: what follows when something is saved. The rules are elsewhere."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from directory.approval import set_approval
from directory.dissolving import dissolve, people_of
from directory.gazetteer import forget_places
from directory.models import Locality, Municipality, OrganisationPage, PlaceAlias, PostalCode
from directory.provisioning import provision_organisation
from directory.signals import approval_chosen


@receiver([post_save, post_delete], sender=Municipality)
@receiver([post_save, post_delete], sender=PostalCode)
@receiver([post_save, post_delete], sender=Locality)
@receiver([post_save, post_delete], sender=PlaceAlias)
def places_have_changed(**kwargs: Any) -> None:
    """Forget at once for this transaction, and again for whoever read before its end."""
    forget_places()
    transaction.on_commit(forget_places)


@receiver(post_save, sender=OrganisationPage)
def organisation_is_saved(
    instance: OrganisationPage, *, raw: bool, update_fields: Any = None, **kwargs: Any
) -> None:
    """Give a new organisation its groups and collection, a renamed one their new names.

    A draft is stored by naming the fields of the page's row that say so: what the page in memory
    calls itself is not yet its name.
    """
    if not raw and update_fields is None:
        provision_organisation(instance)


@receiver(approval_chosen)
def approval_is_chosen(organisation: OrganisationPage, *, needed: bool, by: Any, **_: Any) -> None:
    """Let articles need approval from now on, or no longer."""
    set_approval(organisation, by, needed=needed)


@receiver(pre_delete, sender=OrganisationPage)
def organisation_is_deleted(instance: OrganisationPage, **kwargs: Any) -> None:
    """Note whose rights will have to be looked at: roles go with the organisation."""
    instance.people_before = people_of(instance)


@receiver(post_delete, sender=OrganisationPage)
def organisation_was_deleted(instance: OrganisationPage, **kwargs: Any) -> None:
    """Take away what was there for this organisation alone."""
    dissolve(instance, instance.people_before)
