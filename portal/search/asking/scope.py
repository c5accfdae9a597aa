"""For whom and for which day results are found."""

from dataclasses import dataclass
from datetime import datetime

from portal.core.visibility import Viewer


@dataclass(frozen=True)
class Scope:
    """Who asks, in which language he reads, and which versions' wordings count.

    `versions` are the keys of the versions in force now; None means all he may read.
    """

    who: Viewer
    language: str
    now: datetime
    versions: frozenset[int] | None
