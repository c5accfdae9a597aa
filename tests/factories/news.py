"""Articles that are whole without a test saying more."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from directory.models import OrganisationPage
from news.events.occurrences import write_occurrences
from news.models import ArticlePage, EventPage, NewsFolderPage, NewsIndexPage, Notice
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


def event(of: OrganisationPage, title: str = "", **fields: Any) -> EventPage:
    """Return an event in a town hall, in a week unless its days are named; live with its rows.

    `exceptions` are rows of `EventException`, `topics`, `municipalities` and `languages` lists.
    """
    facts: dict[str, Any] = {
        "title": title or f"Beispieltermin {next(_numbers)}",
        "teaser": "Ein Termin in einem Satz.",
        "body": [paragraph("Mehr dazu im Text.")],
        "starts_on": timezone.localdate() + timedelta(days=7),
        "place_name": "Rathaus",
        "town": "Bruchsal",
        **fields,
    }
    many = {name: facts.pop(name, ()) for name in ("topics", "municipalities", "languages")}
    rows = facts.pop("exceptions", ())
    made: EventPage = folder(of).add_child(instance=EventPage(**facts))
    for name, values in many.items():
        getattr(made, name).set(values)
    made.exceptions = list(rows)
    made.save()
    if made.live:
        now = timezone.now()
        EventPage.objects.filter(pk=made.pk).update(first_published_at=now, last_published_at=now)
        write_occurrences(made)
    return EventPage.objects.get(pk=made.pk)


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


def notice(*, of: OrganisationPage | None = None, title: str = "", **fields: Any) -> Notice:
    """Return a notice for the whole network; the coordination tells it unless one is named."""
    facts: dict[str, Any] = {
        "title": title or f"Beispielhinweis {next(_numbers)}",
        "text": "Worum es geht (Beispiel).",
        **fields,
    }
    return Notice.objects.create(organisation=of, **facts)


def event_form(**fields: str) -> Mapping[str, str]:
    """Return the admin's form of a new event as the browser sends it, to be published."""
    return {
        **article_form(),
        "title": "Sprachcafé",
        "slug": "sprachcafe",
        "teaser": "Deutsch sprechen bei Kaffee und Kuchen.",
        "starts_on": "2026-05-04",
        "starts_at": "18:00",
        "ends_on": "",
        "ends_at": "19:30",
        "state": "planned",
        "repeats": "",
        "repeats_until": "",
        "place_name": "Rathaus",
        "exceptions-TOTAL_FORMS": "0",
        "exceptions-INITIAL_FORMS": "0",
        **fields,
    }


def exception_rows(*rows: Mapping[str, str]) -> dict[str, str]:
    """Return exceptions as the form of an event sends them."""
    fields = {"exceptions-TOTAL_FORMS": str(len(rows)), "exceptions-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        facts = {"id": "", "ORDER": str(number + 1), "DELETE": "", "kind": "cancelled", **row}
        fields |= {f"exceptions-{number}-{name}": value for name, value in facts.items()}
    return fields
