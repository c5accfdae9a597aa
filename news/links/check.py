"""The daily look at the links of what is published; nothing outside of the portal is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from directory.models import OfficePage, OrganisationPage
from news.links.fields import links_of
from news.links.leading import leading_nowhere
from news.links.targets import Kind, Target
from news.models import ArticlePage, BrokenLink, EventPage
from portal.core.visibility import Viewer, visible

LOOKED_AT: tuple[type[Page], ...] = (ArticlePage, EventPage, OrganisationPage, OfficePage)
IN_A_BATCH = 200
LONGEST_ADDRESS = 2000

Fact = tuple[int, str, str]
"""A link that leads nowhere: the page's key, the field, the address."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a look has found: pages looked at, links that are newly broken, mended, still broken."""

    pages: int = 0
    new: int = 0
    mended: int = 0
    known: int = 0

    def __add__(self, other: "Summary") -> "Summary":
        return Summary(
            self.pages + other.pages,
            self.new + other.new,
            self.mended + other.mended,
            self.known + other.known,
        )


def check_links() -> Summary:
    """Look at every page that visitors see, and keep which of its links lead nowhere.

    A link that stays broken keeps the day on which it was found. The number of queries for a
    batch of pages does not grow with its pages.
    """
    visitor, hosts = Viewer(), _own_hosts()
    total, looked_at = Summary(), set[int]()
    for model in LOOKED_AT:
        manager: Any = model._default_manager
        keys = visible(manager.order_by("pk"), visitor).values_list("pk", flat=True)
        for batch in _batches(keys):
            pages = list(manager.filter(pk__in=batch))
            looked_at.update(page.pk for page in pages)
            total += _check(pages, hosts, visitor)
    gone = BrokenLink.objects.exclude(page__in=looked_at) if looked_at else BrokenLink.objects.all()
    return total + Summary(mended=_delete(gone.values_list("pk", flat=True)))


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    # The keys first: a long cursor over pages would stand open while others write.
    every = list(keys)
    return (every[start : start + IN_A_BATCH] for start in range(0, len(every), IN_A_BATCH))


def _own_hosts() -> set[str]:
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return {*filter(None, [base]), *Site.objects.values_list("hostname", flat=True)}


@transaction.atomic
def _check(pages: list[Page], hosts: set[str], visitor: Viewer) -> Summary:
    links = [(page.pk, link) for page in pages for link in links_of(page, hosts)]
    nowhere = leading_nowhere({link.target for _key, link in links}, visitor)
    addresses = _addresses(nowhere)
    broken: set[Fact] = {
        (key, link.field, addresses[link.target]) for key, link in links if link.target in nowhere
    }
    rows = BrokenLink.objects.filter(page__in=[page.pk for page in pages])
    known: dict[Fact, int] = {
        (row.page_id, row.field, row.url): row.pk for row in rows.only("page", "field", "url")
    }
    new = broken - known.keys()
    BrokenLink.objects.bulk_create(
        (BrokenLink(page_id=key, field=field, url=url) for key, field, url in sorted(new)),
        ignore_conflicts=True,  # two looks at once find the same
    )
    mended = _delete(pk for fact, pk in known.items() if fact not in broken)
    return Summary(len(pages), len(new), mended, len(known) - mended)


def _addresses(targets: set[Target]) -> dict[Target, str]:
    """Return what is shown of each target: a path; of what is gone, its kind and key."""
    keys = [target.value for target in targets if target.kind is Kind.PAGE]
    paths = dict(Page.objects.filter(pk__in=keys).values_list("pk", "url_path")) if keys else {}
    addresses = {}
    for target in targets:
        address = target.value if target.kind is Kind.PATH else f"{target.kind}:{target.value}"
        if target.kind is Kind.PAGE and int(target.value) in paths:
            # The first part is the home page of the language, which no address shows.
            address = "/" + paths[int(target.value)].lstrip("/").partition("/")[2]
        addresses[target] = address[:LONGEST_ADDRESS]
    return addresses


def _delete(keys: Iterable[int]) -> int:
    pks = list(keys)
    return BrokenLink.objects.filter(pk__in=pks).delete()[0] if pks else 0
