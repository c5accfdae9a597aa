"""The blocks of the working text."""

from agreement.blocks.clauses import ClauseBlock, ClausesBlock
from agreement.blocks.details import (
    HandOverStepBlock,
    LegalBasisBlock,
    PointBlock,
    ProviderBlock,
)
from agreement.blocks.rules import RuleBlock

__all__ = [
    "ClauseBlock",
    "ClausesBlock",
    "HandOverStepBlock",
    "LegalBasisBlock",
    "PointBlock",
    "ProviderBlock",
    "RuleBlock",
]
