"""How long the log is kept, and what else a portal remembers of people who came and went.

The ledger of versions is evidence and no part of it.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from wagtail.models import BaseLogEntry

from directory.audit.readers import log_models
from directory.audit.recording import record
from directory.models import Invitation
from portal.core.models import PortalSettings

AT_ONCE = 5_000


def prune(before: datetime) -> int:
    """Delete the entries older than a moment from every table of the log; return how many.

    The log says that it was done, once anything was.
    """
    with transaction.atomic():
        deleted = sum(_prune(model, before) for model in log_models())
        if deleted:
            data = {"deleted": deleted, "before": before.isoformat()}
            record(PortalSettings.load(), "portal.log.prune", user=None, data=data)
    return deleted


def _prune(model: type[BaseLogEntry], before: datetime) -> int:
    """Delete in portions: Django loads what it deletes, since the search index might ask."""
    deleted = 0
    while keys := list(model.objects.filter(timestamp__lt=before).values("pk")[:AT_ONCE]):
        deleted += model.objects.filter(pk__in=[key["pk"] for key in keys]).delete()[0]
    return deleted


def prune_traces(before: datetime) -> int:
    """Delete what only tells of the past: invitations, devices of ended sessions.

    An address that was invited and never came is forgotten with its invitation. Returns how
    many rows went.
    """
    invitations = Invitation.objects.filter(expires_at__lt=before).delete()[0]
    ended = sum(session.purge() for session in UserSession.objects.iterator())
    return invitations + ended
