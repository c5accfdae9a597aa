"""What search engines are told: what a visitor may see, by the one policy."""

from typing import Any

from wagtail.contrib.sitemaps.sitemap_generator import Sitemap
from wagtail.models import Page

from portal.core.visibility import Viewer, visible


class VisibleSitemap(Sitemap):
    """The pages that a visitor may see, in the order of the tree."""

    def items(self) -> Any:
        """Return them as pages of their own type."""
        pages: Any = visible(Page.objects.filter(depth__gt=1).order_by("path"), Viewer())
        return pages.defer_streamfields().specific()
