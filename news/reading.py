"""An article as its reader sees it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from directory.models import OrganisationPage
from directory.presentation.breadcrumbs import breadcrumbs
from portal.core.page_visibility import page_visible_to
from portal.core.visibility import viewer

if TYPE_CHECKING:
    from news.models.articles import ArticlePage


def article_context(article: "ArticlePage", request: HttpRequest) -> dict[str, Any]:
    """Return who published an article, and the way to it."""
    organisation = article.organisation
    return {
        "organisation": organisation.title,
        "organisation_url": organisation_url(organisation, request),
        "breadcrumbs": breadcrumbs(article, request),
    }


def organisation_url(organisation: OrganisationPage, request: HttpRequest) -> str:
    """Return the address of an organisation; empty if the reader cannot go there."""
    is_open = page_visible_to(organisation, viewer(request))
    return (organisation.get_url(request) or "") if is_open else ""
