"""The organisation behind each kind of object that an organisation has."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from directory.audit.ownership import register_owner
from directory.models import (
    Contact,
    ErrorReport,
    Invitation,
    Membership,
    OrganisationPage,
    SpecialDays,
)
from portal.core.trees import path_and_above


def logged_by_organisation() -> tuple[type[Any], ...]:
    """Return the models whose acts are kept in the log of organisations."""
    files = (get_image_model(), get_document_model())
    return (Contact, SpecialDays, ErrorReport, Membership, Invitation, Group, Collection, *files)


def register_owners() -> None:
    """Say whose contacts, people, groups and files those are."""
    for of_office in (Contact, SpecialDays):
        register_owner(of_office, lambda part: organisation_at_or_above(part.office.path))
    register_owner(ErrorReport, _of_report)
    register_owner(Membership, lambda membership: membership.organisation)
    register_owner(Invitation, lambda invitation: invitation.organisation)
    register_owner(Group, _of_group)
    register_owner(Collection, _of_collection)
    for model in (get_image_model(), get_document_model()):
        register_owner(model, lambda file: _of_collection(file.collection))


def organisation_at_or_above(path: str) -> OrganisationPage | None:
    """Return the organisation in whose part of the tree a page stands."""
    found: OrganisationPage | None = OrganisationPage.objects.filter(
        path__in=path_and_above(path)
    ).first()
    return found


def _of_report(report: ErrorReport) -> OrganisationPage | None:
    return organisation_at_or_above(report.office.path) if report.office else None


def _of_collection(collection: Collection) -> OrganisationPage | None:
    organisations = OrganisationPage.objects.filter(
        collection__path__in=path_and_above(collection.path)
    )
    found: OrganisationPage | None = organisations.order_by("-collection__depth").first()
    return found


def _of_group(group: Group) -> OrganisationPage | None:
    for field in ("group", "staff_group", "lead_group"):
        found: OrganisationPage | None = OrganisationPage.objects.filter(**{field: group}).first()
        if found:
            return found
    return None
