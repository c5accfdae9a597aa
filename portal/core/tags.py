"""Tags of files: Wagtail keeps one list for everybody, which tells of others' drafts."""

from typing import Any

from taggit.models import Tag
from wagtail.admin import filters
from wagtail.images.views import chooser


def _no_popular_tags(model: Any, count: int = 10) -> Any:
    return Tag.objects.none()


def hide_popular_tags() -> None:
    """Let lists and choosers of files offer no tags; the forms have none either (`uploads`)."""
    for module in (filters, chooser):
        module.popular_tags_for_model = _no_popular_tags
