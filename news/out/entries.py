"""What the feeds hold: the newest articles and events, as every visitor may read them."""

import html
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from directory.models import OrganisationPage, Topic
from news.body import PICTURE_SIZE, ShownPicture, lead_picture
from news.models.articles import ArticlePage
from news.models.events import EventPage
from portal.core.errors import NotFound
from portal.core.visibility import Viewer, visible

if TYPE_CHECKING:
    from news.models.folders import NewsIndexPage

MOST = 30
"""So many entries a feed holds, the newest."""
READ_ALOUD = ("heading", "paragraph")
"""The blocks of a text that are words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article or event in a feed; its words are free of markup and controls."""

    id: str
    """What it keeps for ever, whatever its address."""
    url: str
    title: str
    summary: str
    text: str
    organisation: str
    published: datetime
    updated: datetime
    picture: ShownPicture | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a feed is about: all, one organisation, one topic, or both."""

    index: "NewsIndexPage"
    request: HttpRequest
    organisation: OrganisationPage | None
    topic: Topic | None

    @property
    def id(self) -> str:
        """What the feed keeps for ever, in every language."""
        key = f"feed/{self.organisation.uuid if self.organisation else ''}"
        key += f"/{self.topic.code if self.topic else ''}"
        return f"urn:uuid:{uuid.uuid5(self.index.translation_key, key)}"

    @property
    def title(self) -> str:
        """What the feed is called."""
        about = [self.organisation and self.organisation.title, self.topic and _(self.topic.name)]
        named = ", ".join(str(one) for one in about if one)
        return printable(f"{self.index.title}: {named}" if named else self.index.title)


def asked(request: HttpRequest, index: "NewsIndexPage") -> Asked:
    """Return what a feed is asked for; raises NotFound for what no visitor may choose."""
    slug, code = request.GET.get("organisation", ""), request.GET.get("anliegen", "")
    seen = visible(OrganisationPage.objects.all(), Viewer())
    organisation = seen.filter(slug=slug).first() if slug else None
    topic = Topic.objects.filter(code=code).first() if code else None
    if slug and organisation is None:
        raise NotFound(_("Von dieser Organisation gibt es keinen Feed."))
    if code and topic is None:
        raise NotFound(_("Zu diesem Anliegen gibt es keinen Feed."))
    return Asked(index, request, organisation, topic)


def entries(what: Asked) -> list[Entry]:
    """Return the newest first, in a number of queries that does not grow."""
    who = Viewer()
    about = Q()
    if what.organisation:
        about &= Q(path__startswith=what.organisation.path)
    if what.topic:
        about &= Q(topics=what.topic)
    newest = F("first_published_at").desc(nulls_last=True)
    pages: list[Any] = [
        page
        for model in (ArticlePage, EventPage)
        for page in visible(model.objects.filter(about), who).order_by(newest, "-pk")[:MOST]
    ]
    pages = sorted(pages, key=lambda page: (_published(page), page.pk), reverse=True)[:MOST]
    _fetch_pictures(pages, who)
    paths = {page.organisation_path for page in pages}
    titles = dict(OrganisationPage.objects.filter(path__in=paths).values_list("path", "title"))
    return [_entry(page, titles[page.organisation_path], what.request) for page in pages]


def printable(text: str) -> str:
    """Return a text in one line without what XML cannot hold: controls and no characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def plain_text(parts: Iterable[Any]) -> str:
    """Return the words of a text, as its stream field keeps it, in paragraphs."""
    words = (str(part["value"]) for part in parts if part["type"] in READ_ALOUD)
    lines = (printable(html.unescape(strip_tags(_apart(one)))) for one in words)
    return "\n\n".join(line for line in lines if line)


def _apart(markup: str) -> str:
    """Keep the words of two paragraphs or items from growing together."""
    return markup.replace("</", " </").replace("<br", " <br")


def _published(page: Any) -> datetime:
    if page.first_published_at:
        found: datetime = page.first_published_at
        return found
    # Pages of before revisions: the day that stands above them.
    day = page.date if isinstance(page, ArticlePage) else page.starts_on
    return timezone.make_aware(datetime.combine(day, time()))


def _fetch_pictures(pages: list[Any], who: Viewer) -> None:
    """Give each page its picture if every visitor may see it, else none; sizes along with it."""
    keys = {page.lead_image_id for page in pages if page.lead_image_id}
    images = get_image_model()
    sizes = images.get_rendition_model().objects.filter(filter_spec=PICTURE_SIZE)
    with_sizes = Prefetch("renditions", sizes, to_attr="prefetched_renditions")
    seen = visible(images.objects.filter(pk__in=keys), who).prefetch_related(with_sizes)
    found = {image.pk: image for image in seen} if keys else {}
    for page in pages:
        page.lead_image = found.get(page.lead_image_id)


def _entry(page: Any, organisation: str, request: HttpRequest) -> Entry:
    published = _published(page)
    summary = printable(page.teaser)
    return Entry(
        id=f"urn:uuid:{page.translation_key}",
        url=page.get_full_url(request) or "",
        title=printable(page.title),
        summary=summary,
        text=plain_text(page.body.raw_data) or summary,
        organisation=printable(organisation),
        published=published,
        updated=max(published, page.last_published_at or published),
        picture=lead_picture(page),
    )
