"""Who may see agreements and their versions."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from agreement.enums import ArtifactKind, EntryKind, TextAudience
from agreement.models import (
    AcceptedFinding,
    Acknowledgement,
    Agreement,
    AgreementVersion,
    Artifact,
    ChangesTold,
    Checkpoint,
    CheckpointMail,
    Clause,
    ClauseLineage,
    ClauseQuestion,
    Consultation,
    ConsultationComment,
    Disposition,
    ExampleCase,
    FollowersTold,
    ImportDraft,
    Invitation,
    LedgerEntry,
    LineageSuggestion,
    PaperSignature,
    Party,
    ProcessFreeze,
    Review,
    Signature,
    SignatureFile,
    SignatureWithdrawal,
    Subscription,
    SubscriptionMail,
    TimeStamp,
    VersionClause,
    VersionProcess,
    VersionRule,
)
from directory.audience import is_in_network, network_tokens
from portal.core.visibility import CLOSED, OPEN, PUBLIC, Policy, Viewer, register

SETTLED = (EntryKind.SIGNED, EntryKind.COMMENCEMENT)
"""The entries that open a version to everybody."""


def _versions_visible_to(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    """Everybody sees versions that all parties signed; the network all sealed ones.

    One that was signed before the portal existed is seen once the day it began is noted.
    """
    if is_in_network(who):
        return queryset
    settled = LedgerEntry.objects.filter(kind__in=SETTLED, version=OuterRef("pk"))
    return queryset.filter(Exists(settled), agreement__audience=TextAudience.ALL)


def _version_tokens(version: AgreementVersion) -> frozenset[str]:
    settled = version.entries.filter(kind__in=SETTLED).exists()
    is_public = settled and version.agreement.audience == TextAudience.ALL
    return network_tokens() | ({PUBLIC} if is_public else frozenset())


def tokens_of_versions(keys: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the tokens of everybody who may read each of some versions, by their keys.

    Like `tokens_of`, with two queries for all.
    """
    network = network_tokens()
    settled = LedgerEntry.objects.filter(kind__in=SETTLED, version=OuterRef("pk"))
    versions = AgreementVersion.objects.filter(pk__in=keys).annotate(is_settled=Exists(settled))
    return {
        key: network | ({PUBLIC} if is_settled and audience == TextAudience.ALL else frozenset())
        for key, is_settled, audience in versions.values_list(
            "pk", "is_settled", "agreement__audience"
        )
    }


def _parts_visible_to(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    versions = _versions_visible_to(AgreementVersion.objects.all(), who)
    return queryset.filter(version__in=versions.values("pk"))


def _files_visible_to(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    """The scan of a signed paper shows handwriting and names: it stays within the network."""
    files = _parts_visible_to(queryset, who)
    return files if is_in_network(who) else files.exclude(kind=ArtifactKind.SCAN)


def _file_tokens(file: Artifact) -> frozenset[str]:
    return network_tokens() if file.kind == ArtifactKind.SCAN else _version_tokens(file.version)


def _visible_to_network(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    return queryset if is_in_network(who) else queryset.none()


OF_NETWORK = Policy(_visible_to_network, lambda _one: network_tokens())
VERSIONS = Policy(_versions_visible_to, _version_tokens)
PARTS_OF_VERSIONS = Policy(_parts_visible_to, lambda part: _version_tokens(part.version))
FILES = Policy(_files_visible_to, _file_tokens)


def register_policies() -> None:
    """Say who may see what of the agreement."""
    register(Agreement, OPEN)
    register(Clause, OPEN)
    register(AgreementVersion, VERSIONS)
    register(VersionClause, PARTS_OF_VERSIONS)
    register(VersionRule, PARTS_OF_VERSIONS)
    register(Artifact, FILES)
    register(Signature, PARTS_OF_VERSIONS)
    register(SignatureWithdrawal, CLOSED)
    register(SignatureFile, CLOSED)
    register(PaperSignature, CLOSED)
    register(VersionProcess, CLOSED)
    register(ProcessFreeze, OF_NETWORK)
    register(ClauseLineage, CLOSED)
    register(LineageSuggestion, CLOSED)
    register(Checkpoint, OPEN)
    register(TimeStamp, OPEN)
    register(CheckpointMail, CLOSED)
    register(LedgerEntry, CLOSED)
    register(Party, CLOSED)
    register(AcceptedFinding, CLOSED)
    register(ExampleCase, CLOSED)
    register(ImportDraft, CLOSED)
    register(Consultation, CLOSED)
    register(Invitation, CLOSED)
    register(ConsultationComment, CLOSED)
    register(Disposition, CLOSED)
    register(ChangesTold, CLOSED)
    register(Acknowledgement, CLOSED)
    register(Review, CLOSED)
    register(ClauseQuestion, CLOSED)
    register(Subscription, CLOSED)
    register(SubscriptionMail, CLOSED)
    register(FollowersTold, CLOSED)
