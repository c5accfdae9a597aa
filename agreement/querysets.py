"""The vocabulary of questions about versions."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Max, OuterRef, Q, Subquery
from modelsearch.queryset import SearchableQuerySetMixin

from agreement.enums import EntryKind
from agreement.immutable import ImmutableQuerySet

if TYPE_CHECKING:
    from agreement.models.sealed import AgreementVersion, VersionClause  # noqa: F401


class AgreementVersionQuerySet(ImmutableQuerySet["AgreementVersion"]):
    """Questions about versions."""

    def in_force_on(self, day: date) -> "AgreementVersionQuerySet":
        """Return the version in force on a day, of every agreement one at most.

        In force is the version whose commencement took effect last on or before that day; of
        two decided for the same day the one decided later. Computed, never stored: midnight
        needs no job.
        """
        entries: Any = apps.get_model("agreement", "LedgerEntry")
        latest = (
            entries.objects.filter(
                kind=EntryKind.COMMENCEMENT,
                effective_on__lte=day,
                version__agreement=OuterRef("agreement"),
            )
            .order_by("-effective_on", "-sequence")
            .values("version")[:1]
        )
        return self.filter(pk=Subquery(latest))

    def with_commencement(self) -> "AgreementVersionQuerySet":
        """Add `commences_on`: the day a version takes effect, if that is decided."""
        commencement = Q(entries__kind=EntryKind.COMMENCEMENT)
        return self.annotate(commences_on=Max("entries__effective_on", filter=commencement))

    def without_bytes(self) -> "AgreementVersionQuerySet":
        """Leave the sealed bytes in the database: most questions do not need them."""
        return self.defer("canonical")


class VersionClauseQuerySet(SearchableQuerySetMixin, ImmutableQuerySet["VersionClause"]):
    """Questions about the clauses of versions."""

    def in_force_on(self, day: date) -> "VersionClauseQuerySet":
        """Return the clauses of the versions in force on a day."""
        versions: Any = apps.get_model("agreement", "AgreementVersion")
        return self.filter(version__in=versions.objects.in_force_on(day).values("pk"))
