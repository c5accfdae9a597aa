"""The vocabulary of queries for articles."""

from wagtail.models import PageQuerySet


class ArticleQuerySet(PageQuerySet):
    """Articles: in which order, and with how much of them."""

    def newest_first(self) -> "ArticleQuerySet":
        """Order by date; on the same day what was published last comes first."""
        return self.order_by("-date", "-first_published_at", "-pk")

    def for_lists(self) -> "ArticleQuerySet":
        """Leave out the text, which no list shows."""
        return self.defer_streamfields()


class EventQuerySet(PageQuerySet):
    """Events: with how much of them."""

    def for_lists(self) -> "EventQuerySet":
        """Leave out the text, which no list shows."""
        return self.defer_streamfields()
