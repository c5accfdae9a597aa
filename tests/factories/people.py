"""People with their roles: who they are is all that a test has to say."""

from itertools import count

from django.contrib.auth.models import AnonymousUser, Group

from directory.groups import COORDINATION, NETWORK
from directory.models import OrganisationPage
from directory.provisioning import provision_network
from portal.accounts.models import User

PASSWORD = "a-password-for-tests-only"
_numbers = count(1)


def visitor() -> AnonymousUser:
    """Return somebody who has not logged in."""
    return AnonymousUser()


def account(*, groups: tuple[str, ...] = (), is_active: bool = True) -> User:
    """Return an account in groups of these names; in none it may do nothing."""
    provision_network()
    user = User.objects.create_user(
        f"person-{next(_numbers)}@example.org", PASSWORD, is_active=is_active
    )
    user.groups.add(*Group.objects.filter(name__in=groups))
    return user


def staff() -> User:
    """Return somebody of the network who edits nothing."""
    return account(groups=(NETWORK,))


def editor(*, of: OrganisationPage) -> User:
    """Return an editor of an organisation."""
    user = account(groups=(NETWORK,))
    of.refresh_from_db()
    assert of.group is not None
    user.groups.add(of.group)
    return user


def coordination() -> User:
    """Return somebody of the coordination."""
    return account(groups=(NETWORK, COORDINATION))


def administrator() -> User:
    """Return an administrator."""
    return User.objects.create_superuser(f"person-{next(_numbers)}@example.org", PASSWORD)
