"""Reminders to sign: every week while a signature is missing, and on the last day itself.

Only where the process names a day. Told are the signatories of the parties that have not signed;
a party without one has its lead editors told, who know whom to ask, and the coordination.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from agreement.enums import ProcessState
from agreement.models.process import VersionProcess
from agreement.signing import notices
from agreement.signing.permissions import people_of
from agreement.signing.state import signing_state
from directory.enums import Role
from directory.people.addressees import coordinators

AGAIN_AFTER = timedelta(days=7)


def remind_to_sign(today: date | None = None) -> int:
    """Leave the notices that are due; return for how many missing signatures there were some."""
    day = today or timezone.localdate()
    waiting = VersionProcess.objects.filter(state=ProcessState.ADOPTED, sign_by__isnull=False)
    return sum(_remind(process.pk, day) for process in waiting)


def is_due(process: VersionProcess, today: date) -> bool:
    """Return whether a process is to be reminded of on a day, once at most."""
    if process.reminded_on == today:
        return False
    if process.sign_by == today:
        return True
    since = process.reminded_on or timezone.localdate(process.changed_at)
    return today >= since + AGAIN_AFTER


@transaction.atomic
def _remind(pk: Any, today: date) -> int:
    """Remind of one process; two runs at once remind once."""
    process = VersionProcess.objects.select_for_update().get(pk=pk)
    version = process.version
    if version is None or process.sign_by is None or not is_due(process, today):
        return 0
    missing = [party for party in signing_state(version).missing if party.waiting is None]
    people = people_of([party.uuid for party in missing], Role.SIGNATORY)
    leads = people_of([party.uuid for party in missing], Role.LEAD_EDITOR)
    coordination = set(coordinators().values_list("pk", flat=True))
    text = _text(process.sign_by, today)
    for party in missing:
        told = people.get(party.uuid) or leads.get(party.uuid, set()) | coordination
        with override(settings.LANGUAGE_CODE):
            words = {"party": party.name, "day": date_format(process.sign_by)}
        notices.remind(told, version, text, words)
    process.reminded_on = today
    process.save(update_fields=["reminded_on"])
    return len(missing)


def _text(sign_by: date, today: date) -> Any:
    if today == sign_by:
        return notices.TO_SIGN_TODAY
    return notices.TO_SIGN if today < sign_by else notices.OVERDUE
