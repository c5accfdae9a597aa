"""Secret links to the newest draft of a page: made, withdrawn, opened, forgotten.

The address holds 32 random bytes, of which only the hash is kept: nobody, not even who made a
link, sees it twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from directory.people.tokens import hash_of, new_token
from news.models import ArticlePage, EventPage, PreviewLink

DAYS = (1, 3, 7, 14)
"""For how long a link may be made to hold."""

SHOWN: tuple[type[Page], ...] = (ArticlePage, EventPage)


class PreviewGone(Exception):
    """A link shows nothing: it is unknown, withdrawn or over, or its maker has lost the right."""


def may_share(user: Any, page: Page) -> bool:
    """Return whether somebody may show others the draft of a page: who may edit it."""
    if not (page.pk and issubclass(page.specific_class or Page, SHOWN)):
        return False
    return bool(page.permissions_for_user(user).can_edit())


def make_link(user: Any, page: Page, days: int) -> str:
    """Return the secret of a new link that holds for some days from now on.

    Raises PermissionDenied for somebody who may not edit the page, ValueError for other days
    than those on offer.
    """
    if days not in DAYS:
        raise ValueError(f"{days} days are not on offer")
    if not may_share(user, page):
        raise PermissionDenied
    secret = new_token()
    ends_at = timezone.now() + timedelta(days=days)
    with transaction.atomic():
        PreviewLink.objects.create(page=page, digest=hash_of(secret), ends_at=ends_at, made_by=user)
        log(instance=page, action="portal.preview.make", user=user)
    return secret


def links_of(user: Any, page: Page) -> Sequence[PreviewLink]:
    """Return somebody's own links to a page that still hold, those that end first in front."""
    links = PreviewLink.objects.filter(page=page, made_by=user, ends_at__gt=timezone.now())
    return list(links.order_by("ends_at", "pk"))


@transaction.atomic
def withdraw_link(user: Any, page: Page, key: int) -> bool:
    """Withdraw one of somebody's own links to a page; return whether there was one."""
    deleted, _models = PreviewLink.objects.filter(pk=key, page=page, made_by=user).delete()
    if deleted:
        log(instance=page, action="portal.preview.withdraw", user=user)
    return bool(deleted)


def open_link(secret: str) -> PreviewLink:
    """Return the link of a secret with its page; raises PreviewGone, for whatever reason."""
    links = PreviewLink.objects.select_related("page", "made_by")
    link = links.filter(digest=hash_of(secret), ends_at__gt=timezone.now()).first()
    if link is None or not link.made_by.is_active:
        raise PreviewGone
    if not may_share(link.made_by, link.page.specific):
        raise PreviewGone
    return link


def forget_links(now: datetime) -> int:
    """Delete the links that are over; return how many."""
    return int(PreviewLink.objects.filter(ends_at__lte=now).delete()[0])
