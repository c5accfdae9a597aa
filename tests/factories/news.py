"""Articles that are whole without a test saying more."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from directory.models import OrganisationPage
from news.models import ArticlePage, NewsFolderPage, NewsIndexPage
from tests.factories.site import home

_numbers = count(1)


def news_index() -> NewsIndexPage:
    """Return the page /aktuelles/ of the standing site."""
    home()
    return NewsIndexPage.objects.get()


def folder(of: OrganisationPage) -> NewsFolderPage:
    """Return the folder of an organisation."""
    made: NewsFolderPage = NewsFolderPage.objects.child_of(of).get()
    return made


def article(of: OrganisationPage, title: str = "", **fields: Any) -> ArticlePage:
    """Return a live article of an organisation, with a paragraph of text."""
    facts: dict[str, Any] = {
        "title": title or f"Beispielartikel {next(_numbers)}",
        "teaser": "Ein Beispiel in einem Satz.",
        "body": [paragraph("Mehr dazu im Text.")],
        **fields,
    }
    made: ArticlePage = folder(of).add_child(instance=ArticlePage(**facts))
    # A page keeps what was set on it in memory; tests read what the database holds.
    return ArticlePage.objects.get(pk=made.pk)


def heading(text: str) -> tuple[str, str]:
    """Return a heading as the text of an article holds it."""
    return "heading", text


def paragraph(text: str) -> tuple[str, str]:
    """Return a paragraph as the text of an article holds it."""
    return "paragraph", f"<p>{text}</p>"


def picture(alt_text: str = "") -> tuple[str, Any]:
    """Return a picture as the text of an article holds it; without alternative text ornament."""
    image: Any = image_file()
    image.contextual_alt_text, image.decorative = alt_text, not alt_text
    return "image", image


def image_file() -> Image:
    """Return an uploaded image."""
    made: Image = Image.objects.create(title="Beispielbild", file=get_test_image_file())
    return made


def article_form(**fields: str) -> Mapping[str, str]:
    """Return the admin's form of a new article as the browser sends it, to be published."""
    return {
        "title": "Neue Sprechstunde",
        "slug": "neue-sprechstunde",
        "date": "2026-03-02",
        "teaser": "Ab März beraten wir auch am Abend.",
        "body-count": "1",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-value": "Am Abend",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "action-publish",
        **fields,
    }
