"""Finds everybody whose groups are not what their roles give, in a few queries for all."""

from collections import defaultdict

from directory.models import Membership
from directory.people.group_sync import group_keys, managed_groups, network_groups, sync_groups
from portal.accounts.models import User


def mend_people() -> list[str]:
    """Put those into their groups who are not in them; return what was mended.

    The sentence counts and names nobody: what the command says ends in log files.
    """
    managed = set(managed_groups().values_list("pk", flat=True))
    have: dict[int, set[int]] = defaultdict(set)
    through = User.groups.through.objects.filter(group__in=managed)
    for user, group in through.values_list("user_id", "group_id"):
        have[user].add(group)
    wanted = _wanted()
    wrong = [pk for pk in have.keys() | wanted.keys() if have[pk] != wanted.get(pk, set())]
    for person in User.objects.filter(pk__in=wrong):
        sync_groups(person)
    return [f"put {len(wrong)} into the groups that their roles give"] if wrong else []


def _wanted() -> dict[int, set[int]]:
    """Return the groups of everybody by their roles of today."""
    by_user: dict[int, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.current().select_related("organisation"):
        by_user[membership.user_id].append(membership)
    named = network_groups()
    return {user: group_keys(memberships, named) for user, memberships in by_user.items()}
