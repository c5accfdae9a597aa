"""The agreement's models: working text and sealed side."""

from agreement.models.sealed import (
    Agreement,
    AgreementVersion,
    Clause,
    LedgerEntry,
    VersionClause,
    VersionRule,
)

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Clause",
    "LedgerEntry",
    "VersionClause",
    "VersionRule",
]
