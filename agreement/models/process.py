"""How a new version comes about: the process that carries it, and what becomes of its clauses."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.enums import CommencementMode, LineageKind, ProcessState
from agreement.models.sealed import Agreement, AgreementVersion

OPEN_STATES = (ProcessState.DRAFT, ProcessState.CONSULTATION, ProcessState.ADOPTED)
"""The states of a process that is under way: one at most an agreement."""
UNSEALED_STATES = (ProcessState.DRAFT, ProcessState.CONSULTATION)
"""The states of those under way in which nothing is sealed yet."""
SEALED_STATES = (ProcessState.ADOPTED, ProcessState.SIGNED, ProcessState.FAILED)
"""The states in which the version exists."""


class VersionProcess(models.Model):
    """The way of one version from the first draft to the last signature.

    What comes after it – in force, superseded, terminated – is never stored: it follows from the
    ledger and the day. No person is named; who did what stands in the log.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="processes")
    state = models.CharField(
        _("Stand"), max_length=20, choices=ProcessState.choices, default=ProcessState.DRAFT
    )
    occasion = models.CharField(
        _("Anlass"),
        max_length=200,
        help_text=_("Warum es eine neue Fassung gibt. Zum Beispiel: neuer Träger in Bretten"),
    )
    commencement = models.CharField(
        _("Wann die Fassung in Kraft tritt"),
        max_length=10,
        choices=CommencementMode.choices,
        default=CommencementMode.DECISION,
    )
    commences_on = models.DateField(_("In Kraft ab"), null=True, blank=True)
    sign_by = models.DateField(
        _("Unterzeichnen bis"),
        null=True,
        blank=True,
        help_text=_("Wer bis dahin nicht unterzeichnet hat, wird erinnert."),
    )
    version = models.OneToOneField(
        AgreementVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="process"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    ended_reason = models.TextField(_("Grund"), blank=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Vorgang einer Fassung")
        verbose_name_plural = _("Vorgänge von Fassungen")
        ordering = ["agreement", "-opened_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state__in=OPEN_STATES),
                name="one_open_process_an_agreement",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=SEALED_STATES, version__isnull=False)
                | (~models.Q(state__in=SEALED_STATES) & models.Q(version__isnull=True)),
                name="process_has_version_once_adopted",
            ),
            models.CheckConstraint(
                condition=~models.Q(commencement=CommencementMode.ON_DAY)
                | models.Q(commences_on__isnull=False),
                name="process_names_the_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.occasion}"


class ClauseLineage(models.Model):
    """What became of a clause of the last version that the working text no longer has.

    Sealed along with the version that first lacks the clause.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lineage")
    clause = models.UUIDField()
    kind = models.CharField(_("Was daraus wurde"), max_length=10, choices=LineageKind.choices)
    successors = models.JSONField(default=list, blank=True)
    """The uids (strings) of the clauses that took its place; none for one that ended."""
    reason = models.TextField(_("Grund"), blank=True)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Verbleib einer Klausel")
        verbose_name_plural = _("Verbleib von Klauseln")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "clause"], name="lineage_once_a_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.get_kind_display()}"


class LineageSuggestion(models.Model):
    """What an editor did to a clause that is to go: offered when its lineage is decided."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    clause = models.UUIDField()
    kind = models.CharField(max_length=10, choices=LineageKind.choices)
    successors = models.JSONField(default=list)
    """The uids (strings) of the clauses that took its place."""
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Vorschlag zum Verbleib einer Klausel")
        verbose_name_plural = _("Vorschläge zum Verbleib von Klauseln")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "clause"], name="suggestion_once_a_clause"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.get_kind_display()}"
