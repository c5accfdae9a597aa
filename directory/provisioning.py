"""Who works for an organisation gets its pages, images and documents, and no others'.

Everything here may be run again at any time: it adds what is missing, takes what the portal
never gives, renames what has another name, and says what it mended; members of groups stay.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission

from directory.groups import COORDINATION, NETWORK
from directory.models import OrganisationPage
from directory.rights import (
    ADMIN,
    CONTACTS,
    FILES,
    LEADS_PAGES,
    PAGES,
    mend_file_rights,
    mend_model_rights,
    mend_page_rights,
)
from directory.signals import organisation_provisioned

GROUP_TITLES = {
    "staff_group": "Mitarbeitende",
    "group": "Redaktion",
    "lead_group": "Leitung der Redaktion",
}
"""The groups of an organisation, widest first: whoever leads is in all three."""
REFERENCE_DATA = (
    *(
        f"{act}_{model}"
        for model in ("service", "topic", "language", "municipality", "postalcode", "locality")
        for act in ("add", "change", "view")
    ),
    # A spelling is only a help to search with; nothing refers to it, so it may go again.
    *(f"{act}_placealias" for act in ("add", "change", "view", "delete")),
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
def provision_organisation(organisation: OrganisationPage) -> list[str]:
    """Give an organisation its groups and its collection, named after it, with their rights.

    While it is archived its groups may do nothing. Sends `organisation_provisioned`, so that
    the apps above add what is theirs. Returns what was missing or too much, as sentences.
    """
    groups, mended = _named_groups(organisation)
    collection, more = _named_collection(organisation.collection, organisation.short_name)
    mended += more
    found: dict[str, Any] = {**groups, "collection": collection}
    if any(getattr(organisation, f"{name}_id") != value.pk for name, value in found.items()):
        # Not save(): that would announce a change of the page, and ask for provisioning again.
        OrganisationPage.objects.filter(pk=organisation.pk).update(**found)
    for name, value in found.items():
        setattr(organisation, name, value)
    mended += _mend_rights(organisation, groups, collection)
    answers = organisation_provisioned.send(
        sender=OrganisationPage, organisation=organisation, mended=bool(mended)
    )
    return mended + [sentence for _receiver, answer in answers for sentence in answer or ()]


def _mend_rights(
    organisation: OrganisationPage, groups: dict[str, Group], collection: Collection
) -> list[str]:
    staff, editors, leads = (groups[name] for name in ("staff_group", "group", "lead_group"))
    works = organisation.archived_on is None
    pages = {staff: (), editors: PAGES if works else (), leads: LEADS_PAGES if works else ()}
    files = {staff: (), editors: FILES if works else (), leads: ()}
    return [
        *mend_model_rights(editors, (*CONTACTS, *ADMIN)),
        *mend_page_rights(organisation, pages),
        *mend_file_rights(collection, files),
    ]


def _named_groups(organisation: OrganisationPage) -> tuple[dict[str, Group], list[str]]:
    """Return the groups by their fields, made or renamed, and what was done.

    "Redaktion: Caritas Bruchsal", with a number if another group is called that.
    """
    wanted = {field: f"{title}: {organisation.short_name}" for field, title in GROUP_TITLES.items()}
    own = [getattr(organisation, f"{field}_id") for field in GROUP_TITLES]
    starts = Q()
    for name in wanted.values():
        starts |= Q(name__startswith=name)
    rows = list(Group.objects.filter(starts | Q(pk__in=[pk for pk in own if pk])))
    by_pk = {group.pk: group for group in rows}
    found, mended = {}, []
    for field, name in wanted.items():
        group = by_pk.get(getattr(organisation, f"{field}_id"))
        others = {other.name for other in rows if group is None or other.pk != group.pk}
        numbered = (f"{name} ({number})" for number in range(2, len(others) + 3))
        free = next(each for each in (name, *numbered) if each not in others)
        if group is None:
            group = Group.objects.create(name=free)
            mended.append(f"made the group “{free}”")
        elif group.name != free:
            mended.append(f"renamed the group “{group.name}” to “{free}”")
            group.name = free
            group.save()
        found[field] = group
    return found, mended


def _named_collection(collection: Collection | None, name: str) -> tuple[Collection, list[str]]:
    if collection is None:
        made: Collection = Collection.get_first_root_node().add_child(name=name)
        return made, [f"made the collection “{name}”"]
    if collection.name == name:
        return collection, []
    said = f"renamed the collection “{collection.name}” to “{name}”"
    collection.name = name
    collection.save()
    return collection, [said]


def _admit(group: Group, permissions: Iterable[str]) -> None:
    """Let a group into the admin, with rights at models of the directory."""
    of_directory = Permission.objects.filter(
        content_type__app_label="directory", codename__in=permissions
    )
    admin = Permission.objects.filter(content_type__app_label="wagtailadmin", codename__in=ADMIN)
    group.permissions.add(*of_directory, *admin)


def _grant_files(group: Group, collection: Collection) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label__in=FILES_APPS, codename__in=FILES
    )
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
