"""Long lists, page by page."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _


def page_of(
    rows: Sequence[Any] | QuerySet[Any], size: int, request: HttpRequest
) -> tuple["Page[Any]", list[str]]:
    """Return the page that `?page=` asks for; if there is none the first, and a sentence."""
    paginator: Paginator[Any] = Paginator(rows, size)
    try:
        return paginator.page(request.GET.get("page") or 1), []
    except InvalidPage:
        return paginator.page(1), [
            _("Diese Seite der Liste gibt es nicht. Sie sehen die erste Seite.")
        ]
