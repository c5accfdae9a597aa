"""The visibility of pages: live, not expired, and not below a page closed to the viewer."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction

from portal.core.visibility import PUBLIC, Policy, Viewer, group_token

Audiences = dict[str, frozenset[str]]


def _restricted_audiences() -> Audiences:
    """Return, for the tree path of each restricted page, who may enter there (one query)."""
    return audiences_of(
        PageViewRestriction.objects.values_list("page__path", "restriction_type", "groups")
    )


def audiences_of(restrictions: Iterable[tuple[str, str, int | None]]) -> Audiences:
    """Return, for each restricted place of a tree, the tokens that may enter there.

    `restrictions` are (path, kind, group or None). Below several restricted places only those
    enter who may enter at each of them. Anything but a group restriction ("any log-in",
    "shared password") opens for nobody.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for path, kind, group in restrictions:
        found[path] |= (
            {group_token(group)} if group and kind == BaseViewRestriction.GROUPS else set()
        )
    audiences: Audiences = {}
    for path in sorted(found):
        outer = (tokens for above, tokens in audiences.items() if path.startswith(above))
        audiences[path] = frozenset(found[path]).intersection(*outer)
    return audiences


def _audiences(who: Viewer) -> Audiences:
    if "page_audiences" not in who.memo:
        who.memo["page_audiences"] = _restricted_audiences()
    audiences: Audiences = who.memo["page_audiences"]
    return audiences


def is_closed_to(page: Page, who: Viewer) -> bool:
    """Return whether this very page is the entrance to a part that is closed to the viewer."""
    tokens = _audiences(who).get(page.path)
    return tokens is not None and not who.shares(tokens)


def page_visible_to(page: Page, who: Viewer) -> bool:
    """Return whether a viewer may read a page; like `may_see`, but looks up once a request."""
    return who.shares(_tokens(page, _audiences(who)))


def _tokens(page: Page, audiences: Audiences) -> frozenset[str]:
    if not page.live or (page.expire_at and page.expire_at <= timezone.now()):
        return frozenset()
    closest = max((path for path in audiences if page.path.startswith(path)), default=None)
    return frozenset({PUBLIC}) if closest is None else audiences[closest]


def _visible_to(queryset: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    now = timezone.now()
    queryset = queryset.filter(Q(expire_at=None) | Q(expire_at__gt=now), live=True)
    for path, tokens in _audiences(who).items():
        if not who.shares(tokens):
            queryset = queryset.exclude(path__startswith=path)
    return queryset


def tokens_of_pages(pages: Iterable[Page]) -> dict[int, frozenset[str]]:
    """Return the tokens of everybody who may see each of some pages, by their keys.

    Like `tokens_of`, with one query for all.
    """
    audiences = _restricted_audiences()
    return {page.pk: _tokens(page, audiences) for page in pages}


PAGES = Policy(
    visible_to=_visible_to,
    tokens_of=lambda page: _tokens(page, _restricted_audiences()),
    tokens_of_each=tokens_of_pages,
)
