"""When a text is looked at again, and what staff ask about it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.models.sealed import Agreement, AgreementVersion


class Review(models.Model):
    """A day on which the coordination looks at a version or at one clause again."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reviews")
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, null=True, related_name="reviews"
    )
    clause = models.UUIDField(null=True, blank=True, db_index=True)
    due_on = models.DateField(_("Überprüfen am"))
    occasion = models.TextField(_("Anlass"), blank=True)
    done_on = models.DateField(_("Überprüft am"), null=True, blank=True)
    outcome = models.TextField(_("Ergebnis"), blank=True)
    reminded_on = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Überprüfung")
        verbose_name_plural = _("Überprüfungen")
        ordering = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=True) ^ models.Q(clause__isnull=True),
                name="review_of_version_or_clause",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(done_on__isnull=True),
                name="one_open_review_a_version",
            ),
            models.UniqueConstraint(
                fields=["agreement", "clause"],
                condition=models.Q(done_on__isnull=True),
                name="one_open_review_a_clause",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["done_on", "due_on"], name="reviews_due"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.due_on}"


class ClauseQuestion(models.Model):
    """What somebody of the network asks about a clause; the answer stays with the clause.

    Wordings are remembered by the SHA-256 of the clause's canonical JSON: so it shows whether
    question and answer are older than the wording that is read.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="questions")
    clause = models.UUIDField(db_index=True)
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, related_name="questions"
    )
    """The version that was read when it was asked."""
    wording = models.CharField(max_length=64)
    text = models.TextField(_("Frage"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    organisation = models.UUIDField(null=True)
    organisation_name = models.CharField(max_length=255, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("Antwort"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_version = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, null=True, related_name="+"
    )
    answer_wording = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("Frage zu einer Klausel")
        verbose_name_plural = _("Fragen zu Klauseln")
        ordering = ["-asked_at", "uuid"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "clause"], name="questions_of_a_clause"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
