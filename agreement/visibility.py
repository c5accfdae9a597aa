"""Who may see agreements and their versions."""

from typing import Any

from django.contrib.auth.models import Group
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
from directory.groups import NETWORK
from portal.core.visibility import CLOSED, OPEN, PUBLIC, Policy, Viewer, group_token, register


def _network_tokens() -> frozenset[str]:
    pks = Group.objects.filter(name=NETWORK).values_list("pk", flat=True)
    return frozenset(map(group_token, pks))


def _is_network(who: Viewer) -> bool:
    if "is_network" not in who.memo:
        who.memo["is_network"] = who.is_authenticated and who.shares(_network_tokens())
    return bool(who.memo["is_network"])


def _versions_visible_to(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    """Everybody sees versions whose commencement is decided; the network all sealed ones."""
    if _is_network(who):
        return queryset
    decided = LedgerEntry.objects.filter(kind=EntryKind.COMMENCEMENT, version=OuterRef("pk"))
    return queryset.filter(Exists(decided), agreement__audience=TextAudience.ALL)


def _version_tokens(version: AgreementVersion) -> frozenset[str]:
    decided = version.entries.filter(kind=EntryKind.COMMENCEMENT).exists()
    is_public = decided and version.agreement.audience == TextAudience.ALL
    return _network_tokens() | ({PUBLIC} if is_public else frozenset())


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
