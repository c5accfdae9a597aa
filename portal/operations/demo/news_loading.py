"""The demo's articles and events in the folders of their organisations, and its notices."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from directory.models import Language, Municipality, OfficePage, OrganisationPage, Topic
from news.enums import ExceptionKind
from news.folders import ensure_news_folder
from news.models import ArticlePage, EventException, EventPage, Highlight, Notice
from portal.operations.demo.files import read_folder, stable_uuid
from portal.operations.demo.network_days import days_of

HIGHLIGHTED_FOR = timedelta(days=60)
FORTNIGHT = timedelta(days=14)
FACTS_OF_EVENTS = (
    *("starts_at", "ends_at", "state", "state_note", "repeats", "online_url"),
    *("registration_contact", "accessibility"),
)


def load_news(organisations: Mapping[str, OrganisationPage]) -> None:
    """Publish every article and event of the files; organisations by their keys in the files."""
    today = timezone.localdate()
    for file in read_folder("news"):
        words = {name: file[name] for name in ("slug", "title", "date", "teaser")}
        page = ArticlePage(body=_body("news", file), **words)
        _publish(page, file, organisations)
    for file in read_folder("events"):
        _publish(_event(file, today), file, organisations)
    first = EventPage.objects.order_by("starts_on").first()
    if first is not None:
        Highlight.objects.create(page=first.page_ptr, until=today + HIGHLIGHTED_FOR)
    for file in read_folder("notices"):
        Notice.objects.create(
            uuid=stable_uuid("notice", file["title"]),
            organisation=organisations.get(file.get("organisation", "")),
            title=file["title"],
            text=file["text"],
            asks_acknowledgement=file.get("asks_acknowledgement", False),
            until=today + timedelta(days=file["for_days"]),
        )


def _event(file: Mapping[str, Any], today: date) -> EventPage:
    first, _last = days_of(file, today)
    facts = {name: file[name] for name in FACTS_OF_EVENTS if name in file}
    page = EventPage(
        slug=file["slug"],
        title=file["title"],
        teaser=file["teaser"],
        body=_body("events", file),
        starts_on=first,
        **facts,
    )
    if "office" in file:
        page.office = OfficePage.objects.get(title=file["office"])
    if "for_days" in file:
        page.repeats_until = first + timedelta(days=file["for_days"])
    if "skips" in file:
        missed = first + FORTNIGHT * file["skips"]
        kind, note = ExceptionKind.CANCELLED, file["skip_note"]
        page.exceptions = [EventException(day=missed, kind=kind, note=note)]
    page.languages = Language.objects.filter(code__in=file["languages"])
    return page


def _body(folder: str, file: Mapping[str, Any]) -> str:
    name = stable_uuid("paragraph", f"{folder}/{file['slug']}")
    return json.dumps([{"type": "paragraph", "id": name, "value": file["text"]}])


def _publish(
    page: Any, file: Mapping[str, Any], organisations: Mapping[str, OrganisationPage]
) -> None:
    page.topics = Topic.objects.filter(code__in=file.get("topics", []))
    page.municipalities = Municipality.objects.filter(ags__in=file.get("municipalities", []))
    ensure_news_folder(organisations[file["organisation"]]).add_child(instance=page)
    page.save_revision().publish()
