"""The home page of each language, and plain pages such as the legal ones."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale
from wagtail.search import index
from wagtail.url_routing import RouteResult

from portal.core.models import BasePage


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
            return super().route(request, path_components)
        except Http404:
            if self.locale.language_code == settings.LANGUAGE_CODE:
                raise
            german = self.get_translation(Locale.get_default())
            return german.specific.route(request, path_components)


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
