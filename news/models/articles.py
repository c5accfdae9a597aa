"""An article: what an organisation tells the public."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from news.models.publication import PublicationPage
from news.querysets import ArticleQuerySet
from news.reading import article_context


class ArticlePage(PublicationPage):
    """An article of one organisation; the text's pictures say what they show, or are ornament."""

    date = models.DateField(
        _("Datum"),
        default=timezone.localdate,
        db_index=True,
        help_text=_("Steht über dem Artikel; der neueste steht in der Liste oben."),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(ArticleQuerySet)()

    parent_page_types = ["news.NewsFolderPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/article_page.html"
    content_panels = [
        *PublicationPage.content_panels,
        FieldPanel("date"),
        FieldPanel("teaser"),
        PublicationPage.lead_image_panel,
        FieldPanel("body"),
        PublicationPage.subject_panel,
    ]
    search_fields = [*PublicationPage.search_fields, index.FilterField("date")]

    class Meta:
        verbose_name = _("Artikel")
        verbose_name_plural = _("Artikel")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the organisation and the way here."""
        context = article_context(self, request)
        return {**super().get_context(request, *args, **kwargs), **context}
