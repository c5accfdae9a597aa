"""Articles in lists: page by page, with the organisation that a reader has chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory.models import OrganisationPage
from directory.presentation.breadcrumbs import breadcrumbs
from news.forms import ArticleFilterForm, NamedOrganisation
from news.models.articles import ArticlePage
from news.querysets import ArticleQuerySet
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
    """Return the filter and the articles of all organisations that match.

    A filter that names something impossible is said to do so, and nothing is filtered. That an
    organisation is hidden does not hide its articles: each page has a visibility of its own.
    """
    organisations = visible(OrganisationPage.objects.order_by("title"), viewer(request))
    # Rows, not pages: with three hundred organisations, making pages of them takes most time.
    named = starmap(NamedOrganisation, organisations.values_list("slug", "title", "path"))
    form = ArticleFilterForm(request.GET, named)
    articles, problems = ArticlePage.objects.all(), []
    if form.chosen:
        articles = articles.filter(path__startswith=form.chosen.path)
    elif form.errors:
        problems.append(_("Den Filter konnten wir nicht lesen. Sie sehen alle Artikel."))
    listed = _listed(articles, _titles_at, request)
    return {
        **listed,
        "form": form,
        "is_filtered": form.chosen is not None,
        "problems": [*problems, *listed["problems"]],
        "index_url": index.get_url(request) or "",
        "breadcrumbs": breadcrumbs(index, request),
    }


def folder_context(folder: "NewsFolderPage", request: HttpRequest) -> dict[str, Any]:
    """Return the articles of one organisation."""
    articles, organisation = ArticlePage.objects.child_of(folder), folder.organisation
    return {
        **_listed(articles, lambda _paths: {organisation.path: organisation.title}, request),
        "organisation": organisation.title,
        "organisation_url": organisation_url(organisation, request),
        "breadcrumbs": breadcrumbs(folder, request),
    }


def _titles_at(paths: set[str]) -> Mapping[str, str]:
    return dict(OrganisationPage.objects.filter(path__in=paths).values_list("path", "title"))


def _listed(
    articles: ArticleQuerySet,
    titles_at: Callable[[set[str]], Mapping[str, str]],
    request: HttpRequest,
) -> dict[str, Any]:
    """Return a page of articles; `titles_at` names the organisations at places of the tree."""
    shown: Any = visible(articles.newest_first().for_lists(), viewer(request))
    page, problems = page_of(shown, ON_A_PAGE, request)
    titles = titles_at({article.organisation_path for article in page})
    return {
        "articles": [_article(article, titles, request) for article in page],
        "page_obj": page,
        "problems": problems,
    }


def _article(
    article: ArticlePage, titles: Mapping[str, str], request: HttpRequest
) -> ListedArticle:
    return ListedArticle(
        title=article.title,
        url=article.get_url(request) or "",
        date=article.date,
        teaser=article.teaser,
        organisation=titles[article.organisation_path],
    )
