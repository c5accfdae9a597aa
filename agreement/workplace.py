"""The coordination's panel on the home page: what changed in the working text since sealing."""

from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from agreement.models import AgreementVersion, SectionPage, WorkingTextPage
from agreement.permissions import may_decide_versions
from portal.core.workplace import MOST_LINES, Line, Panel


def not_sealed(request: HttpRequest) -> Panel | None:
    """List the sections published after the newest version of their agreement was sealed."""
    if not may_decide_versions(request.user):
        return None
    sections = changed_sections()
    found = list(sections.order_by("-last_published_at")[:MOST_LINES])
    lines = [
        Line(
            section.title,
            reverse("wagtailadmin_pages:edit", args=[section.pk]),
            _("geändert, nicht festgeschrieben"),
            section.last_published_at,
        )
        for section in found
    ]
    return Panel(
        _("Arbeitsfassung: noch nicht festgeschrieben"),
        lines,
        intro=_(
            "Was hier steht, liest das Netzwerk schon; für alle gilt weiter die Fassung davor."
        ),
        total=sections.count() if len(lines) == MOST_LINES else len(lines),
        more_url=reverse("agreement_versions_start"),
        more_text=_("Zu den Fassungen"),
    )


def changed_sections() -> QuerySet[Any]:
    """Return the live sections that no version holds as they are published now."""
    text = WorkingTextPage.objects.annotate(
        sealed_at=Subquery(
            AgreementVersion.objects.filter(agreement=OuterRef("agreement"))
            .order_by("-number")
            .values("sealed_at")[:1]
        )
    ).filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen))
    sections: QuerySet[Any] = SectionPage.objects.live().annotate(
        sealed_at=Subquery(text.values("sealed_at")[:1])
    )
    # Sealing is noted in whole seconds: what was published within that second was sealed.
    after = F("sealed_at") + timedelta(seconds=1)
    return sections.filter(Q(sealed_at=None) | Q(last_published_at__gte=after))
