"""An article: what an organisation tells the public."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import PageManager
from wagtail.search import index

from directory.models import OrganisationPage
from news.permissions import ArticlePermissions
from news.querysets import ArticleQuerySet
from news.reading import article_context
from portal.core.models import GermanOnlyPage

LEVELS_BELOW_ORGANISATION = 2


class ArticlePage(GermanOnlyPage):
    """An article of one organisation; the text's pictures say what they show, or are ornament."""

    date = models.DateField(
        _("Datum"),
        default=timezone.localdate,
        help_text=_("Steht über dem Artikel; der neueste steht in der Liste oben."),
    )
    teaser = models.CharField(
        _("Kurz gesagt"),
        max_length=300,
        help_text=_("Ein oder zwei Sätze. Sie stehen in der Liste und über dem Text."),
    )
    body = StreamField(
        [
            ("heading", blocks.CharBlock(label=_("Überschrift"), icon="title")),
            (
                "paragraph",
                blocks.RichTextBlock(
                    label=_("Text"), features=["bold", "italic", "ol", "ul", "link"]
                ),
            ),
            ("image", ImageBlock(label=_("Bild"))),
        ],
        verbose_name=_("Text"),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(ArticleQuerySet)()

    parent_page_types = ["news.NewsFolderPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/article_page.html"
    content_panels = [
        *GermanOnlyPage.content_panels,
        FieldPanel("date"),
        FieldPanel("teaser"),
        FieldPanel("body"),
    ]
    search_fields = [
        *GermanOnlyPage.search_fields,
        index.SearchField("teaser"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("Artikel")
        verbose_name_plural = _("Artikel")

    @property
    def organisation_path(self) -> str:
        """The place of the organisation in the tree of pages."""
        path: str = self.path[: -LEVELS_BELOW_ORGANISATION * self.steplen]
        return path

    @cached_property
    def organisation(self) -> OrganisationPage:
        """The organisation that publishes this article; lists look it up by its place."""
        organisation: OrganisationPage = self.get_parent().get_parent().specific
        return organisation

    def permissions_for_user(self, user: Any) -> ArticlePermissions:
        """Return what somebody may do with this article."""
        return ArticlePermissions(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the organisation and the way here."""
        context = article_context(self, request)
        return {**super().get_context(request, *args, **kwargs), **context}
