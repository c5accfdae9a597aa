"""The agreement and its sealed side: clauses, versions, and the ledger of what was decided."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from agreement.enums import EntryKind, RequiredForm, TextAudience
from agreement.immutable import ImmutableModel
from agreement.querysets import AgreementVersionQuerySet, VersionClauseQuerySet


class Agreement(models.Model):
    """An agreement between partners; its wording lives in the working text and the versions."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("Titel"), max_length=255)
    slug = models.SlugField(_("Adresse"), unique=True, default="vereinbarung")
    reference = models.CharField(_("Aktenzeichen"), max_length=100, blank=True)
    audience = models.CharField(
        _("Wer den Text lesen darf"),
        max_length=10,
        choices=TextAudience.choices,
        default=TextAudience.ALL,
    )
    required_form = models.CharField(
        _("Erforderliche Form"),
        max_length=10,
        choices=RequiredForm.choices,
        default=RequiredForm.ANY,
    )
    required_form_reason = models.TextField(_("Begründung der Form"), blank=True)
    review_months = models.PositiveSmallIntegerField(_("Überprüfung alle … Monate"), default=24)

    class Meta:
        verbose_name = _("Vereinbarung")
        verbose_name_plural = _("Vereinbarungen")

    def __str__(self) -> str:
        return self.title


class Clause(ImmutableModel):
    """The identity of a clause, registered when it is first sealed: its address for ever."""

    uid = models.UUIDField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    registered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Klausel")
        verbose_name_plural = _("Klauseln")

    def __str__(self) -> str:
        return str(self.uid)


class AgreementVersion(ImmutableModel):
    """One sealed version: the bytes are the evidence, everything else is derived from them."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Nummer"))
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="next"
    )
    is_legacy = models.BooleanField(default=False)
    sealed_at = models.DateTimeField(default=timezone.now)
    sealed_by = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Any] = AgreementVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ["agreement", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "number"], name="version_number_once"),
            # Only the first version has no predecessor: with `previous` one-to-one the
            # history of an agreement is a line and cannot fork.
            models.CheckConstraint(
                condition=models.Q(number=1, previous__isnull=True)
                | models.Q(number__gt=1, previous__isnull=False),
                name="version_follows_its_predecessor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} – {_('Fassung')} {self.number}"


class VersionClause(index.Indexed, ImmutableModel):
    """A clause as it stands in a version, compiled from the version's bytes for queries."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="wordings")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    section_slug = models.SlugField(max_length=255, db_index=False)
    section_title = models.CharField(max_length=255)
    heading = models.CharField(max_length=255)
    text = models.TextField()
    plain = models.TextField()

    objects: ClassVar[Any] = VersionClauseQuerySet.as_manager()  # type: ignore[assignment]

    search_fields: ClassVar[list[Any]] = [
        index.SearchField("heading", boost=4),
        index.SearchField("number", boost=2),
        index.SearchField("section_title", boost=2),
        index.SearchField("text"),
        index.SearchField("plain"),
        index.AutocompleteField("heading"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name = _("Klausel einer Fassung")
        verbose_name_plural = _("Klauseln einer Fassung")
        ordering = ["version", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "clause"], name="clause_once_a_version"),
            models.UniqueConstraint(fields=["version", "position"], name="position_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class VersionRule(ImmutableModel):
    """A responsibility rule of a version, compiled from the version's bytes for queries."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="rules")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="rules")
    position = models.PositiveIntegerField()
    rule_id = models.CharField(max_length=64)
    mode = models.CharField(max_length=10)
    service = models.CharField(max_length=50, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    data = models.JSONField()

    class Meta:
        verbose_name = _("Regel einer Fassung")
        verbose_name_plural = _("Regeln einer Fassung")
        ordering = ["version", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "rule_id"], name="rule_once_a_version"),
        ]

    def __str__(self) -> str:
        return self.rule_id


class LedgerEntry(ImmutableModel):
    """One line of the site's ledger: gap-free, each holding the hash of the one before it.

    What state a version is in is never stored: it follows from these entries and the day.
    """

    sequence = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    """What it is about; none for the keys of the ledger itself."""
    effective_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    canonical = models.BinaryField()
    previous_hash = models.CharField(max_length=64, unique=True)
    entry_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("Eintrag im Register")
        verbose_name_plural = _("Einträge im Register")
        ordering = ["sequence"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "effective_on"], name="ledger_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.get_kind_display()}"
