"""What proves a version beside its bytes: frozen rounds, checkpoints, time stamps, files."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.enums import ArtifactKind
from agreement.immutable import ImmutableModel
from agreement.models.sealed import Agreement, AgreementVersion


class ProcessFreeze(ImmutableModel):
    """The text of one consultation round: the very bytes that sealing it unchanged would give."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="freezes")
    process = models.UUIDField(db_index=True)
    """The process, by its UUID: what is sealed points to nothing that can change."""
    round = models.PositiveIntegerField(_("Runde"))
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Eingefrorene Runde")
        verbose_name_plural = _("Eingefrorene Runden")
        ordering = ["process", "round"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["process", "round"], name="round_once_a_process"),
        ]

    def __str__(self) -> str:
        return f"{self.process}: {self.round}"


class Checkpoint(ImmutableModel):
    """The ledger at one moment, signed by the portal: a C2SP signed note over an RFC 6962 root."""

    size = models.PositiveIntegerField(primary_key=True)
    """How many entries the ledger had."""
    root = models.CharField(max_length=64)
    """The Merkle tree's root, as hexadecimal digits."""
    note = models.TextField()
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Prüfpunkt")
        verbose_name_plural = _("Prüfpunkte")
        ordering = ["size"]

    def __str__(self) -> str:
        return f"{self.size}: {self.root}"


class TimeStamp(ImmutableModel):
    """The answer of a time stamping authority (RFC 3161) on the note of a checkpoint."""

    checkpoint = models.OneToOneField(
        Checkpoint, on_delete=models.PROTECT, related_name="time_stamp"
    )
    token = models.BinaryField()
    authority = models.CharField(max_length=200)
    stamped_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Zeitstempel")
        verbose_name_plural = _("Zeitstempel")

    def __str__(self) -> str:
        return f"{self.checkpoint_id}: {self.stamped_at}"


class Artifact(ImmutableModel):
    """A file made from a version, or deposited with it; added, never changed.

    `stage` tells files made at sealing (1) from those made once everybody has signed (2), which
    name the signatures; the newest is given out.
    """

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="artifacts"
    )
    kind = models.CharField(max_length=10, choices=ArtifactKind.choices)
    stage = models.PositiveSmallIntegerField(default=1)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Datei zu einer Fassung")
        verbose_name_plural = _("Dateien zu einer Fassung")
        ordering = ["version", "kind", "stage"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "kind", "stage"], name="artifact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_kind_display()}"
