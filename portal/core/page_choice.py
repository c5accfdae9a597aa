"""Which pages somebody may choose in the admin, and what he is shown of them.

One's own pages, whatever their state; pages that are public; and the way down to the own ones.
Of others' pages one sees what is published: no title of a draft, no lock, no date of a change.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.core.trees import below, path_and_above
from portal.core.visibility import Viewer, visible

WORK = frozenset({"add_page", "change_page", "publish_page", "lock_page", "unlock_page"})
"""Whoever has one of these rights at a page works with it and with all below it."""


def own_roots(user: Any) -> tuple[str, ...]:
    """Return the tree paths below which everything is somebody's own (one query a request)."""
    if user.is_superuser:
        return ("",)
    rights = PagePermissionPolicy(Page).get_cached_permissions_for_user(user)
    return tuple({right.page.path for right in rights if right.permission.codename in WORK})


def choosable(pages: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Return the part of a queryset of pages that somebody may choose or pass on his way."""
    roots = own_roots(user)
    way = {above for root in roots for above in path_and_above(root)}
    own = below(roots) | Q(path__in=way)
    public = visible(Page.objects.order_by(), Viewer()).values("pk")
    return pages.filter(own | Q(pk__in=public))


def as_shown_to(page: Page, user: Any) -> Page:
    """Return a page as somebody may see it in the admin; changes the page in memory."""
    if not page.path.startswith(own_roots(user)):
        page.draft_title = page.title
        page.latest_revision_created_at = page.last_published_at
        page.has_unpublished_changes = page.locked = False
        page.expire_at = page.go_live_at = None
        page._approved_schedule, page._current_workflow_states = False, []
    return page
