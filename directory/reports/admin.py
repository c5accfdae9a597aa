"""The queue of reports in the admin: a list, and a page for each with what can be done."""

from typing import Any
from uuid import UUID

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from directory.enums import ReportState
from directory.models import ErrorReport, OrganisationPage
from directory.people.roles import editable_organisations, edits_anything
from directory.reports.actions import ReportRefused, close_report, reopen_report
from directory.reports.queue import reports_for

LIST = "reports_of_errors"


class ReportsOnly:
    """Lets in whoever has a queue."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Pass on, or raise PermissionDenied."""
        if not edits_anything(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def organisations_to_choose(request: HttpRequest) -> QuerySet[Any]:
    """Return the organisations that the filter offers."""
    return editable_organisations(request.user)


class ReportFilter(WagtailFilterSet):
    """Narrows the queue to a state or an organisation."""

    state = django_filters.ChoiceFilter(choices=ReportState.choices, label=gettext_lazy("Stand"))
    organisation = django_filters.ModelChoiceFilter(
        queryset=organisations_to_choose,
        label=gettext_lazy("Organisation"),
        method="filter_organisation",
    )

    class Meta:
        model = ErrorReport
        fields: tuple[str, ...] = ()

    def filter_organisation(
        self, reports: QuerySet[Any], name: str, value: OrganisationPage
    ) -> QuerySet[Any]:
        """Keep the reports about an organisation's offices."""
        return reports.filter(office__path__startswith=value.path)


class ReportList(ReportsOnly, generic.IndexView):
    """The reports that somebody deals with, the open ones first."""

    model = ErrorReport
    permission_policy = None
    any_permission_required = None
    page_title = gettext_lazy("Meldungen")
    header_icon = "warning"
    index_url_name = LIST
    index_results_url_name = "reports_of_errors_results"
    template_name = "directory/people/list.html"
    results_template_name = "directory/reports/list_results.html"
    filterset_class = ReportFilter
    default_ordering = ("is_closed", "-created_at", "-pk")
    is_searchable = False
    paginate_by = 50
    list_export: list[str] = []

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return [
            TitleColumn(
                "kind",
                label=_("Was stimmt nicht?"),
                accessor="get_kind_display",
                get_url=lambda report: reverse("report", args=[report.uuid]),
            ),
            Column("office", label=_("Beratungsstelle"), accessor=office_in_words),
            Column("text", label=_("Text"), accessor=lambda one: Truncator(one.text).chars(80)),
            Column("created_at", label=_("Gemeldet"), accessor=moment_in_words),
            Column("state", label=_("Stand"), accessor="get_state_display"),
        ]

    def get_base_queryset(self) -> QuerySet[ErrorReport]:
        """Return the reports of the person's queue."""
        return reports_for(self.request.user)


class ReportView(ReportsOnly, WagtailAdminTemplateMixin, TemplateView):
    """One report: what was written, and what can be done."""

    template_name = "directory/reports/queue_report.html"
    page_title = gettext_lazy("Meldung")
    header_icon = "warning"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy(LIST), "label": gettext_lazy("Meldungen")},
    ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def report(self) -> ErrorReport:
        """The report, if it is in the person's queue; raises Http404."""
        reports = reports_for(self.request.user).select_related("closed_by")
        uuid: UUID = self.kwargs["uuid"]
        return get_object_or_404(reports, uuid=uuid)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Settle the report, or open it again."""
        user = request.user
        try:
            match request.POST.get("act"):
                case "corrected":
                    close_report(user, self.report, ReportState.CORRECTED)
                    messages.success(request, _("Die Meldung ist erledigt: berichtigt."))
                case "rejected":
                    close_report(user, self.report, ReportState.REJECTED)
                    messages.success(request, _("Die Meldung ist erledigt: Es stimmt so."))
                case "reopen":
                    reopen_report(user, self.report)
                    messages.success(request, _("Die Meldung ist wieder offen."))
                case _unknown:
                    sentence = _("Das war unvollständig. Bitte versuchen Sie es noch einmal.")
                    messages.error(request, sentence)
        except ReportRefused as refusal:
            messages.error(request, refusal.sentence)
        return redirect("report", self.report.uuid)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "report": self.report,
            "is_open": self.report.state == ReportState.OPEN,
            "office": office_in_words(self.report),
        }


def office_in_words(report: ErrorReport) -> str:
    """Return the office that a report is about, or that it names none."""
    return report.office.title if report.office else _("keine: Antwort der Suche")


def moment_in_words(report: ErrorReport) -> str:
    """Return when something was reported."""
    return date_format(localtime(report.created_at), "j.n.Y, H:i")


class ReportsMenuItem(MenuItem):
    """The way to the queue."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever has one."""
        return edits_anything(request.user)


def report_urls() -> list[URLPattern]:
    """Return the addresses of the queue."""
    results = ReportList.as_view(results_only=True)
    return [
        path("meldungen/", ReportList.as_view(), name=LIST),
        path("meldungen/results/", results, name="reports_of_errors_results"),
        path("meldungen/<uuid:uuid>/", ReportView.as_view(), name="report"),
    ]


def reports_menu_item() -> MenuItem:
    """Return the menu item."""
    return ReportsMenuItem(
        _("Meldungen"), reverse(LIST), icon_name="warning", order=245, name="error-reports"
    )


def register_reports() -> None:
    """Wire the queue into the admin."""
    hooks.register("register_admin_urls", report_urls)
    hooks.register("register_admin_menu_item", reports_menu_item)
