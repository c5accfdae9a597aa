"""Taking an act back: what it changed travels signed with the button, and is kept nowhere."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

SALT = "directory.freshness"
HOLDS = timedelta(hours=1)
"""So long an act can be taken back."""
State = dict[str, Any]
"""What an act found or left, as JSON; empty: nothing."""


class FreshnessRefused(Exception):
    """An act is refused; `sentence` says why and what to do, `field` where to mend it."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Act(StrEnum):
    """What can be taken back."""

    CONFIRM = "confirm"
    CLOSED_TODAY = "closed_today"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Undo:
    """An act that can be taken back: on which office or contact (`key`), what it changed."""

    act: Act
    key: int
    before: State
    after: State

    def signed(self) -> str:
        """Return it as a button carries it."""
        return signing.dumps(asdict(self), salt=SALT)


def read_undo(text: str) -> Undo:
    """Return what a button carries; raises FreshnessRefused for one too old or forged."""
    try:
        data = signing.loads(text, salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        raise FreshnessRefused(
            _("Das lässt sich nicht mehr zurücknehmen. Ändern Sie die Angabe von Hand.")
        ) from None
    return Undo(Act(data["act"]), data["key"], data["before"], data["after"])
