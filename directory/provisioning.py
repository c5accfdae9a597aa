"""Who works for an organisation gets its pages, images and documents, and no others'.

Everything here may be run again at any time: it adds what is missing and renames what has
another name; members of groups stay.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from directory.groups import COORDINATION, NETWORK
from directory.models import OrganisationPage
from directory.signals import organisation_provisioned

GROUP_TITLES = {
    "staff_group": "Mitarbeitende",
    "group": "Redaktion",
    "lead_group": "Leitung der Redaktion",
}
"""The groups of an organisation, widest first: whoever leads is in all three."""
PAGES = ("add_page", "change_page", "publish_page")
FILES = tuple(
    f"{act}_{kind}" for kind in ("image", "document") for act in ("add", "change", "choose")
)
CONTACTS = ("add_contact", "change_contact", "delete_contact", "view_contact")
REFERENCE_DATA = tuple(
    f"{act}_{model}"
    for model in ("service", "topic", "language", "municipality", "postalcode", "locality")
    for act in ("add", "change", "view")
)
FILES_APPS = ("wagtailimages", "wagtaildocs")


@transaction.atomic
def provision_network() -> None:
    """Make the groups of the whole network: staff, who only read, and the coordination.

    The coordination gets contacts, reference data and files; pages are given to it where the
    standing site is laid out.
    """
    Group.objects.get_or_create(name=NETWORK)
    coordination, _made = Group.objects.get_or_create(name=COORDINATION)
    _admit(coordination, (*CONTACTS, *REFERENCE_DATA))
    _grant_files(coordination, Collection.get_first_root_node())


@transaction.atomic
def provision_organisation(organisation: OrganisationPage) -> None:
    """Give an organisation its group of editors and its collection, named after it.

    Sends `organisation_provisioned`, so that the apps above add what is theirs.
    """
    found: dict[str, Any] = {
        field: _named_group(getattr(organisation, field), _group_name(organisation, field, title))
        for field, title in GROUP_TITLES.items()
    }
    found["collection"] = _named_collection(organisation.collection, organisation.short_name)
    if any(getattr(organisation, field) != value for field, value in found.items()):
        for field, value in found.items():
            setattr(organisation, field, value)
        # Not save(): that would announce a change of the page, and ask for provisioning again.
        OrganisationPage.objects.filter(pk=organisation.pk).update(**found)
    group, collection = found["group"], found["collection"]
    _admit(group, CONTACTS)
    _grant_pages(group, organisation, PAGES)
    _grant_files(group, collection)
    organisation_provisioned.send(sender=OrganisationPage, organisation=organisation)


def _group_name(organisation: OrganisationPage, field: str, title: str) -> str:
    """Return "Redaktion: Caritas Bruchsal", with a number if another group is called that."""
    others = Group.objects.exclude(pk=getattr(organisation, f"{field}_id"))
    wanted = f"{title}: {organisation.short_name}"
    taken = set(others.filter(name__startswith=wanted).values_list("name", flat=True))
    numbered = (f"{wanted} ({number})" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def _named_group(group: Group | None, name: str) -> Group:
    if group is None:
        return Group.objects.create(name=name)
    if group.name != name:
        group.name = name
        group.save()
    return group


def _named_collection(collection: Collection | None, name: str) -> Collection:
    if collection is None:
        made: Collection = Collection.get_first_root_node().add_child(name=name)
        return made
    if collection.name != name:
        collection.name = name
        collection.save()
    return collection


def _admit(group: Group, permissions: Iterable[str]) -> None:
    """Let a group into the admin, with rights at models of the directory."""
    of_directory = Permission.objects.filter(
        content_type__app_label="directory", codename__in=permissions
    )
    admin = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(*of_directory, *admin)


def _grant_pages(group: Group, page: Page, codenames: Iterable[str]) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    )
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _grant_files(group: Group, collection: Collection) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label__in=FILES_APPS, codename__in=FILES
    )
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
