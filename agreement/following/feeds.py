"""Atom feeds of versions: of an agreement, or of those that changed a section or a clause.

They hold what every visitor may read, whoever asks, and their text depends on no clock: a feed
that says the same has the same ETag.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Max, Min
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreement import reading
from agreement.following.subjects import Followed, followed
from agreement.following.touching import touches
from agreement.models.agreement_page import AgreementPage
from agreement.models.sealed import AgreementVersion
from agreement.reading import Period
from agreement.snapshot import from_data
from portal.core.errors import NotFound
from portal.core.languages import localized_path
from portal.core.visibility import Viewer, visible

MOST = 20
"""So many versions a feed holds, the newest."""


@dataclass(frozen=True)
class Entry:
    """A version in the feed."""

    period: Period
    slug: str
    published: datetime
    updated: datetime


class VersionsFeed(Feed[Entry, Followed]):
    """Versions that everybody may read, the newest first."""

    feed_type = Atom1Feed
    item_author_name = None

    def get_object(
        self, request: HttpRequest, *, slug: str, section: str = "", clause: str = ""
    ) -> Followed:
        """Return what the feed is about, as every visitor reads it; raises NotFound."""
        pages = visible(AgreementPage.objects.filter(slug=slug), Viewer())
        page = pages.select_related("agreement").first()
        what = followed(page.agreement, section, clause, Viewer()) if page else None
        if what is None:
            raise NotFound(_("Diesen Feed gibt es nicht."))
        return what

    def title(self, what: Followed) -> str:
        """Return what the feed is called."""
        if what.section or what.clause:
            return _("%(title)s: Änderungen an %(what)s") % {
                "title": what.agreement.title,
                "what": what.title,
            }
        return _("%(title)s: Fassungen") % {"title": what.agreement.title}

    def link(self, what: Followed) -> str:
        """Return the page the feed is about."""
        return what.url

    def feed_url(self, what: Followed) -> str:
        """Return the feed's own address."""
        return what.feed_url

    def feed_guid(self, what: Followed) -> str:
        """Return what the feed keeps for ever, whatever its address."""
        return _urn(what, "feed", what.section, what.clause)

    def author_name(self, what: Followed) -> str:
        """Return who publishes it: the partners, under the agreement's name."""
        return what.agreement.title

    def items(self, what: Followed) -> list[Entry]:
        """Return the versions; of a section or clause those that changed it."""
        versions = AgreementVersion.objects.filter(agreement=what.agreement).without_bytes()
        # The ledger's days, with the moments of its first and its last entry of each version.
        dated = visible(versions, Viewer()).annotate(
            published=Min("entries__recorded_at"), updated=Max("entries__recorded_at")
        )
        periods = reading.periods(dated)
        if what.section or what.clause:
            keys = tuple((one.version.pk, one.version.sha256) for one in periods[: MOST + 1])
            changing = _changing(keys, what.section, what.clause)
            periods = [one for one in periods if one.version.pk in changing]
        return [Entry(one, what.agreement.slug, *_moments(one.version)) for one in periods[:MOST]]

    def item_title(self, item: Entry) -> str:
        """Return “Fassung 3”; Atom's titles are plain text."""
        return _("Fassung %(number)s") % {"number": item.period.version.number}

    def item_description(self, item: Entry) -> str:
        """Return from when to when it holds, as decided so far."""
        return escape(standing(item.period))

    def item_link(self, item: Entry) -> str:
        """Return the address of the version."""
        return localized_path(f"/{item.slug}/fassungen/{item.period.version.number}/")

    def item_guid(self, item: Entry) -> str:
        """Return what the entry keeps for ever: made from the agreement and the number."""
        version = item.period.version
        return f"urn:uuid:{uuid.uuid5(version.agreement_id, f'version/{version.number}')}"

    def item_pubdate(self, item: Entry) -> datetime:
        """Return when it was sealed."""
        return item.published

    def item_updateddate(self, item: Entry) -> datetime:
        """Return when something was last decided about it."""
        return item.updated


def standing(period: Period) -> str:
    """Return what is decided about a version, in words that are true on any day."""
    if period.has_failed:
        return _("Gescheitert. Diese Fassung tritt nicht in Kraft.")
    if period.starts is None:
        return _("Von allen Partnern unterzeichnet. Ab wann sie gilt, ist noch nicht entschieden.")
    days = {
        "start": date_format(period.starts),
        "end": date_format(period.ends) if period.ends else "",
    }
    if period.ends:
        return _("In Kraft vom %(start)s bis %(end)s.") % days
    return _("In Kraft ab dem %(start)s.") % days


def _moments(version: Any) -> tuple[datetime, datetime]:
    return version.published, version.updated


def _urn(what: Followed, *names: str) -> str:
    return f"urn:uuid:{uuid.uuid5(what.agreement.uuid, '/'.join(names))}"


@lru_cache(maxsize=256)
def _changing(keys: tuple[tuple[int, str], ...], section: str, clause: str) -> frozenset[int]:
    """Return which of the versions (newest first) changed it; sealed texts never change.

    One query, however many there are. The oldest one changed it if nothing was before it.
    """
    rows = AgreementVersion.objects.filter(pk__in=[pk for pk, _sha256 in keys])
    texts = {
        pk: from_data(json.loads(bytes(canonical)))
        for pk, canonical in rows.values_list("pk", "canonical")
    }
    order = [texts[pk] for pk, _sha256 in keys]
    pairs = list(zip(keys, order, [*order[1:], None], strict=True))
    known = pairs[:MOST]
    return frozenset(pk for (pk, _sha256), new, old in known if touches(old, new, section, clause))


versions_feed = require_safe(VersionsFeed())
