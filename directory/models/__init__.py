"""The directory's models."""

from directory.models.contacts import Contact
from directory.models.log import OrganisationLogEntry
from directory.models.offices import Offer, OfficePage
from directory.models.organisations import OrganisationPage, PartnerIndexPage
from directory.models.people import Invitation, Membership
from directory.models.reference import (
    Language,
    Locality,
    Municipality,
    PostalCode,
    Service,
    Topic,
)

__all__ = [
    "Contact",
    "Invitation",
    "Language",
    "Locality",
    "Membership",
    "Municipality",
    "Offer",
    "OfficePage",
    "OrganisationLogEntry",
    "OrganisationPage",
    "PartnerIndexPage",
    "PostalCode",
    "Service",
    "Topic",
]
