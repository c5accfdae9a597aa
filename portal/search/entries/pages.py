"""Pages as they are found."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page

from directory.models import OfficePage, OrganisationPage
from portal.core.models import GermanOnlyPage
from portal.core.page_visibility import tokens_of_pages
from portal.core.trees import path_and_above
from portal.core.visibility import Viewer, visible
from portal.search.entries.page_types import Facts, page_type
from portal.search.entries.registry import Audience, Entry, Shown

NOBODY = Audience(frozenset())


class PageSource:
    """Every page but the root and aliases; drafts, too, which only the admin finds."""

    name = "page"
    model: type[Model] = Page

    def objects(self) -> QuerySet[Any]:
        """Return every page that has an entry."""
        pages: QuerySet[Any] = Page.objects.filter(depth__gt=1, alias_of=None)
        return pages

    def entries(self, objects: Sequence[Any]) -> Iterator[Entry]:
        """Return what is found of pages; those that are not of their own type are read anew."""
        pages = [page for page in _specific(objects) if page.depth > 1 and not page.alias_of_id]
        facts = _facts(pages)
        languages = _languages(pages)
        for page in pages:
            known = facts[page.pk]
            language = _language(page)
            yield Entry(
                object_id=page.pk,
                kind=page_type(type(page)).kind,
                title=page.title,
                language=language,
                translated_into=tuple(languages[page.translation_key] - {language}),
                draft_title=page.draft_title,
                label=known.label,
                text=known.text,
                date=known.date,
                expires_at=page.expire_at,
                path=page.path,
                facets=known.facets,
                standing="live" if page.live else "",
            )

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        """Return who may see the pages now (two queries)."""
        pages = Page.objects.filter(pk__in={row.object_id for row in rows})
        tokens = tokens_of_pages(pages.only("path", "live", "expire_at"))
        return {
            row.pk: Audience(tokens[row.object_id]) if row.object_id in tokens else NOBODY
            for row in rows
        }

    def seen(self, who: Viewer) -> Q:
        """Return the condition for the pages he may see."""
        pages = visible(Page.objects.order_by(), who)
        return Q(source=self.name, object_id__in=pages.values("pk"))

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        """Return addresses, and the organisation and town that pages belong to."""
        wanted = {key for key, _part in keys}
        admitted: Any = visible(Page.objects.filter(pk__in=wanted), who)
        pages = list(admitted.specific(defer=True))
        notes = _notes(pages, who)
        return {(page.pk, ""): Shown(page.get_url() or "", tuple(notes[page.pk])) for page in pages}


def _specific(pages: Sequence[Page]) -> list[Any]:
    """Return pages as their own types; what is that already stays as it is in memory."""
    bare = [page.pk for page in pages if type(page) is Page]
    found = list(Page.objects.filter(pk__in=bare).specific()) if bare else []
    return [*(page for page in pages if type(page) is not Page), *found]


def _facts(pages: Sequence[Any]) -> dict[int, Facts]:
    by_type: dict[type[Page], list[Any]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    facts: dict[int, Facts] = {}
    for model, same in by_type.items():
        facts |= page_type(model).gather(same)
    return facts


def _language(page: Any) -> str:
    if isinstance(page, GermanOnlyPage):
        return settings.LANGUAGE_CODE
    language: str = page.locale.language_code
    return language


def _languages(pages: Sequence[Any]) -> dict[Any, set[str]]:
    """Return in which languages each page can be read (one query, if it could be translated)."""
    keys = [page.translation_key for page in pages if not isinstance(page, GermanOnlyPage)]
    languages: dict[Any, set[str]] = defaultdict(set)
    if keys:
        there = Page.objects.live().filter(translation_key__in=keys, alias_of=None)
        for key, code in there.values_list("translation_key", "locale__language_code"):
            languages[key].add(code)
    return languages


def _notes(pages: Sequence[Any], who: Viewer) -> dict[int, list[str]]:
    """Return short facts about pages (two queries at most)."""
    notes: dict[int, list[str]] = defaultdict(list)
    below = {path for page in pages for path in path_and_above(page.path)[:-1]}
    above = visible(OrganisationPage.objects.filter(path__in=below), who)
    names = dict(above.values_list("path", "short_name"))
    offices = [page.pk for page in pages if isinstance(page, OfficePage)]
    towns = OfficePage.objects.filter(pk__in=offices).values_list("pk", "town") if offices else ()
    places = dict(towns)
    for page in pages:
        notes[page.pk] += [names[path] for path in path_and_above(page.path) if path in names]
        if page.pk in places:
            notes[page.pk].append(places[page.pk])
    return notes
