"""Words for what the public pages of an agreement show."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.reading import Period

register = template.Library()


@register.filter
def period_in_words(period: Period) -> str:
    """Return when a version is, was or will be in force."""
    if period.starts is None:
        return _not_begun(period)
    days = {
        "start": date_format(period.starts),
        "end": date_format(period.ends) if period.ends else "",
    }
    today = timezone.localdate()
    if period.starts > today:
        return _("Tritt am %(start)s in Kraft.") % days
    if period.ends and period.ends < today:
        return _("War vom %(start)s bis %(end)s in Kraft.") % days
    if period.ends:
        return _("In Kraft vom %(start)s bis %(end)s.") % days
    return _("In Kraft seit %(start)s.") % days


def _not_begun(period: Period) -> str:
    if period.has_failed:
        return _("Gescheitert. Diese Fassung tritt nicht in Kraft.")
    if not (period.is_signed or period.version.is_legacy):
        return _("Festgeschrieben. Es fehlen noch Unterschriften.")
    return _("Unterzeichnet, das Inkrafttreten ist noch nicht entschieden.")
