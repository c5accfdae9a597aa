"""What the directory knows of a person, for that person, and what it forgets when they leave."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from directory.audit.recording import record
from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationLogEntry
from portal.accounts.leaving import deleted_account
from portal.accounts.models import User


def roles(user: User) -> list[dict[str, Any]]:
    """Return the person's roles for the export."""
    held = Membership.objects.filter(user=user).select_related("organisation")
    return [
        {
            "role": str(membership.get_role_display()),
            "organisation": _place(membership),
            "since": membership.since,
            "until": membership.until,
        }
        for membership in held
    ]


def invitations(user: User) -> dict[str, Any]:
    """Return the invitations that came to the person's address, and those the person sent."""
    got = Invitation.objects.filter(email__iexact=user.email).select_related("organisation")
    return {
        "received": [
            {
                "organisation": _place(invitation),
                "roles": [str(Role(role).label) for role in invitation.roles],
                "created_at": invitation.created_at,
                "accepted_at": invitation.accepted_at,
            }
            for invitation in got
        ],
        "sent": Invitation.objects.filter(invited_by=user).count(),
    }


def told_about(user: User) -> list[dict[str, Any]]:
    """Return what the log says was done to the person's rights."""
    entries = OrganisationLogEntry.objects.filter(person=user).order_by("timestamp")
    return [
        {"timestamp": entry.timestamp, "act": entry.message, "object": entry.label}
        for entry in entries
    ]


SECTIONS = {"roles": roles, "invitations": invitations, "log_about_me": told_about}


def last_lead_editor(user: User) -> str | None:
    """Keep an organisation from being left without a lead editor."""
    leads = Membership.objects.giving_rights().filter(role=Role.LEAD_EDITOR, user__is_active=True)
    others = leads.exclude(user=user).values("organisation")
    alone = leads.filter(user=user).exclude(organisation__in=others)
    names = sorted(alone.values_list("organisation__short_name", flat=True))
    if not names:
        return None
    return _(
        "Nur dieses Konto leitet die Redaktion von: %(names)s. Geben Sie die Leitung zuerst "
        "weiter, oder bitten Sie die Koordination darum."
    ) % {"names": ", ".join(names)}


@receiver(pre_delete, sender=User)
def leave_organisations(instance: User, **kwargs: Any) -> None:
    """Log that roles end, and take the person's name and address out of log and invitations."""
    acting = get_active_log_context().user or instance
    for membership in Membership.objects.filter(user=instance):
        data = {"role": membership.role}
        record(membership, "portal.people.end", user=acting, person=instance, data=data)
    _forget_name(instance)
    Invitation.objects.filter(email__iexact=instance.email).delete()


def _forget_name(user: User) -> None:
    entries = list(OrganisationLogEntry.objects.filter(person=user))
    for entry in entries:
        # A role is called "name: role (organisation)", an invitation by its address.
        _name, colon, role = entry.label.rpartition(": ")
        entry.label = f"{deleted_account()}{colon}{role if colon else ''}"
        # Not left to the database: it collected what to set to null before some of these were.
        entry.person = None
    OrganisationLogEntry.objects.bulk_update(entries, ["label", "person"], batch_size=500)
    kind = ContentType.objects.get_for_model(Invitation)
    sent = OrganisationLogEntry.objects.filter(content_type=kind, label__iexact=user.email)
    sent.update(label=deleted_account())


def _place(row: Any) -> str:
    return str(row.organisation.short_name) if row.organisation else str(_("Koordination"))
