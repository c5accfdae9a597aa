"""The agreement's models: working text and sealed side."""

from agreement.models.acknowledgement import Acknowledgement, ChangesTold
from agreement.models.agreement_page import AgreementPage
from agreement.models.checkpoint_mail import CheckpointMail
from agreement.models.consultation import (
    Consultation,
    ConsultationComment,
    Disposition,
    Invitation,
)
from agreement.models.coverage_page import CoveragePage
from agreement.models.evidence import Artifact, Checkpoint, ProcessFreeze, TimeStamp
from agreement.models.findings import AcceptedFinding, ExampleCase
from agreement.models.import_draft import ImportDraft
from agreement.models.process import ClauseLineage, LineageSuggestion, VersionProcess
from agreement.models.review import ClauseQuestion, Review
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
from agreement.models.signatures import (
    PaperSignature,
    Signature,
    SignatureFile,
    SignatureWithdrawal,
)
from agreement.models.subscription import FollowersTold, Subscription, SubscriptionMail
from agreement.models.working_text import Party, SectionPage, WorkingTextPage

# isort: split
# Its acts need the models above.
from agreement.models.changes_page import ChangesPage
from agreement.models.consultation_page import ConsultationPage
from agreement.models.questions_page import QuestionsPage
from agreement.models.signing_page import SigningPage

__all__ = [
    "AcceptedFinding",
    "Acknowledgement",
    "Agreement",
    "AgreementPage",
    "AgreementVersion",
    "AnnexPage",
    "Artifact",
    "ChangesPage",
    "ChangesTold",
    "Checkpoint",
    "CheckpointMail",
    "Clause",
    "ClauseLineage",
    "ClauseQuestion",
    "Consultation",
    "ConsultationComment",
    "ConsultationPage",
    "CoveragePage",
    "Disposition",
    "ExampleCase",
    "FollowersTold",
    "GeneralSectionPage",
    "ImportDraft",
    "IntegrationManagementSectionPage",
    "InterfaceSectionPage",
    "Invitation",
    "LedgerEntry",
    "LineageSuggestion",
    "MigrationAdviceSectionPage",
    "PaperSignature",
    "Party",
    "ProcessFreeze",
    "QuestionsPage",
    "Review",
    "SectionPage",
    "ServiceSectionPage",
    "Signature",
    "SignatureFile",
    "SignatureWithdrawal",
    "SigningPage",
    "Subscription",
    "SubscriptionMail",
    "TimeStamp",
    "VersionClause",
    "VersionProcess",
    "VersionRule",
    "WorkingTextPage",
    "YouthMigrationSectionPage",
]
