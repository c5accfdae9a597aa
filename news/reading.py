"""An article as its reader sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from directory.models import OrganisationPage
from directory.presentation.breadcrumbs import breadcrumbs
from news.body import ShownPicture, lead_picture
from news.out.structured import ArticleFacts, news_article, script_text
from portal.core.languages import localized_path
from portal.core.page_visibility import page_visible_to
from portal.core.visibility import viewer

if TYPE_CHECKING:
    from news.models.articles import ArticlePage
    from news.models.publication import PublicationPage

LIST = "/aktuelles/"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about or for which town, with the list of all such articles."""

    name: str
    url: str


def article_context(article: "ArticlePage", request: HttpRequest) -> dict[str, Any]:
    """Return who published an article, what it is about, how to pass it on, and the way to it."""
    organisation = article.organisation
    picture = lead_picture(article)
    url = own_address(article, request)
    return {
        "organisation": organisation.title,
        "organisation_url": organisation_url(organisation, request),
        "picture": picture,
        "topics": topics_of(article),
        "towns": towns_of(article),
        "share_url": url,
        "share_mail": mail_with(article.title, url),
        "structured": _structured(article, picture, url, request),
        "breadcrumbs": breadcrumbs(article, request),
    }


def organisation_url(organisation: OrganisationPage, request: HttpRequest) -> str:
    """Return the address of an organisation; empty if the reader cannot go there."""
    is_open = page_visible_to(organisation, viewer(request))
    return (organisation.get_url(request) or "") if is_open else ""


def topics_of(page: "PublicationPage") -> list[Subject]:
    """Return the topics of an article or event, each with the list of articles about it."""
    return [Subject(_(topic.name), _listed(anliegen=topic.code)) for topic in page.topics.all()]


def towns_of(page: "PublicationPage") -> list[Subject]:
    """Return the towns of an article or event, each with the list of articles for it."""
    return [Subject(town.name, _listed(ort=town.ags)) for town in page.municipalities.all()]


def _listed(**chosen: str) -> str:
    return f"{localized_path(LIST)}?{urlencode(chosen)}"


def own_address(page: "PublicationPage", request: HttpRequest) -> str:
    """Return the whole address of a page; empty for one that has none yet."""
    address = page.get_url(request) if page.pk else None
    return request.build_absolute_uri(address) if address else ""


def mail_with(subject: str, url: str) -> str:
    """Return a link that begins a mail with this subject and this address in it (RFC 6068)."""
    return f"mailto:?subject={quote(subject)}&body={quote(url, safe='')}"


def _structured(
    article: "ArticlePage", picture: ShownPicture | None, url: str, request: HttpRequest
) -> str:
    by = organisation_url(article.organisation, request)
    facts = ArticleFacts(
        headline=article.title,
        url=url,
        description=article.teaser,
        published=article.date,
        changed=_changed(article),
        organisation=article.organisation.title,
        organisation_url=request.build_absolute_uri(by) if by else "",
        image_url=request.build_absolute_uri(picture.url) if picture else "",
    )
    return script_text(news_article(facts))


def _changed(article: "ArticlePage") -> datetime | None:
    """Return when an article was published last; None before its own day, which is prepared."""
    moment = article.last_published_at
    if moment is None or timezone.localdate(moment) < article.date:
        return None
    return timezone.localtime(moment)
