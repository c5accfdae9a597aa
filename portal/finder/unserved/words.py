"""What is missing, in a sentence."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.gazetteer import gazetteer
from directory.models import Service
from portal.finder.unserved.finding import Unserved

MOST_NAMES = 5


def service_names() -> dict[str, str]:
    """Return the names of the services by their codes (one query)."""
    return dict(Service.objects.values_list("code", "name"))


def where(one: Unserved) -> str:
    """Return "in Bretten und Forst" or, if it is everywhere, "im ganzen Landkreis"."""
    towns = {town.ags: town.name for town in gazetteer().municipalities}
    if set(towns) <= set(one.municipalities):
        return _("im ganzen Landkreis")
    names = sorted(towns.get(ags, ags) for ags in one.municipalities)
    if len(names) > MOST_NAMES:
        more = len(names) - MOST_NAMES
        rest = ngettext("%(number)s weiteren Gemeinde", "%(number)s weiteren Gemeinden", more)
        names = [*names[:MOST_NAMES], rest % {"number": more}]
    return _("in %(places)s") % {"places": get_text_list(names, _("und"))}


def sentence(one: Unserved, names: dict[str, str], today: date) -> str:
    """Return what is missing where, and from when on; `names` as of `service_names`."""
    words = {
        "service": names.get(one.service, one.service),
        "where": where(one),
        "day": date_format(one.since),
    }
    if one.since > today:
        return (
            _(
                "Ab %(day)s steht für „%(service)s“ %(where)s keine Beratungsstelle mehr im "
                "Portal, obwohl die Vereinbarung dorthin verweist."
            )
            % words
        )
    return (
        _(
            "Für „%(service)s“ steht %(where)s keine Beratungsstelle im Portal, obwohl die "
            "Vereinbarung dorthin verweist."
        )
        % words
    )
