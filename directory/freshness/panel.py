"""The home page's panel of what is to be confirmed, and how the menu says it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.freshness.review import review_day
from directory.freshness.words import verified_on
from directory.models import Offer, OfficePage
from directory.people.roles import manages_network
from directory.workplace import edit_url, edited_organisations, total_of
from portal.core.trees import below
from portal.core.workplace import MOST_LINES, Line, Panel

LONGEST_WAIT_FIRST = (F("verification__verified_on").asc(nulls_first=True), "title", "pk")


def overdue_offices(paths: Iterable[str] | None) -> QuerySet[OfficePage]:
    """Return the live offices that nobody has confirmed lately, or whose services have all ended.

    `paths` are the places of the organisations; None means all of them.
    """
    today = timezone.localdate()
    offers = Offer.objects.filter(office=OuterRef("pk"))
    lasting = offers.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    all_ended = Exists(offers) & ~Exists(lasting)
    offices: QuerySet[Any] = OfficePage.objects.live().annotate(all_ended=all_ended)
    old = OfficePage.objects.unconfirmed_since(review_day(today))
    offices = offices.filter(Q(pk__in=old.values("pk")) | Q(all_ended=True))
    return offices if paths is None else offices.filter(below(paths))


def overdue(request: HttpRequest) -> Panel | None:
    """List the offices to be confirmed, those that wait longest first."""
    own = edited_organisations(request)
    if not own and not manages_network(request.user):
        return None
    offices = overdue_offices(own or None)
    ordered = offices.select_related("verification").order_by("-all_ended", *LONGEST_WAIT_FIRST)
    lines = [
        Line(office.title, _where(office), _why_overdue(office), verified_on(office))
        for office in ordered[:MOST_LINES]
    ]
    return Panel(
        _("Zu überprüfen"),
        lines,
        intro=_(
            "Prüfen Sie Zeiten, Telefon, Dienste und Ansprechpersonen. Stimmt alles, dann "
            "bestätigen Sie es mit einem Klick."
        ),
        empty=_("Alle Beratungsstellen sind in letzter Zeit bestätigt worden."),
        total=total_of(offices, lines),
        more_url=reverse("freshness"),
        more_text=_("Stimmt das noch? Alle bestätigen"),
    )


def _where(office: Any) -> str:
    """Return where it is put right: services that have ended, in the editor of the page."""
    if office.all_ended:
        return edit_url(office)
    return f"{reverse('freshness')}#stelle-{office.pk}"


def _why_overdue(office: Any) -> str:
    if office.all_ended:
        return _("Alle Dienste sind abgelaufen")
    if verified_on(office) is None:
        return _("noch nie bestätigt")
    return _("zuletzt bestätigt")
