"""The coordination's page on which an organisation is archived or comes back."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from directory.archiving import archive_organisation, consequences_of, restore_organisation
from directory.models import OrganisationPage
from directory.page_permissions import may_archive

MANY = 20
"""More pages than these are counted, not named."""


class ArchivingView(WagtailAdminTemplateMixin, TemplateView):
    """Says what archiving an organisation will do, or restoring an archived one, and does it."""

    template_name = "directory/admin/archiving.html"
    page_title = gettext_lazy("Archiv")
    header_icon = "folder-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who may archive organisations."""
        if not may_archive(request.user):
            raise PermissionDenied
        self.organisation = get_object_or_404(OrganisationPage, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the organisation's name."""
        return self.organisation.short_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        place = reverse("wagtailadmin_explore", args=[self.organisation.pk])
        here = {"url": "", "label": self.get_page_title()}
        return [
            *self.breadcrumbs_items,
            {"url": place, "label": self.organisation.title},
            here,
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the page that was sent has announced; nothing if somebody else did it already."""
        name = {"name": self.organisation.title}
        if "archive" in request.POST:
            archive_organisation(self.organisation, request.user)
            messages.success(request, _("„%(name)s“ ist archiviert.") % name)
        elif "restore" in request.POST:
            restore_organisation(self.organisation, request.user)
            messages.success(request, _("„%(name)s“ ist wieder da.") % name)
        return redirect("wagtailadmin_explore", self.organisation.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the organisation and what will happen."""
        consequences = consequences_of(self.organisation)
        return {
            **super().get_context_data(**kwargs),
            "organisation": self.organisation,
            "consequences": consequences,
            "named": consequences.published[:MANY],
            "more": max(len(consequences.published) - MANY, 0),
        }


def archiving_urls() -> list[URLPattern]:
    """Return the address of the page."""
    view = ArchivingView.as_view()
    return [path("organisations/<int:pk>/archiving/", view, name="directory_archiving")]


def archiving_button(page: Page, user: Any, view_name: str, next_url: Any = None) -> Iterator[Any]:
    """Offer the page on an organisation's own pages in the admin, to those who may."""
    if page.pk and issubclass(page.specific_class, OrganisationPage) and may_archive(user):
        is_archived = page.specific.archived_on is not None
        label = _("Aus dem Archiv holen …") if is_archived else _("Archivieren …")
        url = reverse("directory_archiving", args=[page.pk])
        yield Button(label, url, icon_name="folder-inverse", priority=65)


def say_that_it_is_archived(request: HttpRequest, page: Page) -> None:
    """Tell whoever edits an archived organisation's page that nobody sees it."""
    if request.method == "GET" and isinstance(page, OrganisationPage) and page.archived_on:
        sentence = _("Diese Organisation ist seit dem %(day)s archiviert.")
        messages.info(request, sentence % {"day": date_format(page.archived_on)})


def register_archiving() -> None:
    """Wire the page into the admin."""
    hooks.register("register_admin_urls", archiving_urls)
    hooks.register("register_page_header_buttons", archiving_button)
    hooks.register("before_edit_page", say_that_it_is_archived)
