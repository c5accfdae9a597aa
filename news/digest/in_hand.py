"""A mail of the digest in the hand of one sender: taken, marked as sent, or let go again."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import F
from django.utils import timezone

from news.models import DigestMail
from portal.accounts.notification_sending import IN_HAND, pause_after

logger = logging.getLogger(__name__)


class NoLongerOurs(Exception):
    """The reader has ended the digest meanwhile, or another sender has the mail in hand."""


@dataclass
class InHand:
    """A mail that this sender, and no other, may send."""

    mail: Any
    claim: uuid.UUID
    is_marked: bool = False

    @classmethod
    def take(cls, pk: int) -> Self | None:
        """Take a mail in hand by one UPDATE; None if it is not free any more."""
        now, claim = timezone.now(), uuid.uuid4()
        free = DigestMail.objects.free(now).filter(pk=pk)
        free.update(claim=claim, not_before=now + IN_HAND, attempts=F("attempts") + 1)
        mail = DigestMail.objects.filter(pk=pk, claim=claim).select_related("reader", "issue")
        found = mail.first()
        return cls(found, claim) if found else None

    def mark(self) -> None:
        """Note that it is sent; raises NoLongerOurs if it must not be."""
        ours = DigestMail.objects.filter(pk=self.mail.pk, claim=self.claim, sent_at=None)
        if not ours.update(sent_at=timezone.now(), claim=None):
            raise NoLongerOurs
        self.is_marked = True

    def let_go(self, error: Exception) -> None:
        """Make a pause. The log names the kind of failure only: its text may hold addresses."""
        logger.warning("A digest could not be mailed (%s)", type(error).__name__)
        own: dict[str, Any] = {"claim": None if self.is_marked else self.claim}
        not_before: datetime = timezone.now() + pause_after(self.mail.attempts)
        DigestMail.objects.filter(pk=self.mail.pk, **own).update(
            sent_at=None, claim=None, not_before=not_before
        )

    def drop(self) -> None:
        """Delete it: there is nothing left to tell."""
        DigestMail.objects.filter(pk=self.mail.pk, claim=self.claim).delete()
