"""The demo's accounts: one for each role, with a password that everybody may know."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from directory.groups import COORDINATION, NETWORK
from directory.models import OrganisationPage
from portal.accounts.models import User

PASSWORD = "beispiel-passwort-2024"  # noqa: S105  # meant to be known; production refuses the demo


@dataclass(frozen=True)
class DemoAccount:
    """An account: what it is for, and the key of the organisation it edits, if any."""

    email: str
    role: str
    organisation: str = ""
    is_coordination: bool = False
    is_administrator: bool = False


ACCOUNTS = (
    DemoAccount("staff@example.org", "Mitarbeiterin oder Mitarbeiter im Netzwerk"),
    DemoAccount("redaktion-caritas@example.org", "Redaktion Caritas Bruchsal", "caritas-bruchsal"),
    DemoAccount("redaktion-ib@example.org", "Redaktion IB Mittelbaden", "ib"),
    DemoAccount("koordination@example.org", "Koordination im Landratsamt", is_coordination=True),
    DemoAccount("admin@example.org", "Administration", is_administrator=True),
)


def coordination_account() -> User:
    """Return the coordination's account, made if it is missing."""
    return _ensure(next(account for account in ACCOUNTS if account.is_coordination))


def load_accounts() -> None:
    """Make every account that is missing."""
    for account in ACCOUNTS:
        _ensure(account)


def _ensure(account: DemoAccount) -> User:
    found = User.objects.filter(email=account.email).first()
    if found is not None:
        return found
    make = User.objects.create_superuser if account.is_administrator else User.objects.create_user
    user = make(account.email, PASSWORD, first_name=account.role, last_name="(Beispiel)")
    user.groups.add(*_groups(account))
    return user


def _groups(account: DemoAccount) -> list[Group]:
    groups = list(Group.objects.filter(name=NETWORK))
    if account.is_coordination:
        groups += Group.objects.filter(name=COORDINATION)
    if account.organisation:
        organisation = OrganisationPage.objects.get(slug=account.organisation)
        groups += Group.objects.filter(organisation=organisation)
    return groups
