"""The text of an agreement as everybody reads it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from agreement.plain_sentences import plain_version
from agreement.reading import text_of
from agreement.reading_page.reader import Reader
from agreement.reading_page.services import side_by_side
from agreement.views_of_text import ReadVersion
from portal.core.errors import NotFound


def contents(request: HttpRequest, page: Any) -> HttpResponse:
    """Show the contents of the version in force on the day asked for."""
    reader = Reader(request, page)
    plain = plain_version(page.agreement, reader.who, reader.today)
    if plain:
        context = {"plain": plain, "sentences": [s for s in plain.sentences if s.plain]}
        return reader.answer("agreement/plain_sentences.html", context)
    read = reader.on_day()
    return reader.answer("agreement/contents.html", {"read": read, "contents": read.contents()})


def section_on_day(request: HttpRequest, page: Any, slug: str) -> HttpResponse:
    """Show a section of the version in force on the day asked for."""
    reader = Reader(request, page)
    return _section(reader, reader.on_day(), slug)


def section_of_version(request: HttpRequest, page: Any, number: int, slug: str) -> HttpResponse:
    """Show a section of one version."""
    reader = Reader(request, page)
    return _section(reader, reader.as_version(reader.version(number)), slug)


def whole_text_on_day(request: HttpRequest, page: Any) -> HttpResponse:
    """Show the whole text of the version in force on the day asked for."""
    reader = Reader(request, page)
    return _whole_text(reader, reader.on_day())


def whole_text_of_version(request: HttpRequest, page: Any, number: int) -> HttpResponse:
    """Show the whole text of one version."""
    reader = Reader(request, page)
    return _whole_text(reader, reader.as_version(reader.version(number)))


def services_on_day(request: HttpRequest, page: Any) -> HttpResponse:
    """Show the services side by side, as on the day asked for."""
    reader = Reader(request, page)
    return _services(reader, reader.on_day())


def services_of_version(request: HttpRequest, page: Any, number: int) -> HttpResponse:
    """Show the services side by side, as in one version."""
    reader = Reader(request, page)
    return _services(reader, reader.as_version(reader.version(number)))


def _whole_text(reader: Reader, read: ReadVersion) -> HttpResponse:
    context = {
        "read": read,
        "sections": read.sections(),
        "current_url": f"{reader.url}gesamttext/",
    }
    return reader.answer("agreement/whole_text.html", context)


def _services(reader: Reader, read: ReadVersion) -> HttpResponse:
    context = {
        "read": read,
        "table": side_by_side(read, reader.periods),
        "current_url": f"{reader.url}dienste/",
    }
    return reader.answer("agreement/services.html", context)


def _section(reader: Reader, read: ReadVersion, slug: str) -> HttpResponse:
    found = read.section(slug)
    if found is None:
        raise NotFound(
            _("Diesen Abschnitt gibt es in Fassung %(number)s nicht.")
            % {"number": read.version.number}
        )
    current = reader.today_version
    slugs = {section.slug for section in text_of(current).sections} if current else set()
    context = {
        "read": read,
        "current": found,
        "contents": read.contents(),
        "current_url": f"{reader.url}{slug}/" if slug in slugs else "",
    }
    return reader.answer("agreement/section.html", context)
