"""Consulting the partners on a frozen round: who is asked, what they say, what came of it.

Organisations are kept by UUID and name, as in a sealed version: what an organisation said stays
when it leaves. People are named for the network alone, and only as long as they have an account.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.enums import (
    CommentKind,
    CommentState,
    Disclosure,
    DispositionResult,
    OfficialPosition,
)
from agreement.models.evidence import ProcessFreeze
from agreement.models.process import VersionProcess


class Consultation(models.Model):
    """The question to the partners what they say to one frozen round, until a day."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(
        VersionProcess, on_delete=models.PROTECT, related_name="consultations"
    )
    freeze = models.OneToOneField(
        ProcessFreeze, on_delete=models.PROTECT, related_name="consultation"
    )
    open_until = models.DateField(
        _("Rückmeldung bis"), help_text=_("Bis zum Ende dieses Tages lässt sich Stellung nehmen.")
    )
    disclosure = models.CharField(
        _("Wer die Anmerkungen einer Organisation sieht"),
        max_length=10,
        choices=Disclosure.choices,
        default=Disclosure.RELEASED,
    )
    message = models.TextField(
        _("Worum es geht"), blank=True, help_text=_("Steht in der Einladung und über dem Text.")
    )
    opened_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When the coordination ended it, or the process went on; None while it runs."""

    class Meta:
        verbose_name = _("Abstimmung")
        verbose_name_plural = _("Abstimmungen")
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"{self.process}, {_('Runde')} {self.freeze.round}"


class Invitation(models.Model):
    """An organisation that is asked, and its official answer once its lead editor released it."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="invitations"
    )
    organisation = models.UUIDField(db_index=True)
    organisation_name = models.CharField(max_length=255)
    position = models.CharField(
        _("Haltung"), max_length=10, choices=OfficialPosition.choices, blank=True
    )
    answer = models.TextField(_("Stellungnahme"), blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    """When answer or position last changed: whoever saves an older one is told."""
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reminded_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Einladung zur Abstimmung")
        verbose_name_plural = _("Einladungen zur Abstimmung")
        ordering = ["organisation_name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["consultation", "organisation"], name="organisation_is_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation_name


class ConsultationComment(models.Model):
    """What somebody of an organisation says to a clause of the round, or to all of it.

    `quote` are words of the clause that it is about. `proposal` is another wording as text
    blocks (see `agreement.text.runs`). A draft is seen by the own organisation alone.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="comments"
    )
    organisation = models.UUIDField(db_index=True)
    organisation_name = models.CharField(max_length=255)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    clause = models.UUIDField(null=True, blank=True, db_index=True)
    """The clause, by its uid; None for what is said to the whole text."""
    quote = models.TextField(_("Textstelle"), blank=True)
    kind = models.CharField(_("Art"), max_length=10, choices=CommentKind.choices)
    text = models.TextField(_("Anmerkung"), blank=True)
    proposal = models.JSONField(default=list, blank=True)
    state = models.CharField(
        max_length=10, choices=CommentState.choices, default=CommentState.DRAFT
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    """The comment of an earlier round that was still open and is asked again in this one."""

    class Meta:
        verbose_name = _("Anmerkung in einer Abstimmung")
        verbose_name_plural = _("Anmerkungen in Abstimmungen")
        ordering = ["created_at", "uuid"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["consultation", "clause"], name="comments_of_a_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.get_kind_display()}"


class Disposition(models.Model):
    """What the coordination made of a comment, and why: one a comment, the last one counts."""

    comment = models.OneToOneField(
        ConsultationComment, on_delete=models.CASCADE, related_name="disposition"
    )
    result = models.CharField(_("Ergebnis"), max_length=10, choices=DispositionResult.choices)
    reason = models.TextField(_("Begründung"))
    decided_at = models.DateTimeField(default=timezone.now)
    """Whoever decides on an older state of it is told."""
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Behandlung einer Anmerkung")
        verbose_name_plural = _("Behandlung von Anmerkungen")

    def __str__(self) -> str:
        return f"{self.comment}: {self.get_result_display()}"
