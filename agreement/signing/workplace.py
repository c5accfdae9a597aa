"""The panel on the home page of the admin: what waits for one's signature or confirmation."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agreement.signing.notices import PAGE, version_path
from agreement.signing.waiting import open_versions
from portal.core.workplace import Line, Panel


def to_sign(request: HttpRequest) -> Panel | None:
    """List the versions that wait for whoever asks; nobody else sees a panel."""
    lines = []
    for one in open_versions(request.user):
        version, day = one.state.version, one.process.sign_by
        title = _("%(title)s, Fassung %(number)s") % {
            "title": version.agreement,
            "number": version.number,
        }
        for party in one.to_sign:
            note = _("unterzeichnen für %(party)s") % {"party": party.name}
            lines.append(Line(title, version_path(version), note, day))
        for party in one.to_confirm:
            note = _("Unterschrift auf Papier bestätigen: %(party)s") % {"party": party.name}
            lines.append(Line(title, f"{PAGE}papier/{party.waiting and party.waiting.pk}/", note))
    return Panel(_("Zu unterzeichnen"), lines) if lines else None
