"""The wording of clauses today, and what tells it from an older one."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from agreement.models.sealed import AgreementVersion, VersionClause
from agreement.snapshot import canonical_bytes


@dataclass(frozen=True)
class Standing:
    """A clause as it stands in the version in force, or else in the newest one that has it."""

    uid: str
    number: str
    heading: str
    wording: str
    version: int
    """The version's primary key."""
    version_number: int
    agreement: int | str

    @property
    def label(self) -> str:
        """Number and heading."""
        return f"{self.number} {self.heading}"


def wording_hash(heading: str, text: str) -> str:
    """Return the SHA-256 of a wording's canonical JSON; bold print and links do not count."""
    return hashlib.sha256(canonical_bytes({"heading": heading, "text": text})).hexdigest()


def standings(uids: Collection[str]) -> dict[str, Standing]:
    """Return the clauses that stand in any version, by uid (two queries)."""
    in_force = set(
        AgreementVersion.objects.in_force_on(timezone.localdate()).values_list("pk", flat=True)
    )
    rows = VersionClause.objects.filter(clause__in=list(uids)).order_by("version__number")
    columns = ("clause", "number", "heading", "text", "version", "version__number")
    found: dict[str, Standing] = {}
    for uid, number, heading, text, version, version_number, agreement in rows.values_list(
        *columns, "version__agreement"
    ):
        known = found.get(str(uid))
        if known is None or known.version not in in_force:
            found[str(uid)] = Standing(
                str(uid),
                number,
                heading,
                wording_hash(heading, text),
                version,
                version_number,
                agreement,
            )
    return found


def standing_of(uid: str, agreement: object) -> Standing | None:
    """Return a clause of an agreement (its key); None if none of its versions has it."""
    found = standings([uid]).get(uid)
    return found if found and found.agreement == agreement else None
