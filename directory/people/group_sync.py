"""The groups of a person, derived from the memberships that hold today."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q

from directory.enums import Role
from directory.groups import COORDINATION, NETWORK
from directory.models import Membership
from directory.people.roles import MEMO


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
    have = set(user.groups.values_list("pk", flat=True))
    managed = set(managed_groups().filter(pk__in=have).values_list("pk", flat=True))
    user.groups.remove(*managed - wanted)
    user.groups.add(*wanted - have)
    for cached in ("_perm_cache", "_user_perm_cache", "_group_perm_cache", MEMO):
        # Not vars(): a request's account is a lazy wrapper, whose own attributes are others.
        if hasattr(user, cached):
            delattr(user, cached)


def groups_of(memberships: Any) -> set[int]:
    """Return the primary keys of the groups that memberships give (two queries)."""
    return group_keys(memberships.select_related("organisation"), network_groups())


def network_groups() -> dict[str, int]:
    """Return the primary keys of the groups that are no organisation's, by their names."""
    groups = Group.objects.filter(name__in=[NETWORK, COORDINATION])
    return dict(groups.values_list("name", "pk"))


def group_keys(memberships: Iterable[Any], named: Mapping[str, int]) -> set[int]:
    """Return the groups that memberships give, whose organisations are loaded."""
    names, found = set(), set()
    for membership in memberships:
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
    return (found | {named[name] for name in names if name in named}) - {None}
