"""The report “Was gesucht wird” in the admin, for the coordination."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from directory.people.roles import manages_network
from portal.core.spreadsheets import XLSX
from portal.search.statistics.report import PERIODS, Asker, Choice, Order, as_xlsx, report

LOOKED_FOR = "search_looked_for"


class CoordinationOnly:
    """Lets in the coordination and administrators."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Pass on, or raise PermissionDenied."""
        if not manages_network(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class CoordinationsMenuItem(MenuItem):
    """A way that is shown to the coordination."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever may go there."""
        return manages_network(request.user)


class LookedForView(CoordinationOnly, WagtailAdminTemplateMixin, TemplateView):
    """What people look for and do not find."""

    template_name = "search/admin/looked_for.html"
    page_title = gettext_lazy("Was gesucht wird")
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the report, or hand it out as a workbook."""
        choice = Choice.read(request.GET)
        if request.GET.get("export") == "xlsx":
            name = f"was-gesucht-wird-{timezone.localdate():%Y-%m-%d}.xlsx"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(as_xlsx(choice), content_type=XLSX, headers=headers)
        return self.render_to_response(self.get_context_data(choice=choice))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report and what can be chosen."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "report": report(kwargs["choice"]),
            "periods": PERIODS,
            "orders": orders_in_words(),
            "askers": askers_in_words(),
        }


def orders_in_words() -> list[tuple[str, str]]:
    """Return what can stand first."""
    return [
        (Order.EMPTY, _("am häufigsten ohne Treffer")),
        (Order.SEARCHED, _("am häufigsten gesucht")),
        (Order.MISSED, _("am häufigsten vermisst")),
        (Order.UNCLICKED, _("am häufigsten nichts geöffnet")),
    ]


def askers_in_words() -> list[tuple[str, str]]:
    """Return whose searches can be counted."""
    return [
        (Asker.ALL, _("alle")),
        (Asker.VISITORS, _("ohne Anmeldung")),
        (Asker.STAFF, _("im Netzwerk")),
    ]


def _urls() -> list[URLPattern]:
    return [path("suche/gesucht/", LookedForView.as_view(), name=LOOKED_FOR)]


def _menu_item() -> MenuItem:
    address = reverse(LOOKED_FOR)
    label = _("Was gesucht wird")
    return CoordinationsMenuItem(label, address, icon_name="search", order=1100, name="looked-for")


def register_statistics() -> None:
    """Wire the report into the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_reports_menu_item", _menu_item)
