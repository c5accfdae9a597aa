"""The official answer of an organisation: written by its editors, released by who leads them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.consultation.actions_member import ChangedMeanwhile, invited, locked
from agreement.consultation.checking import LONGEST_TEXT, WordsRefused
from agreement.consultation.late import kept_only, why_closed
from agreement.consultation.notices import tell_coordination
from agreement.consultation.notices_member import ANSWER_RELEASED, ANSWER_TAKEN_BACK
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.seats import standing_of
from agreement.enums import OfficialPosition
from agreement.models.consultation import Consultation, Invitation
from directory.audit import record


def save_answer(
    invitation: Invitation,
    by: Any,
    *,
    position: str,
    answer: str,
    base: datetime | None,
    release: bool = False,
) -> str:
    """Keep the official answer of an organisation, and release it if that is wished.

    `base` is when it had last changed as its writer opened it. Returns why it could only be
    kept, if it came too late; empty else. Raises PermissionDenied for anybody but the
    organisation's editors, and for releasing for anybody but its lead editors; WordsRefused
    with an error for each field, ChangedMeanwhile with the answer as it is now, and
    ConsultationRefused once it is released.
    """
    with transaction.atomic():
        current = locked(invitation.consultation)
        known = _own(current, by, str(invitation.organisation), leads=release)
        if known.released_at is not None:
            raise ConsultationRefused(
                _(
                    "Diese Stellungnahme ist freigegeben und ändert sich nicht mehr. Bis zum Ende "
                    "der Frist kann die Leitung der Redaktion sie zurücknehmen."
                )
            )
        if known.changed_at != base:
            raise ChangedMeanwhile(
                known,
                _(
                    "Jemand aus Ihrer Organisation hat die Stellungnahme inzwischen geändert. Ihr "
                    "Text steht noch hier. Vergleichen Sie; wenn Sie noch einmal speichern, gilt "
                    "Ihrer."
                ),
            )
        _check(position, answer, release=release)
        late = kept_only(current)
        known.position, known.answer = position, answer.strip()
        known.changed_at = timezone.now()
        if release and not late:
            known.released_at, known.released_by = known.changed_at, by
            _tell_of_release(current, known, by)
        known.save()
    return late


def take_back_answer(invitation: Invitation, by: Any) -> Invitation:
    """Make a released answer a draft again, before the last day is over.

    Raises PermissionDenied for anybody but the organisation's lead editors, and
    ConsultationRefused after that day.
    """
    with transaction.atomic():
        current = locked(invitation.consultation)
        known = _own(current, by, str(invitation.organisation), leads=True)
        if reason := why_closed(current):
            raise ConsultationRefused(
                _("%(reason)s Die Stellungnahme bleibt, wie sie ist.") % {"reason": reason}
            )
        if known.released_at is None:
            raise ConsultationRefused(_("Diese Stellungnahme ist nicht freigegeben."))
        known.released_at, known.released_by = None, None
        known.changed_at = timezone.now()
        known.save()
        record(current.process, "portal.consultation.answer_withdraw", user=by)
        words = {"organisation": known.organisation_name}
        tell_coordination(current, ANSWER_TAKEN_BACK, words, by)
    return known


def _own(consultation: Consultation, by: Any, organisation: str, *, leads: bool) -> Invitation:
    if leads and organisation not in standing_of(by).leads:
        raise PermissionDenied
    return invited(consultation, by, organisation)


def _check(position: str, answer: str, *, release: bool) -> None:
    errors = {}
    if position not in {"", *OfficialPosition.values}:
        errors["position"] = _("Wählen Sie eine der drei Haltungen.")
    elif release and not position:
        errors["position"] = _("Wählen Sie die Haltung Ihrer Organisation, bevor Sie freigeben.")
    if len(answer) > LONGEST_TEXT:
        limit = {"limit": LONGEST_TEXT}
        errors["answer"] = _("Bitte kürzer: höchstens %(limit)d Zeichen.") % limit
    if errors:
        raise WordsRefused(errors)


def _tell_of_release(consultation: Consultation, invitation: Invitation, by: Any) -> None:
    record(consultation.process, "portal.consultation.answer_release", user=by)
    words = {
        "organisation": invitation.organisation_name,
        "position": OfficialPosition(invitation.position).label,
    }
    tell_coordination(consultation, ANSWER_RELEASED, words, by)
