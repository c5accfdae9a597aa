"""The single-use links of reminders: 32 random bytes, of which only the hash is kept."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from directory.freshness.undoing import HOLDS
from directory.models import ConfirmationLink, OfficePage
from directory.people.tokens import hash_of, new_token

LASTS = timedelta(days=30)
NOT_AGAIN = timedelta(days=14)
"""So long nobody is reminded of the same office again."""


class LinkGone(Exception):
    """A link cannot be used; `link` is known if it was used or has run out."""

    def __init__(self, link: ConfirmationLink | None = None) -> None:
        super().__init__("This link cannot be used")
        self.link = link


def new_tokens(offices: Iterable[OfficePage]) -> dict[int, str]:
    """Return a token for each office, by its key; links only once they are kept."""
    return {office.pk: new_token() for office in offices}


def keep_links(recipient: Any, tokens: Mapping[int, str], now: datetime) -> None:
    """Let tokens by the offices' keys be links of a person from now on."""
    ConfirmationLink.objects.bulk_create(
        ConfirmationLink(
            token_sha256=hash_of(token), office_id=pk, recipient=recipient, expires_at=now + LASTS
        )
        for pk, token in tokens.items()
    )


def open_link(token: str) -> ConfirmationLink:
    """Return the link of a token that can still be used; raises LinkGone.

    Rights may have ended since the mail: then the link is as unknown as a forged one.
    """
    link = _link(token)
    if link.used_at is not None or link.expires_at <= timezone.now():
        raise LinkGone(link)
    return link


def use_link(link: ConfirmationLink) -> None:
    """Use a link up; raises LinkGone if somebody else did so at the same moment."""
    free = ConfirmationLink.objects.filter(pk=link.pk, used_at=None)
    if not free.update(used_at=timezone.now()):
        raise LinkGone(link)


def reopen_link(token: str) -> ConfirmationLink:
    """Let a link that was used a moment ago be used again; raises LinkGone."""
    link = _link(token)
    used = ConfirmationLink.objects.filter(pk=link.pk, used_at__gt=timezone.now() - HOLDS)
    if not used.update(used_at=None):
        raise LinkGone(link)
    return link


def forget_links(now: datetime) -> int:
    """Delete the links that have run out; return how many."""
    return int(ConfirmationLink.objects.filter(expires_at__lt=now).delete()[0])


def _link(token: str) -> ConfirmationLink:
    links = ConfirmationLink.objects.select_related("office", "recipient")
    link: ConfirmationLink | None = links.filter(token_sha256=hash_of(token)).first()
    if link is None or not link.recipient.is_active or not link.office.live:
        raise LinkGone
    if not link.office.permissions_for_user(link.recipient).can_edit():
        raise LinkGone
    return link
