"""The public pages of an agreement: they read sealed versions, never the working text."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from agreement import reading
from agreement.models.sealed import Agreement, AgreementVersion
from agreement.views_of_text import ReadVersion
from portal.core.errors import BadInput, NotFound
from portal.core.models import GermanOnlyPage
from portal.core.visibility import viewer, visible

UID = r"(?P<uid>[^/]+)"


class AgreementPage(RoutablePageMixin, GermanOnlyPage):
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
    _known_periods: list[reading.Period] | None = None

    class Meta:
        verbose_name = gettext_lazy("Vereinbarung")
        verbose_name_plural = gettext_lazy("Vereinbarungen")

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        """Show the contents of the version in force on the day asked for."""
        read = self._read_on_day(request)
        context = {"read": read, "contents": read.contents()}
        return self._answer(request, "agreement/contents.html", context)

    @path("fassungen/")
    def versions(self, request: HttpRequest) -> HttpResponse:
        """Show every version with the days it was in force."""
        context = {"periods": self._periods(request)}
        return self._answer(request, "agreement/versions.html", context)

    @path("fassungen/<int:number>/")
    def version(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the contents of one version."""
        read = self._read_version(request, number)
        context = {"read": read, "contents": read.contents()}
        return self._answer(request, "agreement/contents.html", context)

    @path("fassungen/<int:number>/<slug:slug>/")
    def section_of_version(self, request: HttpRequest, number: int, slug: str) -> HttpResponse:
        """Show a section of one version."""
        return self._section(request, self._read_version(request, number), slug)

    @re_path(rf"^k/{UID}/$", name="clause")
    def clause(self, request: HttpRequest, uid: str) -> HttpResponse:
        """Show a clause on the address it keeps for ever.

        A clause that is not in force on the day is shown as it last was, and says so.
        """
        day = self._day(request)
        version = self._in_force(request, day)
        if version is None or uid not in self._read(request, version, day).places:
            version = reading.last_version_with(uid, self._versions(request))
        if version is None:
            raise NotFound(
                _("Diese Klausel gibt es nicht. Prüfen Sie die Adresse oder suchen Sie im Inhalt.")
            )
        read = self._read(request, version, day)
        section, _clause = read.places[uid]
        context = {"read": read, "section": section, "clause": read.clause(uid)}
        return self._answer(request, "agreement/clause.html", context)

    @path("<slug:slug>/")
    def section(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show a section of the version in force on the day asked for."""
        return self._section(request, self._read_on_day(request), slug)

    def sealed_bytes(self, request: HttpRequest, number: int) -> HttpResponse:
        """Give out the sealed bytes of a version: their SHA-256 is the version's hash."""
        version = self._version(request, number)
        answer = HttpResponse(bytes(version.canonical), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{self.slug}-{number}.json"'
        return answer

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the agreement and the sections in force today; sealed text alone."""
        version = reading.version_in_force(timezone.localdate(), self.agreement.slug)
        own = self.get_full_url(request)
        slugs = [section.slug for section in reading.text_of(version).sections] if version else []
        changed = version.sealed_at if version else self.last_published_at
        addresses = [own, *(f"{own}{slug}/" for slug in slugs)]
        return [{"location": address, "lastmod": changed} for address in addresses]

    def _versions(self, request: HttpRequest) -> Any:
        versions = AgreementVersion.objects.filter(agreement=self.agreement_id)
        return visible(versions.without_bytes(), viewer(request))

    def _version(self, request: HttpRequest, number: int) -> AgreementVersion:
        found = (p.version for p in self._periods(request) if p.version.number == number)
        version = next(found, None)
        if version is None:
            raise NotFound(_("Diese Fassung gibt es nicht. Alle stehen unter „Fassungen“."))
        return version

    def _periods(self, request: HttpRequest) -> list[reading.Period]:
        """Return every version with its days; looked up once a request, as the page is."""
        if self._known_periods is None:
            self._known_periods = reading.periods(self._versions(request))
        return self._known_periods

    def _in_force(self, request: HttpRequest, day: date) -> AgreementVersion | None:
        return reading.in_force_on(day, self._periods(request))

    @staticmethod
    def _day(request: HttpRequest) -> date:
        """Return the day of `?stand=`, today without it; raises BadInput if it is none."""
        text = request.GET.get("stand", "")
        if not text:
            return timezone.localdate()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadInput(
                _("„%(text)s“ ist kein Datum. Schreiben Sie es so: ?stand=2024-05-31")
                % {"text": text[:40]}
            ) from None

    def _read_on_day(self, request: HttpRequest) -> ReadVersion:
        day = self._day(request)
        version = self._in_force(request, day)
        if version is None:
            raise NotFound(
                _("Am %(day)s war keine Fassung der Vereinbarung in Kraft.")
                % {"day": date_format(day)}
            )
        return self._read(request, version, day)

    def _read(self, request: HttpRequest, version: AgreementVersion, day: date) -> ReadVersion:
        url = self.get_url(request)
        query = f"?stand={day.isoformat()}" if request.GET.get("stand") else ""
        return ReadVersion(version, reading.text_of(version), url, url, query, day)

    def _read_version(self, request: HttpRequest, number: int) -> ReadVersion:
        version = self._version(request, number)
        url = self.get_url(request)
        text = reading.text_of(version)
        return ReadVersion(version, text, url, f"{url}fassungen/{number}/")

    def _section(self, request: HttpRequest, read: ReadVersion, slug: str) -> HttpResponse:
        found = read.section(slug)
        if found is None:
            raise NotFound(
                _("Diesen Abschnitt gibt es in Fassung %(number)s nicht.")
                % {"number": read.version.number}
            )
        context = {"read": read, "current": found, "contents": read.contents()}
        return self._answer(request, "agreement/section.html", context)

    def _answer(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        today = self._in_force(request, timezone.localdate())
        read: ReadVersion | None = context.get("read")
        if read:
            holds = read.version == today
            periods = self._periods(request)
            context["period"] = next(p for p in periods if p.version == read.version)
            context |= {"is_in_force": holds, "robots": "" if holds else "noindex"}
        context["today_version"] = today
        answer: HttpResponse = self.render(request, context_overrides=context, template=template)
        return answer
