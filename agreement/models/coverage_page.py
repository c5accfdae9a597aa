"""The page that shows where the rules leave a gap, or make several services responsible."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import path

from agreement import reading
from agreement.coverage.actions import AcceptanceRefused, accept, take_back
from agreement.coverage.forms import ReasonForm
from agreement.coverage.page import CoverageOfText
from agreement.coverage.spreadsheet import coverage_workbook
from agreement.coverage.subjects import Subject, version_subject, working_subject
from agreement.examples.routes import ExampleRoutes
from agreement.impact_page.routes import ImpactRoutes
from agreement.labels import words_with
from agreement.models.findings import AcceptedFinding
from agreement.models.sealed import Agreement, AgreementVersion
from agreement.permissions import may_decide_versions, may_write_in
from portal.core.errors import NotFound
from portal.core.models import ToolPage
from portal.core.spreadsheets import XLSX


class CoveragePage(ImpactRoutes, ExampleRoutes, ToolPage):
    """Coverage of the working text and of every version: /intern/abdeckung/."""

    class Meta:
        verbose_name = gettext_lazy("Abdeckung")

    @path("")
    def working(self, request: HttpRequest) -> HttpResponse:
        """Show the coverage of the published working text."""
        agreement, periods = self._agreement(request)
        subject = working_subject(agreement) if agreement else None
        return self._show(request, agreement, periods, subject)

    @path("fassungen/<int:number>/")
    def version(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the coverage of a version."""
        agreement, periods = self._agreement(request)
        subject = self._version(agreement, periods, number)
        return self._show(request, agreement, periods, subject)

    @path("tabelle/")
    def working_table(self, request: HttpRequest) -> HttpResponse:
        """Give out the coverage of the working text as a spreadsheet."""
        return self._table(request, self._working(request))

    @path("fassungen/<int:number>/tabelle/")
    def version_table(self, request: HttpRequest, number: int) -> HttpResponse:
        """Give out the coverage of a version as a spreadsheet."""
        return self._table(request, self._version(*self._agreement(request), number))

    @path("hinnehmen/<slug:key>/")
    def accept(self, request: HttpRequest, key: str) -> HttpResponse:
        """Ask the coordination for the reason why a finding is accepted, and accept it."""
        if not may_decide_versions(request.user):
            raise PermissionDenied
        subject = self._working(request)
        covered = CoverageOfText(subject, request.GET.dict())
        finding = covered.finding(key)
        form = ReasonForm(request.POST or None)
        if finding and form.is_valid():
            try:
                reason = form.cleaned_data["reason"]
                accept(subject.agreement, finding, reason, request.user, subject.words)
            except AcceptanceRefused as refusal:
                form.add_error("reason", str(refusal))
            else:
                messages.success(request, _("Hingenommen. Die Begründung steht unten."))
                return self._accepted(request, subject.agreement, covered.query)
        rows = covered.rows([finding] if finding else [])
        context = {"covered": covered, "form": form, "row": rows[0] if rows else None}
        template = "agreement/coverage/accept.html"
        answer: HttpResponse = self.render(request, context_overrides=context, template=template)
        answer.status_code = 200 if finding else 404
        return answer

    @path("zuruecknehmen/<uuid:uuid>/")
    def take_back(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Accept a finding no longer."""
        if not may_decide_versions(request.user):
            raise PermissionDenied
        found = AcceptedFinding.objects.select_related("agreement").filter(uuid=uuid).first()
        if request.method == "POST" and found:
            take_back(found, request.user, words_with({}))
            messages.success(request, _("Zurückgenommen. Es ist wieder offen."))
        elif request.method == "POST":
            messages.info(request, _("Das war schon zurückgenommen."))
        return self._accepted(request, found.agreement if found else None)

    def _accepted(
        self, request: HttpRequest, agreement: Agreement | None, query: str = ""
    ) -> HttpResponse:
        """Lead to what is accepted in an agreement, with the filters as they were."""
        asked = f"?vereinbarung={agreement.slug}&{query}" if agreement else ""
        return redirect(f"{self._address(request)}{asked}#hingenommen")

    def _agreement(self, request: HttpRequest) -> tuple[Agreement | None, list[reading.Period]]:
        """Return the agreement asked for, else the main one, and its versions, newest first."""
        agreements = list(Agreement.objects.select_related("working_text").order_by("title"))
        asked = request.GET.get("vereinbarung") or reading.MAIN_SLUG
        found = [one for one in agreements if one.slug == asked] or agreements[:1]
        if not found:
            return None, []
        # Whoever may open this page is of the network, which may read every version.
        versions = AgreementVersion.objects.filter(agreement=found[0]).without_bytes()
        return found[0], reading.periods(versions)

    def _working(self, request: HttpRequest) -> Subject:
        agreement, _periods = self._agreement(request)
        subject = working_subject(agreement) if agreement else None
        if subject is None:
            raise NotFound(_("Es gibt noch keine Arbeitsfassung."))
        return subject

    @staticmethod
    def _version(
        agreement: Agreement | None, periods: list[reading.Period], number: int
    ) -> Subject:
        period = next((each for each in periods if each.version.number == number), None)
        if agreement is None or period is None:
            raise NotFound(_("Diese Fassung gibt es nicht. Alle stehen auf der Seite „Abdeckung“."))
        return version_subject(agreement, period)

    def _show(
        self,
        request: HttpRequest,
        agreement: Agreement | None,
        periods: list[reading.Period],
        subject: Subject | None,
    ) -> HttpResponse:
        covered = CoverageOfText(subject, request.GET.dict()) if subject else None
        working_text = getattr(agreement, "working_text", None)
        user = request.user
        # Whoever edits nothing at all need not be asked about this text.
        edits = SimpleLazyObject(lambda: user.has_perm("wagtailadmin.access_admin"))
        context = {
            "agreement": agreement,
            "periods": periods,
            "covered": covered,
            "address": self._address(request),
            "here": self._address(request) + self._place(subject),
            "has_working_text": working_text is not None,
            "may_accept": SimpleLazyObject(lambda: edits and may_decide_versions(user)),
            "may_write": SimpleLazyObject(lambda: edits and may_write_in(user, working_text)),
        }
        template = "agreement/coverage/page.html"
        answer: HttpResponse = self.render(request, context_overrides=context, template=template)
        return answer

    @staticmethod
    def _place(subject: Subject | None) -> str:
        """Return where a text's coverage stands below this page."""
        return f"fassungen/{subject.number}/" if subject and subject.number else ""

    def _address(self, request: HttpRequest) -> str:
        """Return the address of this page."""
        return str(self.get_url(request))

    @staticmethod
    def _table(request: HttpRequest, subject: Subject) -> HttpResponse:
        covered = CoverageOfText(subject, request.GET.dict())
        answer = HttpResponse(coverage_workbook(covered), content_type=XLSX)
        what = f"fassung-{subject.number}" if subject.number else "arbeitsfassung"
        name = f"abdeckung-{what}-{covered.selection.day.isoformat()}.xlsx"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
