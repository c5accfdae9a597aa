"""The archive of articles: month by month, as far as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.presentation.breadcrumbs import Breadcrumb, breadcrumbs
from news.listing import ON_A_PAGE, listed_articles
from news.models.articles import ArticlePage
from portal.core.errors import NotFound
from portal.core.paging import page_of
from portal.core.visibility import viewer, visible

if TYPE_CHECKING:
    from news.models.folders import NewsIndexPage


@dataclass(frozen=True, slots=True)
class ArchivedMonth:
    """A month, by its first day, and how many articles it has."""

    first_day: date
    number: int
    url: str

    @property
    def name(self) -> str:
        """The month and its year in words."""
        return date_format(self.first_day, "F Y")


def months(request: HttpRequest, index: "NewsIndexPage") -> HttpResponse:
    """Name the months that have articles, newest first."""
    context = {
        "page": index,
        "months": _months(request, index),
        "breadcrumbs": _way(request, index),
    }
    return TemplateResponse(request, "news/archive.html", context)


def month(request: HttpRequest, index: "NewsIndexPage", year: int, month: int) -> HttpResponse:
    """List the articles of a month; raises NotFound for one that is none, or has none."""
    first_day = _first_day(year, month)
    with_articles = _months(request, index)
    here = next((one for one in with_articles if one.first_day == first_day), None)
    if here is None:
        raise NotFound(
            _("In diesem Monat ist kein Artikel erschienen. Im Archiv sehen Sie, in welchen.")
        )
    newer, older = neighbours(with_articles, here)
    articles: Any = ArticlePage.objects.filter(date__year=year, date__month=month)
    shown: Any = visible(articles, viewer(request))
    page, problems = page_of(shown.newest_first().for_lists(), ON_A_PAGE, request)
    context = {
        "page": index,
        "month": here,
        "newer": newer,
        "older": older,
        "articles": listed_articles(page, request),
        "page_obj": page,
        "problems": problems,
        "archive_url": _address(request, index),
        "breadcrumbs": [*_way(request, index), Breadcrumb(here.url, here.name)],
    }
    return TemplateResponse(request, "news/archive_month.html", context)


def neighbours(
    newest_first: Sequence[ArchivedMonth], here: ArchivedMonth
) -> tuple[ArchivedMonth | None, ArchivedMonth | None]:
    """Return the next newer and the next older of some months; None at the ends."""
    place = newest_first.index(here)
    newer = newest_first[place - 1] if place else None
    older = newest_first[place + 1] if place + 1 < len(newest_first) else None
    return newer, older


def _first_day(year: int, month: int) -> date:
    try:
        return date(year, month, 1)
    except (ValueError, OverflowError):
        raise NotFound(
            _("Diesen Monat gibt es nicht. Im Archiv sehen Sie alle Monate mit Artikeln.")
        ) from None


def _months(request: HttpRequest, index: "NewsIndexPage") -> list[ArchivedMonth]:
    """Return the months with articles, newest first (one query)."""
    articles = visible(ArticlePage.objects.order_by(), viewer(request))
    rows = articles.annotate(month=TruncMonth("date")).values_list("month")
    archive = _address(request, index)
    return [
        ArchivedMonth(day, number, f"{archive}{day.year}/{day.month}/")
        for day, number in rows.annotate(number=Count("pk")).order_by("-month")
    ]


def _address(request: HttpRequest, index: "NewsIndexPage") -> str:
    return f"{index.get_url(request)}archiv/"


def _way(request: HttpRequest, index: "NewsIndexPage") -> list[Breadcrumb]:
    return [*breadcrumbs(index, request), Breadcrumb(_address(request, index), _("Archiv"))]
