"""The vocabulary of questions about versions."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, Max, OuterRef, Q, Subquery
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
        two decided for the same day the one decided later. None once that version was
        terminated: the one before does not come back. Computed, never stored: midnight needs no
        job.
        """
        entries: Any = apps.get_model("agreement", "LedgerEntry")
        begun = entries.objects.filter(effective_on__lte=day)
        latest = (
            begun.filter(kind=EntryKind.COMMENCEMENT, version__agreement=OuterRef("agreement"))
            .order_by("-effective_on", "-sequence")
            .values("version")[:1]
        )
        terminated = begun.filter(kind=EntryKind.TERMINATION, version=OuterRef("pk"))
        return self.filter(~Exists(terminated), pk=Subquery(latest))

    def with_commencement(self) -> "AgreementVersionQuerySet":
        """Add what the ledger says of each version.

        `commences_on` is the first day on which it holds, `terminates_on` the first on which it
        holds no more, though nothing follows it, each if that is decided; `is_signed` tells
        whether every party has signed, `has_failed` whether they gave up.
        """
        return self.annotate(
            commences_on=_day_of(EntryKind.COMMENCEMENT),
            terminates_on=_day_of(EntryKind.TERMINATION),
            is_signed=_has(EntryKind.SIGNED),
            has_failed=_has(EntryKind.FAILURE),
        )

    def with_review(self) -> "AgreementVersionQuerySet":
        """Add `review_on`, the day on which a version is looked at again, if that is planned.

        Whoever sees a version may know the day, not what the coordination noted about it.
        """
        reviews: Any = apps.get_model("agreement", "Review")
        planned = reviews.objects.filter(version=OuterRef("pk"), done_on=None)
        return self.annotate(review_on=Subquery(planned.values("due_on")[:1]))

    def without_bytes(self) -> "AgreementVersionQuerySet":
        """Leave the sealed bytes in the database: most questions do not need them."""
        return self.defer("canonical")


def _day_of(kind: EntryKind) -> Max:
    return Max("entries__effective_on", filter=Q(entries__kind=kind))


def _has(kind: EntryKind) -> Exists:
    entries: Any = apps.get_model("agreement", "LedgerEntry")
    return Exists(entries.objects.filter(kind=kind, version=OuterRef("pk")))


class VersionClauseQuerySet(SearchableQuerySetMixin, ImmutableQuerySet["VersionClause"]):
    """Questions about the clauses of versions."""

    def in_force_on(self, day: date) -> "VersionClauseQuerySet":
        """Return the clauses of the versions in force on a day."""
        versions: Any = apps.get_model("agreement", "AgreementVersion")
        return self.filter(version__in=versions.objects.in_force_on(day).values("pk"))
