"""The editor's page for preview links: make one, see which hold, withdraw one."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from news.models import NewsIndexPage
from news.preview.links import DAYS, links_of, make_link, may_share, withdraw_link

NAME = "news_preview_links"
USUAL_DAYS = 3


def _offered() -> list[tuple[int, str]]:
    return [(days, ngettext("%d Tag", "%d Tage", days) % days) for days in DAYS]


class PreviewLinkForm(forms.Form):
    """For how long a new link holds."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("Wie lange soll der Link gelten?"),
        choices=_offered,
        coerce=int,
        initial=USUAL_DAYS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie, wie lange der Link gelten soll."),
            "invalid_choice": gettext_lazy("Bitte wählen Sie eine der Zeiten aus der Liste."),
        },
    )


class PreviewLinksView(WagtailAdminTemplateMixin, TemplateView):
    """Makes secret links to a page's newest draft, and withdraws them."""

    template_name = "news/admin/preview_links.html"
    page_title = gettext_lazy("Vorschau-Link")
    header_icon = "view"
    new_url = ""
    """The address of a link that has just been made: it is shown this once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who may edit the page; other pages than news have no preview."""
        found = get_object_or_404(Page, pk=kwargs["pk"])
        self.shown = found.specific
        if not may_share(request.user, self.shown):
            raise PermissionDenied
        self.form = PreviewLinkForm()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the title of the draft."""
        return str(self.shown.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.shown.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a link and show it, or withdraw one."""
        if "withdraw" in request.POST:
            return self._withdraw(request.POST["withdraw"])
        self.form = PreviewLinkForm(request.POST)
        if self.form.is_valid():
            secret = make_link(request.user, self.shown, self.form.cleaned_data["days"])
            self.new_url = _address(secret)
        return self.render_to_response(self.get_context_data())

    def _withdraw(self, key: str) -> HttpResponse:
        if not (key.isascii() and key.isdecimal() and len(key) < 10):
            raise Http404
        if withdraw_link(self.request.user, self.shown, int(key)):
            messages.success(self.request, _("Der Link ist zurückgezogen und zeigt nichts mehr."))
        return redirect(NAME, self.shown.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, the new link and those that hold."""
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "new_url": self.new_url,
            "links": links_of(self.request.user, self.shown),
        }


def _address(secret: str) -> str:
    index = NewsIndexPage.objects.get()
    way = index.get_url() + index.reverse_subpage("preview", kwargs={"secret": secret})
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{way}"


def preview_urls() -> list[URLPattern]:
    """Return the address of the page."""
    return [path("news/<int:pk>/vorschau/", PreviewLinksView.as_view(), name=NAME)]


def preview_button(page: Page, user: Any, view_name: str, next_url: Any = None) -> Iterator[Any]:
    """Offer the page on the pages of an article or event in the admin, to those who may."""
    if may_share(user, page):
        url = reverse(NAME, args=[page.pk])
        yield Button(_("Vorschau-Link …"), url, icon_name="view", priority=64)


def preview_listing_button(page: Page, user: Any, next_url: Any = None) -> Iterator[Any]:
    """Offer the same in lists of pages."""
    yield from preview_button(page, user, "index", next_url)


def register_preview() -> None:
    """Wire the page into the admin."""
    hooks.register("register_admin_urls", preview_urls)
    hooks.register("register_page_header_buttons", preview_button)
    hooks.register("register_page_listing_more_buttons", preview_listing_button)
