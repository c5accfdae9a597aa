"""The home page of each language, and plain pages such as the legal ones."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from portal.core.models import BasePage
from portal.core.page_visibility import is_closed_to
from portal.core.visibility import viewer

DEEPEST = 10
"""No page of the portal stands deeper below its home page; longer addresses are no pages'."""


class HomePage(BasePage):
    """The root of a language's tree.

    What has no translation is shown in German below the reader's prefix, rather than refused:
    half of an English portal would send people away without an answer.
    """

    intro = RichTextField(_("Einleitung"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types = ["wagtailcore.Page"]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("Startseite")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Route in this language's tree, else in the German one."""
        try:
            return self._route(request, path_components)
        except Http404:
            if self.locale.language_code == settings.LANGUAGE_CODE:
                raise
            german = self.get_translation(Locale.get_default())
            return german.specific.route(request, path_components)

    def _route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Go down as far as pages stand on the way, and let the last one route the rest.

        Wagtail asks twice for every step; all pages on the way are one query. A closed part
        ends the way at its entrance, as in `BasePage.route`.
        """
        if not path_components or is_closed_to(self, viewer(request)):
            return super().route(request, path_components)
        way = self._pages_on_the_way(path_components)
        for page in way:
            if is_closed_to(page, viewer(request)):
                return RouteResult(page.specific)
        if not way:
            raise Http404
        return way[-1].specific.route(request, path_components[len(way) :])

    def _pages_on_the_way(self, path_components: list[str]) -> list[Page]:
        """Return the pages that stand on a way from here, each knowing its parent."""
        steps = enumerate(path_components[:DEEPEST], start=self.depth + 1)
        on_the_way = reduce(or_, (Q(depth=depth, slug=slug) for depth, slug in steps))
        found = Page.objects.filter(on_the_way, path__startswith=self.path)
        by_address = {page.url_path: page for page in found}
        way: list[Page] = []
        address, parent = self.url_path, self
        for slug in path_components:
            address = f"{address}{slug}/"
            if address not in by_address:
                break
            page = by_address[address]
            page._cached_parent_obj = parent
            way.append(page)
            parent = page
        return way


class PlainPage(BasePage):
    """A page of text: imprint, data protection, accessibility, help."""

    body = StreamField(
        [
            ("heading", blocks.CharBlock(label=_("Überschrift"), icon="title")),
            (
                "paragraph",
                blocks.RichTextBlock(
                    label=_("Text"), features=["bold", "italic", "ol", "ul", "link"]
                ),
            ),
        ],
        verbose_name=_("Inhalt"),
        blank=True,
    )

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "home/plain_page.html"

    class Meta:
        verbose_name = _("Textseite")
        verbose_name_plural = _("Textseiten")
