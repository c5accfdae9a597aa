"""Who may see agreements and their versions."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from agreement.enums import EntryKind, TextAudience
from agreement.models import (
    Agreement,
    AgreementVersion,
    Clause,
    LedgerEntry,
    Party,
    VersionClause,
    VersionRule,
)
from directory.audience import is_in_network, network_tokens
from portal.core.visibility import CLOSED, OPEN, PUBLIC, Policy, Viewer, register


def _versions_visible_to(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    """Everybody sees versions whose commencement is decided; the network all sealed ones."""
    if is_in_network(who):
        return queryset
    decided = LedgerEntry.objects.filter(kind=EntryKind.COMMENCEMENT, version=OuterRef("pk"))
    return queryset.filter(Exists(decided), agreement__audience=TextAudience.ALL)


def _version_tokens(version: AgreementVersion) -> frozenset[str]:
    decided = version.entries.filter(kind=EntryKind.COMMENCEMENT).exists()
    is_public = decided and version.agreement.audience == TextAudience.ALL
    return network_tokens() | ({PUBLIC} if is_public else frozenset())


def _parts_visible_to(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    versions = _versions_visible_to(AgreementVersion.objects.all(), who)
    return queryset.filter(version__in=versions.values("pk"))


VERSIONS = Policy(_versions_visible_to, _version_tokens)
PARTS_OF_VERSIONS = Policy(_parts_visible_to, lambda part: _version_tokens(part.version))


def register_policies() -> None:
    """Say who may see what of the agreement."""
    register(Agreement, OPEN)
    register(Clause, OPEN)
    register(AgreementVersion, VERSIONS)
    register(VersionClause, PARTS_OF_VERSIONS)
    register(VersionRule, PARTS_OF_VERSIONS)
    register(LedgerEntry, CLOSED)
    register(Party, CLOSED)
