"""The demo's accounts: one for each role, with a password that everybody may know."""

from dataclasses import dataclass

from directory.enums import Role
from directory.models import Membership, OrganisationPage
from directory.people.group_sync import sync_groups
from portal.accounts.models import User

CARITAS = "caritas-bruchsal"
PASSWORD = "beispiel-passwort-2024"  # noqa: S105  # meant to be known; production refuses the demo


@dataclass(frozen=True)
class DemoAccount:
    """An account: what it is for, and the key of the organisation it edits, if any."""

    email: str
    role: str
    organisation: str = ""
    roles: tuple[Role, ...] = ()
    is_administrator: bool = False


ACCOUNTS = (
    DemoAccount("staff@example.org", "Beratung Caritas Bruchsal", CARITAS, (Role.STAFF,)),
    DemoAccount(
        "redaktion-caritas@example.org", "Redaktion Caritas Bruchsal", CARITAS, (Role.EDITOR,)
    ),
    DemoAccount(
        "leitung-caritas@example.org",
        "Leitung Caritas Bruchsal",
        CARITAS,
        (Role.LEAD_EDITOR, Role.SIGNATORY),
    ),
    DemoAccount("redaktion-ib@example.org", "Redaktion IB Mittelbaden", "ib", (Role.EDITOR,)),
    DemoAccount("leitung-ib@example.org", "Leitung IB Mittelbaden", "ib", (Role.LEAD_EDITOR,)),
    DemoAccount(
        "leitung-diakonie@example.org", "Leitung Diakonie", "diakonie", (Role.LEAD_EDITOR,)
    ),
    DemoAccount(
        "koordination@example.org", "Koordination im Landratsamt", roles=(Role.COORDINATION,)
    ),
    DemoAccount(
        "vertretung@example.org", "Vertretung der Koordination", roles=(Role.COORDINATION,)
    ),
    DemoAccount("admin@example.org", "Administration", is_administrator=True),
)


def coordination_accounts() -> tuple[User, User]:
    """Return the coordination's two accounts, made if they are missing; four eyes see more."""
    first, second = (account for account in ACCOUNTS if Role.COORDINATION in account.roles)
    return _ensure(first), _ensure(second)


def load_accounts() -> None:
    """Make every account that is missing."""
    for account in ACCOUNTS:
        _ensure(account)


def _ensure(account: DemoAccount) -> User:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        create = User.objects.create_user
        make = User.objects.create_superuser if account.is_administrator else create
        user = make(account.email, PASSWORD, first_name=account.role, last_name="(Beispiel)")
    organisation = OrganisationPage.objects.filter(slug=account.organisation).first()
    for role in account.roles:
        place = None if role == Role.COORDINATION else organisation
        Membership.objects.get_or_create(user=user, organisation=place, role=role)
    sync_groups(user)
    return user
