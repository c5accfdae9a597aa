"""Where articles stand: in a folder of their organisation, listed together for readers."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin

from directory.models import OrganisationPage
from directory.models.entries import DirectoryPage
from news.gone import SaysWhatIsGone
from news.listing import folder_context, index_context
from news.permissions import FolderPermissions
from news.routes import NewsRoutes
from portal.core.models import GermanOnlyPage


class NewsIndexPage(NewsRoutes, RoutablePageMixin, GermanOnlyPage):
    """What all organisations publish: articles, newest first, and coming events."""

    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    template = "news/news_index_page.html"

    class Meta:
        verbose_name = _("Aktuelles aus allen Organisationen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the filter and what it finds."""
        context = index_context(self, request)
        return {**super().get_context(request, *args, **kwargs), **context}


class NewsFolderPage(SaysWhatIsGone, DirectoryPage):
    """The articles of one organisation, at `/partner/<organisation>/aktuelles/`.

    Made by `news.folders`, never by hand; its address cannot be edited, because the addresses
    of all its articles hang on it.
    """

    SLUG: ClassVar[str] = "aktuelles"

    usual_child = "news.ArticlePage"
    parent_page_types = ["directory.OrganisationPage"]
    subpage_types: ClassVar[list[str]] = ["news.ArticlePage", "news.EventPage"]
    max_count_per_parent = 1
    is_creatable = False
    template = "news/news_folder_page.html"
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("Aktuelles einer Organisation")

    @cached_property
    def organisation(self) -> OrganisationPage:
        """The organisation whose folder this is."""
        organisation: OrganisationPage = self.get_parent().specific
        return organisation

    def permissions_for_user(self, user: Any) -> FolderPermissions:
        """Return what somebody may do with this folder and in it."""
        return FolderPermissions(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the organisation's articles."""
        context = folder_context(self, request)
        return {**super().get_context(request, *args, **kwargs), **context}
