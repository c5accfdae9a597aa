"""What somebody leaves behind when rights end: nothing stays locked, drafts stay where they are."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from directory.audit import record
from directory.enums import EDITING
from directory.models import Invitation, OrganisationPage
from directory.people.group_sync import sync_groups
from directory.people.roles import forget, manages_network, may_manage_people, organisations_of
from portal.core.trees import below


def settle(user: Any) -> None:
    """Let everything follow from the roles that are left: groups, locks, owners, invitations.

    To be called within the transaction of the act that ended a role.
    """
    forget(user)
    sync_groups(user)
    if manages_network(user):
        return
    elsewhere = pages_outside(user)
    elsewhere.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)
    elsewhere.filter(owner=user).update(owner=None)
    EditingSession.objects.filter(user=user).delete()
    _revoke_invitations_of(user)


def pages_outside(user: Any) -> QuerySet[Page]:
    """Return the pages that stand in no organisation that somebody edits."""
    edited = OrganisationPage.objects.filter(pk__in=organisations_of(user, *EDITING))
    outside: QuerySet[Page] = Page.objects.exclude(below(edited.values_list("path", flat=True)))
    return outside


def _revoke_invitations_of(user: Any) -> None:
    """Take back what somebody offered who may offer it no more."""
    now = timezone.now()
    offered = Invitation.objects.filter(
        invited_by=user, accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    for invitation in offered:
        if not may_manage_people(user, invitation.organisation_id):
            Invitation.objects.filter(pk=invitation.pk).update(revoked_at=now)
            record(invitation, "portal.people.invitation_revoked", user=None)
