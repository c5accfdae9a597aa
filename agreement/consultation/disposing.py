"""What the coordination makes of a comment, and why; the organisation is told."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.consultation import notices
from agreement.consultation.refusals import ConsultationRefused
from agreement.enums import CommentState, DispositionResult
from agreement.models.consultation import Consultation, ConsultationComment, Disposition
from agreement.models.process import UNSEALED_STATES
from agreement.process.gate import permit
from directory.audit import record

LONGEST_REASON = 4000


class DecidedMeanwhile(ConsultationRefused):
    """Somebody else decided since the page was opened; `disposition` is what holds now."""

    def __init__(self, disposition: Disposition) -> None:
        """Say what the first decided, and that nothing typed is lost."""
        self.disposition = disposition
        sentence = _(
            "Inzwischen ist über diese Anmerkung entschieden worden (%(moment)s): %(result)s. "
            "Begründung: „%(reason)s“ Ihre Eingabe steht noch da: Speichern Sie noch einmal, wenn "
            "sie die andere ersetzen soll."
        )
        super().__init__(
            sentence
            % {
                "moment": date_format(
                    timezone.localtime(disposition.decided_at), "SHORT_DATETIME_FORMAT"
                ),
                "result": disposition.get_result_display(),
                "reason": disposition.reason,
            }
        )


def base_of(disposition: Disposition | None) -> str:
    """Return by what a page says which decision it showed; empty for none."""
    return disposition.decided_at.isoformat() if disposition else ""


def dispose(
    comment: ConsultationComment, by: Any, result: str, reason: str, base: str
) -> Disposition:
    """Decide on a released comment, or decide anew, with a reason.

    `base` is what `base_of` gave for the decision that was shown. Raises PermissionDenied for
    anybody but the coordination, DecidedMeanwhile if another decision holds than the one shown,
    and ConsultationRefused with a sentence for everything else.
    """
    permit(by)
    reason = reason.strip()
    _check(result, reason)
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=comment.consultation_id)
        current = _locked(comment)
        shown: Disposition | None = Disposition.objects.filter(comment=current).first()
        if shown and base_of(shown) != base:
            raise DecidedMeanwhile(shown)
        if shown and (shown.result, shown.reason) == (result, reason):
            return shown
        kept, _new = Disposition.objects.update_or_create(
            comment=current,
            defaults={
                "result": result,
                "reason": reason,
                "decided_at": timezone.now(),
                "decided_by": by,
            },
        )
        data = {"comment": str(current.pk), "result": result}
        record(current.consultation.process, "portal.consultation.dispose", user=by, data=data)
        notices.tell_of_disposition(kept, by)
    return kept


def _check(result: str, reason: str) -> None:
    if result not in DispositionResult.values:
        raise ConsultationRefused(_("Wählen Sie, was aus der Anmerkung wird."))
    if not reason:
        raise ConsultationRefused(_("Schreiben Sie, warum. Die Organisation liest es."))
    if len(reason) > LONGEST_REASON:
        raise ConsultationRefused(
            _("Das ist zu lang. Kürzen Sie es auf %(count)d Zeichen.") % {"count": LONGEST_REASON}
        )


def _locked(comment: ConsultationComment) -> ConsultationComment:
    """Return a comment as it is now, if it can be decided on."""
    rows = ConsultationComment.objects.select_related("consultation__process__agreement")
    current = rows.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if current is None or current.state != CommentState.RELEASED:
        raise ConsultationRefused(
            _("Die Organisation hat diese Anmerkung zurückgenommen. Laden Sie die Seite neu.")
        )
    if ConsultationComment.objects.filter(carried_from=current).exists():
        raise ConsultationRefused(
            _("Diese Anmerkung steht in einer neueren Runde wieder. Entscheiden Sie dort.")
        )
    if current.consultation.process.state not in UNSEALED_STATES:
        raise ConsultationRefused(
            _("Der Vorgang ist weiter: Über Anmerkungen wird nicht mehr entschieden.")
        )
    return current
