"""What becomes of groups, people and files when an organisation's page is deleted."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from directory.models import OrganisationPage
from directory.people.group_sync import sync_groups

DISSOLVED = "%(name)s (aufgelöst)"


def groups_of_organisation(organisation: OrganisationPage) -> list[int]:
    """Return the primary keys of an organisation's groups, as far as they are there."""
    pks = (organisation.staff_group_id, organisation.group_id, organisation.lead_group_id)
    return [pk for pk in pks if pk]


def people_of(organisation: OrganisationPage) -> list[Any]:
    """Return the accounts with a role in an organisation, or in one of its groups."""
    groups = groups_of_organisation(organisation)
    has_role = Q(memberships__organisation=organisation)
    return list(get_user_model().objects.filter(has_role | Q(groups__in=groups)).distinct())


@transaction.atomic
def dissolve(organisation: OrganisationPage, people: Iterable[Any]) -> None:
    """Delete the groups of an organisation that is gone, and sort its people anew.

    Its files stay for the coordination, in a collection that says whose they were; an empty
    collection goes.
    """
    Group.objects.filter(pk__in=groups_of_organisation(organisation)).delete()
    for person in people:
        sync_groups(person)
    collection = Collection.objects.filter(pk=organisation.collection_id).first()
    if collection is None:
        return
    if _is_empty(collection):
        collection.delete()
        return
    collection.name = DISSOLVED % {"name": collection.name}
    collection.save()


def _is_empty(collection: Collection) -> bool:
    if not collection.is_leaf():
        return False
    kinds = (get_image_model(), get_document_model())
    return not any(kind.objects.filter(collection=collection).exists() for kind in kinds)
