"""Why something can be written but not released now, in words."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.consultation.rounds import is_open
from agreement.models.consultation import Consultation


def why_closed(consultation: Consultation) -> str:
    """Return why nothing can be released any more; empty while the consultation is open."""
    if is_open(consultation):
        return ""
    if consultation.ended_at is not None:
        return _("Die Abstimmung ist seit %(day)s beendet.") % {
            "day": date_format(timezone.localtime(consultation.ended_at))
        }
    return _("Die Frist ist seit dem %(day)s abgelaufen.") % {
        "day": date_format(consultation.open_until)
    }


def kept_only(consultation: Consultation) -> str:
    """Return what becomes of something written too late; empty while it is in time."""
    reason = why_closed(consultation)
    if not reason:
        return ""
    advice = _(
        "Was Sie geschrieben haben, ist als Entwurf Ihrer Organisation gespeichert; die anderen "
        "und die Koordination sehen es nicht. Fragen Sie die Koordination, ob sie die Frist "
        "verlängert."
    )
    return f"{reason} {advice}"
