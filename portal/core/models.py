"""The base of all pages, and what the coordination sets for the whole portal."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from portal.core.page_form import PageForm
from portal.core.page_visibility import is_closed_to
from portal.core.visibility import viewer


class BasePage(Page):
    """A page of the portal.

    A closed part of the tree is closed at its entrance: whether an address below it exists is
    not even looked up for somebody who may not enter, so missing and hidden answer alike.
    """

    private_page_options = ["groups"]
    base_form_class = PageForm
    is_admitted = False
    """Whether the policy has let the reader of this answer in (set where a page is served)."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        """Return the restrictions that still have to be checked: none after the policy has.

        Wagtail would look them up again for every answer, with two queries.
        """
        return [] if self.is_admitted else super().get_view_restrictions()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Route a request through this page; stops here if the part is closed to the viewer."""
        if is_closed_to(self, viewer(request)):
            return RouteResult(self)
        return super().route(request, path_components)


class GermanOnlyPage(BasePage):
    """A page that is kept once, in German, and stands in every language's tree.

    Directory and agreement are no translations of each other: `/en/partner/…` is the same page
    with an English interface. Its address follows the language of the reader.
    """

    class Meta:
        abstract = True

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Return site, root and path of this page in the language of the reader."""
        parts = super().get_url_parts(request)
        language = get_language() or settings.LANGUAGE_CODE
        if parts is None or parts[2] is None or language == settings.LANGUAGE_CODE:
            return parts
        site_id, root_url, path = parts
        return site_id, root_url, f"/{language}{path}"


class ToolPage(RoutablePageMixin, GermanOnlyPage):
    """A tool of the staff area: one page, made when the portal is set up.

    A page and no plain view, so that the restriction of the staff area holds for it too.
    """

    parent_page_types = ["intern.InternPage"]
    subpage_types: list[str] = []
    is_creatable = False
    max_count = 1

    class Meta:
        abstract = True


@register_setting(icon="cogs")
class PortalSettings(BaseGenericSetting):
    """What holds for the whole portal: the coordination to turn to, and the example notice.

    The one row is made by a migration, so that no page has to write it."""

    is_example = models.BooleanField(
        _("Beispielinhalte"),
        default=False,
        help_text=_("Zeigt auf jeder Seite, dass die Inhalte erfunden sind."),
    )
    coordination_name = models.CharField(
        _("Name der Koordination"),
        max_length=200,
        default="",
        help_text=_("Wer weiterhilft, wenn niemand zuständig ist."),
    )
    coordination_phone = models.CharField(_("Telefon"), max_length=50, default="", blank=True)
    coordination_email = models.EmailField(_("E-Mail"), default="", blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("coordination_name"),
                FieldPanel("coordination_phone"),
                FieldPanel("coordination_email"),
            ],
            heading=_("Koordination"),
        ),
        FieldPanel("is_example"),
    ]

    class Meta:
        verbose_name = _("Portal")
