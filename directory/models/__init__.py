"""The directory's models."""

from directory.models.contacts import Contact
from directory.models.freshness import ConfirmationLink, ErrorReport, Verification
from directory.models.imports import ImportRun
from directory.models.log import OrganisationLogEntry
from directory.models.offices import Offer, OfficePage
from directory.models.organisations import OrganisationPage, PartnerIndexPage
from directory.models.people import Invitation, Membership
from directory.models.reach import Channel, LanguageTime, SpecialDays
from directory.models.reference import (
    Language,
    Locality,
    Municipality,
    PlaceAlias,
    PostalCode,
    Service,
    Topic,
)

__all__ = [
    "Channel",
    "ConfirmationLink",
    "Contact",
    "ErrorReport",
    "ImportRun",
    "Invitation",
    "Language",
    "LanguageTime",
    "Locality",
    "Membership",
    "Municipality",
    "Offer",
    "OfficePage",
    "OrganisationLogEntry",
    "OrganisationPage",
    "PartnerIndexPage",
    "PlaceAlias",
    "PostalCode",
    "Service",
    "SpecialDays",
    "Topic",
    "Verification",
]
