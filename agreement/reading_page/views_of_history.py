"""The versions of an agreement, and each of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agreement import reading
from agreement.comparison_page.addresses import comparison_url
from agreement.exports.downloads import downloads
from agreement.models.sealed import AgreementVersion
from agreement.process.parties import party_changes
from agreement.reading_page.reader import Reader
from agreement.reading_page.timeline import timeline
from agreement.trail import trail_of
from agreement.views_of_text import ReadVersion


def versions(request: HttpRequest, page: Any) -> HttpResponse:
    """Show every version with its days, who signed it and what was decided."""
    reader = Reader(request, page)
    stops = timeline(reader.periods, reader.today_version, reader.today)
    return reader.answer("agreement/versions.html", {"stops": stops})


def version(request: HttpRequest, page: Any, number: int) -> HttpResponse:
    """Show the contents of one version, how it came about, and what proves it."""
    reader = Reader(request, page)
    read = reader.as_version(reader.version(number))
    context = {
        "read": read,
        "contents": read.contents(),
        "trail": trail_of(read.version),
        "party_changes": _party_changes(reader, read),
        "comparison_url": _comparison_url(reader, read),
        "downloads": downloads(read.version, reader.who, reader.url),
    }
    return reader.answer("agreement/contents.html", context)


def _party_changes(reader: Reader, read: ReadVersion) -> tuple[str, ...]:
    """Say which partners joined, left or merged since the version before that one may read."""
    before = _before(reader, read)
    return party_changes(reading.text_of(before), read.snapshot) if before else ()


def _comparison_url(reader: Reader, read: ReadVersion) -> str:
    """Return where a version is compared with the one before; empty for the first."""
    before = _before(reader, read)
    slug = reader.page.agreement.slug
    return comparison_url(slug, before.number, read.version.number) if before else ""


def _before(reader: Reader, read: ReadVersion) -> AgreementVersion | None:
    older = (period.version for period in reader.periods)
    earlier = [version for version in older if version.number < read.version.number]
    return max(earlier, key=lambda version: version.number, default=None)
