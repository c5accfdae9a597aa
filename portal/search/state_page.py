"""The page “Zustand der Suche” in the admin, for the coordination."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.search.elastic.state import LONGEST_PENDING, MOST_PENDING, search_health
from portal.search.models import DocumentText
from portal.search.statistics.admin import CoordinationOnly, CoordinationsMenuItem

STATE = "search_state"


class StateView(CoordinationOnly, WagtailAdminTemplateMixin, TemplateView):
    """Who searches, what waits, and what to do about it."""

    template_name = "search/admin/state.html"
    page_title = gettext_lazy("Zustand der Suche")
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the state, and the documents that could not be read."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        texts = DocumentText.objects.all()
        health = search_health()
        age = health.oldest_age
        return context | {
            "health": health,
            "oldest_seconds": int(age.total_seconds()) if age else 0,
            "most_pending": MOST_PENDING,
            "longest_pending": int(LONGEST_PENDING.total_seconds()),
            "waiting": texts.filter(state=DocumentText.State.WAITING).count(),
            "failed": texts.filter(state=DocumentText.State.FAILED).count(),
        }


def _urls() -> list[URLPattern]:
    return [path("suche/zustand/", StateView.as_view(), name=STATE)]


def _menu_item() -> MenuItem:
    return CoordinationsMenuItem(
        _("Zustand der Suche"), reverse(STATE), icon_name="search", order=1110, name="search-state"
    )


def register_state() -> None:
    """Wire the page into the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_reports_menu_item", _menu_item)
