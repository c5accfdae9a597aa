"""The panel on the home page of the admin: the rounds that wait for one's organisation."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.consultation.notices import PAGE, consultation_path
from agreement.consultation.rounds import is_open
from agreement.consultation.waiting import Asked, running, waiting_in
from portal.core.workplace import MOST_LINES, Line, Panel


def to_answer(request: HttpRequest) -> Panel | None:
    """List the open rounds to whoever edits for an organisation that was asked."""
    found = [one for one in running() if is_open(one)]
    if not found:
        return None
    lines = [
        Line(
            _("%(occasion)s, Runde %(round)s")
            % {
                "occasion": one.consultation.process.occasion,
                "round": one.consultation.freeze.round,
            },
            consultation_path(one.consultation),
            f"{asked.invitation.organisation_name}: {_note(asked)}",
            one.consultation.open_until,
        )
        for one in waiting_in(found, request.user)
        for asked in one.asked
        if asked.edits
    ]
    if not lines:
        return None
    heading = _("Abstimmung: Rückmeldung erbeten")
    more = _("Alle Abstimmungen")
    return Panel(heading, lines[:MOST_LINES], total=len(lines), more_url=PAGE, more_text=more)


def _note(asked: Asked) -> str:
    """Return what is still to be done for an organisation."""
    answered = asked.invitation.released_at is not None
    notes = [_("Stellungnahme freigegeben") if answered else _("Stellungnahme fehlt noch")]
    if asked.drafts:
        words = ngettext("%(count)d Entwurf", "%(count)d Entwürfe", asked.drafts)
        notes.append(words % {"count": asked.drafts})
    return ", ".join(notes)
