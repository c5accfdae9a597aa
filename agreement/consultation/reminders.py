"""Reminders: once, some days before the last day, and what the coordination is told after it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.consultation import notices
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.rounds import is_open
from agreement.models.consultation import Consultation, Invitation
from agreement.process.gate import permit
from directory.audit import record

DAYS_BEFORE = timedelta(days=3)


def remind_to_answer(today: date | None = None) -> int:
    """Leave the notices that are due; return for how many organisations there were some."""
    day = today or timezone.localdate()
    running = Consultation.objects.filter(ended_at__isnull=True, open_until__lte=day + DAYS_BEFORE)
    return sum(_remind_of(pk, day) for pk in running.values_list("pk", flat=True))


def remind(consultation: Consultation, by: Any) -> int:
    """Remind every organisation without an answer now; return how many were told.

    Once a day each. Raises PermissionDenied for anybody but the coordination, and
    ConsultationRefused with a sentence.
    """
    permit(by)
    today = timezone.localdate()
    with transaction.atomic():
        current = _locked(consultation.pk)
        if not is_open(current, today):
            raise ConsultationRefused(_("Die Frist ist vorbei: Verlängern Sie sie zuerst."))
        waiting = list(_unanswered(current))
        if not waiting:
            raise ConsultationRefused(_("Alle haben geantwortet: Es gibt niemanden zu erinnern."))
        due = [one for one in waiting if one.reminded_on != today]
        if not due:
            raise ConsultationRefused(
                _("Heute sind schon alle erinnert worden. Warten Sie bis morgen.")
            )
        _tell(current, due, today)
        record(current.process, "portal.consultation.remind", user=by)
    return len(due)


@transaction.atomic
def _remind_of(pk: Any, today: date) -> int:
    """Remind of one consultation; two runs at once remind once."""
    current = _locked(pk)
    if current.ended_at is not None:
        return 0
    if today > current.open_until:
        return _tell_that_it_is_over(current, today)
    if today == timezone.localdate(current.opened_at):
        return 0
    due = list(_unanswered(current).filter(reminded_on__isnull=True))
    _tell(current, due, today)
    return len(due)


def _tell(consultation: Consultation, due: list[Invitation], today: date) -> None:
    is_last = today == consultation.open_until
    text = notices.LAST_DAY if is_last else notices.DAYS_LEFT
    asked = [str(one.organisation) for one in due]
    notices.tell_organisations(consultation, asked, text, None)
    consultation.invitations.filter(pk__in=[one.pk for one in due]).update(reminded_on=today)


def _tell_that_it_is_over(consultation: Consultation, today: date) -> int:
    """Tell the coordination once that the last day is over, and how many answered."""
    invitations = consultation.invitations.all()
    if invitations.filter(reminded_on__gt=consultation.open_until).exists():
        return 0
    total = invitations.count()
    words = {"done": total - _unanswered(consultation).count(), "total": total}
    notices.tell_coordination(consultation, notices.TIME_IS_UP, words, None)
    invitations.update(reminded_on=today)
    return 0


def _unanswered(consultation: Consultation) -> Any:
    return consultation.invitations.filter(released_at__isnull=True)


def _locked(pk: Any) -> Consultation:
    rows = Consultation.objects.select_related("process__agreement")
    found: Consultation = rows.select_for_update(of=("self",)).get(pk=pk)
    return found
