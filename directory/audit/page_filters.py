"""The people that Wagtail's list of pages offers to filter by: those of one's own pages.

Wagtail offers everybody who ever owned or edited a page, of whichever organisation, by name or
e-mail address. The filters belong to the list's class; only their choices are changed here.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet
from wagtail.models import Page, PageLogEntry
from wagtail.permissions import policy_registry

from directory.audit.readers import EDITING, entries_of
from portal.accounts.models import User


def _owners(request: HttpRequest) -> QuerySet[User]:
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_any_permission_for(request.user, EDITING)
    return User.objects.filter(pk__in=pages.values("owner")).order_by("email")


def _editors(request: HttpRequest) -> QuerySet[User]:
    edits = entries_of(PageLogEntry, request.user).filter(action="wagtail.edit")
    return User.objects.filter(pk__in=edits.order_by().values("user")).order_by("email")


def offer_own_people() -> None:
    """Put these choices in place of Wagtail's."""
    choices: dict[str, Any] = {"owner": _owners, "edited_by": _editors}
    for filterset in (PageFilterSet, GenericPageFilterSet):
        for name, people in choices.items():
            for filters in (filterset.declared_filters, filterset.base_filters):
                filters[name].queryset = people
