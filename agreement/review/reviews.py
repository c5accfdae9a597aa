"""Reviews: made when a version takes effect, kept by the coordination, reminded of by mail."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.days import makes_sense
from agreement.enums import EntryKind
from agreement.models.review import Review
from agreement.models.sealed import Agreement, AgreementVersion, LedgerEntry
from agreement.permissions import may_decide_versions
from agreement.review import notices
from agreement.review.due import is_to_remind, months_later
from agreement.review.refusals import ReviewRefused
from agreement.review.wordings import standing_of
from directory.audit import record


def keep_reviews(today: date | None = None) -> int:
    """Make the reviews that are missing and leave the reminders that are due.

    Part of every mail round. Returns for how many reviews the coordination is reminded.
    """
    day = today or timezone.localdate()
    for version in AgreementVersion.objects.in_force_on(day).without_bytes():
        _ensure(version, day)
    open_ones = Review.objects.filter(done_on=None).values_list("pk", "due_on", "reminded_on")
    due = [pk for pk, due_on, reminded in open_ones if is_to_remind(due_on, reminded, day)]
    return sum(_remind(pk, day) for pk in due)


@transaction.atomic
def _ensure(version: AgreementVersion, today: date) -> None:
    """Give a version in force its review, once; those of versions before it are settled."""
    agreement = Agreement.objects.select_for_update().get(pk=version.agreement_id)
    older = Review.objects.filter(agreement=agreement, done_on=None, version__isnull=False)
    outcome = _("Abgelöst durch Fassung %(number)s.") % {"number": version.number}
    older.filter(version__number__lt=version.number).update(done_on=today, outcome=outcome)
    if not agreement.review_months or Review.objects.filter(version=version).exists():
        return
    begun = LedgerEntry.objects.filter(version=version, kind=EntryKind.COMMENCEMENT)
    start = begun.values_list("effective_on", flat=True).get()
    due_on = months_later(start or today, agreement.review_months)
    Review.objects.create(agreement=agreement, version=version, due_on=due_on)


@transaction.atomic
def _remind(pk: int, today: date) -> bool:
    """Remind of one review; two runs at once remind once."""
    review = Review.objects.select_for_update().get(pk=pk)
    if review.done_on or not is_to_remind(review.due_on, review.reminded_on, today):
        return False
    notices.remind(review, today)
    review.reminded_on = today
    review.save(update_fields=["reminded_on"])
    return True


@transaction.atomic
def plan_clause_review(
    agreement: Agreement, uid: str, by: Any, due_on: date, occasion: str
) -> Review:
    """Plan to look at a clause again; raises PermissionDenied and ReviewRefused."""
    _permit(by)
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    if standing_of(uid, agreement.pk) is None:
        raise ReviewRefused(_("Diese Klausel steht in keiner Fassung der Vereinbarung."))
    if Review.objects.filter(agreement=agreement, clause=uid, done_on=None).exists():
        raise ReviewRefused(
            _("Für diese Klausel steht schon eine Überprüfung an. Ändern Sie deren Tag.")
        )
    _check_day(due_on)
    review = Review.objects.create(
        agreement=agreement, clause=uid, due_on=due_on, occasion=occasion.strip()
    )
    _log(review, "portal.review.plan", by)
    return review


@transaction.atomic
def change_review(review: Review, by: Any, due_on: date, occasion: str) -> None:
    """Move an open review to another day; reminders begin anew."""
    _permit(by)
    row = _open_row(review)
    _check_day(due_on)
    if row.due_on != due_on:
        row.reminded_on = None
    row.due_on, row.occasion = due_on, occasion.strip()
    row.save(update_fields=["due_on", "occasion", "reminded_on"])
    _log(row, "portal.review.plan", by)


@transaction.atomic
def complete_review(review: Review, by: Any, outcome: str, next_on: date | None = None) -> None:
    """Record what came of a review, and plan the next one of the same text if a day is given."""
    _permit(by)
    row = _open_row(review)
    if not outcome.strip():
        raise ReviewRefused(_("Halten Sie fest, was herauskam: Ein Satz genügt."))
    row.done_on, row.outcome = timezone.localdate(), outcome.strip()
    row.save(update_fields=["done_on", "outcome"])
    if next_on:
        _check_day(next_on)
        Review.objects.create(
            agreement=row.agreement, version=row.version, clause=row.clause, due_on=next_on
        )
    _log(row, "portal.review.complete", by)


def _permit(by: Any) -> None:
    if not may_decide_versions(by):
        raise PermissionDenied


def _check_day(day: date) -> None:
    if not makes_sense(day) or day < timezone.localdate():
        raise ReviewRefused(_("Wählen Sie einen Tag, der noch kommt."))


def _open_row(review: Review) -> Review:
    row = Review.objects.select_for_update().get(pk=review.pk)
    if row.done_on:
        raise ReviewRefused(_("Diese Überprüfung ist schon abgeschlossen."))
    return row


def _log(review: Review, action: str, by: Any) -> None:
    data = {"due_on": review.due_on.isoformat(), "clause": str(review.clause or "")}
    record(review, action, user=by, data=data)
