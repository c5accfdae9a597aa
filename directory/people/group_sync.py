"""The groups of a person, derived from the memberships that hold today."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q

from directory.enums import Role
from directory.groups import COORDINATION, NETWORK
from directory.models import Membership


def managed_groups() -> Any:
    """Return the groups that follow from memberships; all others are an administrator's."""
    return Group.objects.filter(
        Q(name__in=[NETWORK, COORDINATION])
        | Q(organisation__isnull=False)
        | Q(staff_of__isnull=False)
        | Q(led_organisation__isnull=False)
    )


def sync_groups(user: Any) -> None:
    """Put a person into exactly the groups that today's memberships give.

    Archived organisations give none. Other groups, which an administrator gave, stay.
    """
    wanted = groups_of(Membership.objects.current().filter(user=user))
    managed = set(managed_groups().values_list("pk", flat=True))
    have = set(user.groups.values_list("pk", flat=True))
    user.groups.remove(*(have & managed) - wanted)
    user.groups.add(*wanted - have)
    for cached in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        vars(user).pop(cached, None)


def groups_of(memberships: Iterable[Any]) -> set[int]:
    """Return the primary keys of the groups that memberships give."""
    names, found = set(), set()
    for membership in _with_organisations(memberships):
        organisation = membership.organisation
        if organisation is None:
            names |= {NETWORK, COORDINATION}
            continue
        if organisation.archived_on is not None:
            continue
        names.add(NETWORK)
        found.add(organisation.staff_group_id)
        if membership.role in {Role.EDITOR, Role.LEAD_EDITOR}:
            found.add(organisation.group_id)
        if membership.role == Role.LEAD_EDITOR:
            found.add(organisation.lead_group_id)
    found |= set(Group.objects.filter(name__in=names).values_list("pk", flat=True))
    return found - {None}


def _with_organisations(memberships: Any) -> Iterable[Any]:
    return memberships.select_related("organisation")
