"""The directory's models."""

from directory.models.contacts import Contact
from directory.models.offices import Offer, OfficePage
from directory.models.organisations import OrganisationPage, PartnerIndexPage
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
    "Language",
    "Locality",
    "Municipality",
    "Offer",
    "OfficePage",
    "OrganisationPage",
    "PartnerIndexPage",
    "PostalCode",
    "Service",
    "Topic",
]
