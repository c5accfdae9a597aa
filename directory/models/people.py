"""Who works for whom: memberships with their roles, and invitations to them."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.enums import Role
from directory.models.organisations import OrganisationPage

COORDINATION_HAS_NO_ORGANISATION = Q(role=Role.COORDINATION, organisation=None) | (
    ~Q(role=Role.COORDINATION) & Q(organisation__isnull=False)
)


class MembershipQuerySet(QuerySet[Any]):
    """Memberships: who, where, as what, until when."""

    def current(self, on: date | None = None) -> Self:
        """Return the memberships that hold on a day (default: today); the last day belongs."""
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day))

    def giving_rights(self) -> Self:
        """Return the memberships that hold today; archived organisations give no rights."""
        return self.current().filter(organisation__archived_on=None)

    def ended(self, on: date | None = None) -> Self:
        """Return the memberships whose last day is over."""
        return self.filter(until__lt=on or timezone.localdate())


class Membership(models.Model):
    """One role of one person in one organisation, or in the coordination.

    Rights in Wagtail follow from these rows (directory.people.group_sync), never the other way.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("Person"),
    )
    organisation = models.ForeignKey(
        OrganisationPage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("Organisation"),
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=Role)
    until = models.DateField(
        _("Befristet bis"),
        null=True,
        blank=True,
        help_text=_("Letzter Tag, an dem die Rolle gilt. Leer: ohne Ende."),
    )
    since = models.DateField(_("Seit"), default=timezone.localdate, editable=False)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rolle einer Person")
        verbose_name_plural = _("Rollen von Personen")
        ordering = ["organisation", "user", "role"]
        indexes = [models.Index(fields=["until"], name="membership_until")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(organisation=None), name="coordination_once"
            ),
            models.CheckConstraint(
                condition=COORDINATION_HAS_NO_ORGANISATION, name="membership_role_place"
            ),
        ]

    def __str__(self) -> str:
        place = f" ({self.organisation.short_name})" if self.organisation else ""
        return f"{self.user}: {self.get_role_display()}{place}"


class Invitation(models.Model):
    """An offer of roles to whoever reads the mail sent to an address; good for one use.

    Only a hash of the mail's secret is kept: who reads the database cannot accept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-Mail-Adresse"))
    organisation = models.ForeignKey(
        OrganisationPage, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    roles = models.JSONField(_("Rollen"), default=list)
    until = models.DateField(_("Befristet bis"), null=True, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("Gültig bis"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["email"], name="invitation_email")]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        ended = self.accepted_at or self.revoked_at
        return not ended and self.expires_at > timezone.now()
