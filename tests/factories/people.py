"""People with their roles: who they are is all that a test has to say."""

from datetime import date
from itertools import count

from django.contrib.auth.models import AnonymousUser, Group

from directory.enums import Role
from directory.groups import NETWORK
from directory.models import Membership, OrganisationPage
from directory.people.group_sync import sync_groups
from portal.accounts.models import User

PASSWORD = "a-password-for-tests-only"
_numbers = count(1)


def visitor() -> AnonymousUser:
    """Return somebody who has not logged in."""
    return AnonymousUser()


def account(*, groups: tuple[str, ...] = (), is_active: bool = True) -> User:
    """Return an account in groups of these names; in none it may do nothing."""
    user = User.objects.create_user(
        f"person-{next(_numbers)}@example.org", PASSWORD, is_active=is_active
    )
    user.groups.add(*Group.objects.filter(name__in=groups))
    return user


def staff(*, of: OrganisationPage | None = None) -> User:
    """Return somebody of the network who edits nothing; of an organisation, if one is named."""
    return account(groups=(NETWORK,)) if of is None else member(of=of, role=Role.STAFF)


def editor(*, of: OrganisationPage) -> User:
    """Return an editor of an organisation."""
    return member(of=of, role=Role.EDITOR)


def lead_editor(*, of: OrganisationPage) -> User:
    """Return the lead editor of an organisation."""
    return member(of=of, role=Role.LEAD_EDITOR)


def signatory(*, of: OrganisationPage) -> User:
    """Return somebody who signs for an organisation."""
    return member(of=of, role=Role.SIGNATORY)


def member(*, of: OrganisationPage, role: Role, until: date | None = None) -> User:
    """Return somebody with a role in an organisation."""
    user = account()
    Membership.objects.create(user=user, organisation=of, role=role, until=until)
    sync_groups(user)
    return user


def coordination() -> User:
    """Return somebody of the coordination."""
    user = account()
    Membership.objects.create(user=user, role=Role.COORDINATION)
    sync_groups(user)
    return user


def administrator() -> User:
    """Return an administrator."""
    return User.objects.create_superuser(f"person-{next(_numbers)}@example.org", PASSWORD)
