"""The agreement's models: working text and sealed side."""

from agreement.models.agreement_page import AgreementPage
from agreement.models.sealed import (
    Agreement,
    AgreementVersion,
    Clause,
    LedgerEntry,
    VersionClause,
    VersionRule,
)
from agreement.models.sections import (
    AnnexPage,
    GeneralSectionPage,
    IntegrationManagementSectionPage,
    InterfaceSectionPage,
    MigrationAdviceSectionPage,
    ServiceSectionPage,
    YouthMigrationSectionPage,
)
from agreement.models.working_text import Party, SectionPage, WorkingTextPage

__all__ = [
    "Agreement",
    "AgreementPage",
    "AgreementVersion",
    "AnnexPage",
    "Clause",
    "GeneralSectionPage",
    "IntegrationManagementSectionPage",
    "InterfaceSectionPage",
    "LedgerEntry",
    "MigrationAdviceSectionPage",
    "Party",
    "SectionPage",
    "ServiceSectionPage",
    "VersionClause",
    "VersionRule",
    "WorkingTextPage",
    "YouthMigrationSectionPage",
]
