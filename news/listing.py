"""Articles in lists: page by page, with what a reader has chosen, and what stands beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory.models import OrganisationPage
from directory.presentation.breadcrumbs import breadcrumbs
from news.beside import coming_events, highlighted
from news.forms import ArticleFilterForm, Chosen
from news.models.articles import ArticlePage
from news.offered import names
from news.reading import organisation_url
from portal.core.paging import page_of
from portal.core.visibility import viewer, visible

if TYPE_CHECKING:
    from news.models.folders import NewsFolderPage, NewsIndexPage

ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list."""

    title: str
    url: str
    date: date
    teaser: str
    organisation: str


def index_context(index: "NewsIndexPage", request: HttpRequest) -> dict[str, Any]:
    """Return the filter, the articles of all organisations that match, and what stands beside.

    A filter that names something impossible is said to do so, and nothing is filtered. That an
    organisation is hidden does not hide its articles: each page has a visibility of its own.
    What is highlighted comes first on the first page of all, and not a second time below.
    """
    known = names(request)
    form = ArticleFilterForm(request.GET, known.offered)
    chosen = form.chosen
    articles: Any = visible(matching(ArticlePage.objects.all(), chosen), viewer(request))
    if chosen.year:
        articles = articles.filter(date__year=chosen.year)
    highlights = [] if chosen else highlighted(known.titles, request)
    articles = articles.exclude(pk__in=[one.pk for one in highlights])
    page, problems = page_of(articles.newest_first().for_lists(), ON_A_PAGE, request)
    unread = [_("Den Filter konnten wir nicht lesen. Sie sehen alle Artikel.")]
    return {
        "articles": [listed_article(article, known.titles, request) for article in page],
        "page_obj": page,
        "highlights": highlights if page.number == 1 else [],
        "events": coming_events(known.titles, request),
        "form": form,
        "chosen": chosen,
        "problems": [*(unread if form.errors else ()), *problems],
        "index_url": index.get_url(request) or "",
        "breadcrumbs": breadcrumbs(index, request),
    }


def matching(pages: Any, chosen: Chosen) -> Any:
    """Return the articles or events that match; one that names no town is for all of them."""
    found = pages
    if chosen.organisation:
        found = found.filter(path__startswith=chosen.organisation.path)
    if chosen.topic:
        found = found.filter(topics__code=chosen.topic)
    if chosen.town:
        found = found.filter(Q(municipalities=None) | Q(municipalities__ags=chosen.town))
    return found


def folder_context(folder: "NewsFolderPage", request: HttpRequest) -> dict[str, Any]:
    """Return the articles of one organisation."""
    organisation = folder.organisation
    articles: Any = visible(ArticlePage.objects.child_of(folder), viewer(request))
    page, problems = page_of(articles.newest_first().for_lists(), ON_A_PAGE, request)
    titles = {organisation.path: organisation.title}
    return {
        "articles": [listed_article(article, titles, request) for article in page],
        "page_obj": page,
        "problems": problems,
        "organisation": organisation.title,
        "organisation_url": organisation_url(organisation, request),
        "breadcrumbs": breadcrumbs(folder, request),
    }


def listed_articles(articles: Iterable[ArticlePage], request: HttpRequest) -> list[ListedArticle]:
    """Return articles as lists show them (one query for the names of their organisations)."""
    found = list(articles)
    titles = _titles_at({article.organisation_path for article in found})
    return [listed_article(article, titles, request) for article in found]


def listed_article(
    article: ArticlePage, titles: Mapping[str, str], request: HttpRequest
) -> ListedArticle:
    """Return an article as lists show it; `titles` names organisations by their place."""
    return ListedArticle(
        title=article.title,
        url=article.get_url(request) or "",
        date=article.date,
        teaser=article.teaser,
        organisation=titles[article.organisation_path],
    )


def _titles_at(paths: set[str]) -> Mapping[str, str]:
    return dict(OrganisationPage.objects.filter(path__in=paths).values_list("path", "title"))
