"""Who signed a version, how, and what proves it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.enums import SignatureMethod
from agreement.immutable import ImmutableModel
from agreement.models.sealed import AgreementVersion, LedgerEntry


class Signature(ImmutableModel):
    """The signature of one party on the hash of one version.

    The evidence names the person and is read within the network; the ledger, which everybody may
    check, holds its hash.
    """

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    party = models.UUIDField()
    """The organisation, by its UUID."""
    party_name = models.CharField(max_length=255)
    function = models.CharField(_("Funktion"), max_length=200)
    is_deputy = models.BooleanField(_("In Vertretung"), default=False)
    method = models.CharField(_("Art"), max_length=10, choices=SignatureMethod.choices)
    signed_at = models.DateTimeField(_("Unterzeichnet am"))
    evidence = models.BinaryField()
    evidence_sha256 = models.CharField(max_length=64, unique=True)
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="signature")

    class Meta:
        verbose_name = _("Unterschrift")
        verbose_name_plural = _("Unterschriften")
        ordering = ["version", "entry"]

    def __str__(self) -> str:
        return f"{self.party_name}: {self.get_method_display()}"


class SignatureFile(ImmutableModel):
    """The file of a signature: the scan of the paper, or the PDF that was signed elsewhere."""

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="file")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Datei einer Unterschrift")
        verbose_name_plural = _("Dateien von Unterschriften")

    def __str__(self) -> str:
        return self.name


class SignatureWithdrawal(ImmutableModel):
    """A signature taken back before everybody had signed."""

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="withdrawal")
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("Grund"))

    class Meta:
        verbose_name = _("Zurückgenommene Unterschrift")
        verbose_name_plural = _("Zurückgenommene Unterschriften")

    def __str__(self) -> str:
        return str(self.signature)


class PaperSignature(models.Model):
    """The scan of a signature on paper that waits for a second person to confirm it."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, related_name="paper_signatures"
    )
    party = models.UUIDField()
    function = models.CharField(_("Funktion"), max_length=200)
    is_deputy = models.BooleanField(_("In Vertretung"), default=False)
    signed_on = models.DateField(_("Unterschrieben am"))
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    has_code = models.BooleanField(default=False)
    """Whether its QR code was read and names this version; a wrong one is refused at once."""
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Unterschrift auf Papier, noch nicht bestätigt")
        verbose_name_plural = _("Unterschriften auf Papier, noch nicht bestätigt")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "party"], name="paper_once_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.name}"
