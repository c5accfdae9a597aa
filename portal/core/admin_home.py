"""Wiring of the admin's home and menus: what is one's own to do, and no way that leads nowhere."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.core.workplace import panels_for

LAST = 1000
"""After the hooks of Wagtail's own apps."""


class HelpView(WagtailAdminTemplateMixin, TemplateView):
    """How publishing, approval, people and notices work, in plain words."""

    template_name = "workplace/help.html"
    page_title = gettext_lazy("Hilfe")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add after how many months an entry is to be confirmed."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"review_months": settings.DIRECTORY_REVIEW_MONTHS}


@hooks.register("register_admin_urls")
def help_urls() -> list[URLPattern]:
    """Add the help page."""
    return [path("hilfe/", HelpView.as_view(), name="admin_help")]


@hooks.register("construct_homepage_panels", order=LAST)
def panels_of_the_workplace(request: HttpRequest, panels: list[Any]) -> None:
    """Show our panels instead of Wagtail's, whose queries grow with every line."""
    panels[:] = panels_for(request)


@hooks.register("construct_homepage_summary_items", order=LAST)
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    """Leave out how many pages, images and documents there are: they are not one's own."""
    items.clear()


@hooks.register("construct_help_menu", order=LAST)
def help_in_our_words(request: HttpRequest, items: list[Any]) -> None:
    """Offer the portal's help and the keyboard shortcuts; Wagtail's leads to other hosts."""
    items[:] = [item for item in items if not item.url.startswith("http")]


@hooks.register("register_help_menu_item")
def help_menu_item() -> MenuItem:
    """Return the way to the help page."""
    return MenuItem(_("So arbeiten Sie hier"), reverse("admin_help"), icon_name="help", order=100)
