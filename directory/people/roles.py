"""Who has which role, and who may manage whose roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from directory.enums import EDITING, Role
from directory.models import Membership, OrganisationPage

MEMO = "_held_roles"


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody has today, in an organisation (None: in the coordination)."""

    role: str
    organisation: int | None


def held_by(user: Any) -> frozenset[Held]:
    """Return the roles that somebody has today; archived organisations give none.

    One query, or none where `remember` was called for this account in this request.
    """
    if not (user and user.is_authenticated and user.is_active):
        return frozenset()
    known: frozenset[Held] | None = getattr(user, MEMO, None)
    return _held(_rows(user)) if known is None else known


def remember(user: Any) -> bool:
    """Look up somebody's roles for the rest of a request; True if one of them has ended."""
    rows = _rows(user)
    setattr(user, MEMO, _held(rows))
    return any(until and until < timezone.localdate() for _role, _place, until, _archived in rows)


def forget(user: Any) -> None:
    """Drop what was remembered, before rights are decided on or after they changed."""
    # Not vars(): a request's account is a lazy wrapper, whose own attributes are others.
    if getattr(user, MEMO, None) is not None:
        delattr(user, MEMO)


def roles_of(user: Any) -> frozenset[str]:
    """Return the names of the roles that somebody has today, anywhere."""
    return frozenset(held.role for held in held_by(user))


def organisations_of(user: Any, *roles: str) -> frozenset[int]:
    """Return the keys of the organisations where somebody has one of some roles (none: any)."""
    return frozenset(
        held.organisation
        for held in held_by(user)
        if held.organisation is not None and (not roles or held.role in roles)
    )


def led_organisations(user: Any) -> QuerySet[OrganisationPage]:
    """Return the organisations that somebody leads as an editor."""
    found: QuerySet[OrganisationPage] = OrganisationPage.objects.filter(
        pk__in=organisations_of(user, Role.LEAD_EDITOR)
    )
    return found


def manages_network(user: Any) -> bool:
    """Return whether somebody manages the people of every organisation, and the coordination."""
    if not (user and user.is_authenticated and user.is_active):
        return False
    return bool(user.is_superuser) or Role.COORDINATION in roles_of(user)


def may_manage_people(user: Any, organisation: OrganisationPage | int | None) -> bool:
    """Return whether somebody may manage the people of an organisation (None: coordination)."""
    if manages_network(user):
        return True
    place = organisation.pk if isinstance(organisation, OrganisationPage) else organisation
    return place is not None and place in organisations_of(user, Role.LEAD_EDITOR)


def manages_anybody(user: Any) -> bool:
    """Return whether somebody has people to manage at all."""
    return manages_network(user) or bool(organisations_of(user, Role.LEAD_EDITOR))


def edits_anything(user: Any) -> bool:
    """Return whether somebody edits an organisation, or all of them."""
    return manages_network(user) or bool(organisations_of(user, *EDITING))


def editable_organisations(user: Any) -> QuerySet[OrganisationPage]:
    """Return the organisations that somebody edits, by name; the coordination edits all."""
    found: QuerySet[OrganisationPage] = OrganisationPage.objects.filter(archived_on=None)
    found = found.order_by("title")
    return found if manages_network(user) else found.filter(pk__in=organisations_of(user, *EDITING))


def manageable_organisations(user: Any) -> QuerySet[OrganisationPage]:
    """Return the organisations whose people somebody may manage, by name."""
    everything: QuerySet[OrganisationPage] = OrganisationPage.objects.order_by("title")
    if manages_network(user):
        return everything
    return everything.filter(pk__in=organisations_of(user, Role.LEAD_EDITOR))


def manageable_memberships(user: Any) -> Any:
    """Return the memberships that somebody may manage."""
    if manages_network(user):
        return Membership.objects.all()
    return Membership.objects.filter(organisation__in=organisations_of(user, Role.LEAD_EDITOR))


def _rows(user: Any) -> list[tuple[str, int | None, date | None, date | None]]:
    fields = ("role", "organisation_id", "until", "organisation__archived_on")
    return list(Membership.objects.filter(user=user).order_by().values_list(*fields))


def _held(rows: Iterable[tuple[str, int | None, date | None, date | None]]) -> frozenset[Held]:
    today = timezone.localdate()
    return frozenset(
        Held(role, organisation)
        for role, organisation, until, archived_on in rows
        if archived_on is None and (until is None or until >= today)
    )
