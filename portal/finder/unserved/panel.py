"""The home page's panel of services that rules name and nobody offers."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.people.roles import manages_network
from directory.workplace import edited_organisations
from portal.core.workplace import MOST_LINES, Line, Panel
from portal.finder.unserved.finding import find_unserved
from portal.finder.unserved.words import service_names, where


def unserved(request: HttpRequest) -> Panel | None:
    """List what is missing: all of it for the coordination, the own for an editor."""
    own = edited_organisations(request)
    if not own and not manages_network(request.user):
        return None
    today = timezone.localdate()
    found = find_unserved(today)
    if not manages_network(request.user):
        mine = {str(organisation.uuid) for organisation in own.values()}
        found = [one for one in found if one.organisations & mine]
    names = service_names() if found else {}
    lines = [
        Line(
            names.get(one.service, one.service),
            reverse("wagtailadmin_explore_root"),
            where(one),
            one.since if one.since > today else None,
        )
        for one in found[:MOST_LINES]
    ]
    return Panel(
        _("Zuständig, aber keine Beratungsstelle"),
        lines,
        intro=_(
            "Die Vereinbarung nennt diese Dienste, aber keine veröffentlichte Beratungsstelle "
            "bietet sie dort an. Wer sucht, wird an die Koordination verwiesen. Ein Datum sagt, "
            "ab wann es so ist."
        ),
        total=len(found),
    )
