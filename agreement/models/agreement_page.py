"""The public pages of an agreement: they read sealed versions, never the working text."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin

from agreement import reading
from agreement.biography.routes import ClauseRoutes
from agreement.comparison_page.routes import ComparisonRoutes
from agreement.models.sealed import Agreement, AgreementVersion
from agreement.reading_page.reader import Reader
from agreement.reading_page.routes import HistoryRoutes, ReadingRoutes
from agreement.verification.routes import CheckRoutes
from portal.core.models import GermanOnlyPage
from portal.core.visibility import Viewer, visible


# Of two routes that fit, the one of the class named first is taken: reading goes last, since
# the name of a section may be any word.
class AgreementPage(
    HistoryRoutes,
    ClauseRoutes,
    CheckRoutes,
    ComparisonRoutes,
    ReadingRoutes,
    RoutablePageMixin,
    GermanOnlyPage,
):
    """An agreement as everybody reads it: in force today, on any day, in any version."""

    agreement = models.OneToOneField(
        Agreement,
        on_delete=models.PROTECT,
        related_name="page",
        verbose_name=gettext_lazy("Vereinbarung"),
    )

    content_panels = [*GermanOnlyPage.content_panels, FieldPanel("agreement")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = gettext_lazy("Vereinbarung")
        verbose_name_plural = gettext_lazy("Vereinbarungen")

    def sealed_bytes(self, request: HttpRequest, number: int) -> HttpResponse:
        """Give out the sealed bytes of a version: their SHA-256 is the version's hash."""
        version = Reader(request, self).version(number)
        answer = HttpResponse(bytes(version.canonical), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{self.slug}-{number}.json"'
        return answer

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the agreement and the sections in force today, as far as a visitor reads them."""
        everything = AgreementVersion.objects.filter(agreement=self.agreement_id).without_bytes()
        periods = reading.periods(visible(everything, Viewer()))
        version = reading.in_force_on(timezone.localdate(), periods)
        own = self.get_full_url(request)
        slugs = [section.slug for section in reading.text_of(version).sections] if version else []
        changed = version.sealed_at if version else self.last_published_at
        addresses = [own, *(f"{own}{slug}/" for slug in slugs)]
        return [{"location": address, "lastmod": changed} for address in addresses]
