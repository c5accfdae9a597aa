"""Acts on roles: giving them, limiting them, ending them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from directory.audit import record
from directory.enums import Role
from directory.models import Membership, OrganisationPage
from directory.people.actions.checks import (
    require_another,
    require_fitting,
    require_future,
    require_management,
    require_open,
)
from directory.people.group_sync import sync_groups
from directory.people.refusals import PeopleRefused
from directory.people.release import settle
from directory.people.role_notices import ENDED, GIVEN, LIMITED, UNLIMITED, tell_of_role
from directory.people.roles import forget, manages_network
from portal.accounts.sessions import end_all_sessions

LAST_OF_THEIR_KIND = (Role.LEAD_EDITOR, Role.COORDINATION)


@transaction.atomic
def grant(
    actor: Any,
    user: Any,
    organisation: OrganisationPage | None,
    role: str,
    until: date | None = None,
) -> Membership:
    """Give a role to somebody who is a member of that place already; others are invited.

    Raises PermissionDenied, or PeopleRefused with a sentence.
    """
    require_management(actor, organisation)
    require_open(organisation)
    require_fitting([role], organisation)
    require_another(actor, user)
    require_future(until)
    there = Membership.objects.filter(user=user, organisation=organisation)
    if not there.exists():
        raise PeopleRefused(_("Diese Person gehört noch nicht dazu. Laden Sie sie ein."))
    held = there.filter(role=role).first()
    if held is not None:
        return change_until(actor, held, until)
    membership: Membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, until=until
    )
    _log("portal.people.grant", membership, actor)
    tell_of_role(actor, membership, GIVEN)
    _follow(user)
    return membership


@transaction.atomic
def change_until(actor: Any, membership: Membership, until: date | None) -> Membership:
    """Set the last day of a role, or none. Raises PermissionDenied or PeopleRefused."""
    require_management(actor, membership.organisation)
    found = _locked(membership)
    if found.until == until:
        return found
    require_future(until)
    if found.until is not None and (until is None or until > found.until):
        require_open(found.organisation)
        require_another(actor, found.user)
    if until is not None:
        _require_successor(actor, found, until)
    found.until = until
    found.save(update_fields=["until"])
    _log("portal.people.change", found, actor)
    tell_of_role(actor, found, LIMITED if until else UNLIMITED)
    _follow(found.user)
    return found


@transaction.atomic
def end_membership(actor: Any, membership: Membership) -> None:
    """End one role at once; whoever has none left in that place is logged out everywhere.

    Raises PermissionDenied or PeopleRefused.
    """
    require_management(actor, membership.organisation)
    found = _locked(membership)
    _require_successor(actor, found, None)
    _end(found, actor)
    _after_the_end(found.user, found.organisation)


@transaction.atomic
def remove_person(actor: Any, user: Any, organisation: OrganisationPage | None) -> None:
    """End every role of somebody in one place at once, and all sessions.

    Raises PermissionDenied or PeopleRefused.
    """
    require_management(actor, organisation)
    ended = list(Membership.objects.filter(user=user, organisation=organisation).order_by("pk"))
    if not ended:
        raise PeopleRefused(_("Diese Person gehört nicht mehr dazu."))
    for membership in ended:
        found = _locked(membership)
        _require_successor(actor, found, None)
        _end(found, actor)
    _after_the_end(user, organisation)


@transaction.atomic
def change_roles(
    actor: Any, user: Any, organisation: OrganisationPage | None, wanted: Mapping[str, date | None]
) -> None:
    """Give somebody exactly these roles with their last days in one place, or change nothing.

    Raises PermissionDenied or PeopleRefused, also when no role would be left.
    """
    require_management(actor, organisation)
    require_fitting(wanted, organisation)
    there = Membership.objects.filter(user=user, organisation=organisation)
    had = {membership.role: membership for membership in there}
    if not had:
        raise PeopleRefused(_("Diese Person gehört nicht mehr dazu."))
    for role, until in wanted.items():
        if role in had:
            change_until(actor, had[role], until)
        else:
            grant(actor, user, organisation, role, until)
    for role in had.keys() - set(wanted):
        end_membership(actor, had[role])


def _locked(membership: Membership) -> Membership:
    """Return the row, locked, together with those of whom one has to stay.

    Two leads who end each other's role at the same moment wait for each other here.
    """
    peers = Q(pk=membership.pk)
    if membership.role in LAST_OF_THEIR_KIND:
        peers |= Q(organisation=membership.organisation_id, role=membership.role)
    rows = Membership.objects.select_for_update().filter(peers).order_by("pk")
    for row in rows:
        if row.pk == membership.pk:
            found: Membership = row
            return found
    raise PeopleRefused(_("Diese Rolle ist schon beendet."))


def _require_successor(actor: Any, membership: Membership, until: date | None) -> None:
    """Refuse to leave a place without anybody to lead it, unless by who stands above it."""
    if membership.role not in LAST_OF_THEIR_KIND:
        return
    of_coordination = membership.role == Role.COORDINATION
    if actor.is_superuser or (manages_network(actor) and not of_coordination):
        return
    others = Membership.objects.current(until).filter(
        organisation=membership.organisation_id, role=membership.role, user__is_active=True
    )
    if others.exclude(pk=membership.pk).exists():
        return
    if of_coordination:
        raise PeopleRefused(
            _("Die Koordination braucht mindestens eine Person. Laden Sie zuerst jemanden ein.")
        )
    raise PeopleRefused(
        _(
            "%(name)s ist die einzige Leitung der Redaktion. Geben Sie diese Rolle zuerst einer "
            "anderen Person, oder bitten Sie die Koordination, sie zu beenden."
        )
        % {"name": membership.user}
    )


def _end(membership: Membership, actor: Any) -> None:
    _log("portal.people.end", membership, actor)
    tell_of_role(actor, membership, ENDED)
    # By its key: the object stays whole for whoever goes on with it.
    Membership.objects.filter(pk=membership.pk).delete()


def _after_the_end(user: Any, organisation: OrganisationPage | None) -> None:
    settle(user)
    if not Membership.objects.filter(user=user, organisation=organisation).exists():
        end_all_sessions(user)


def _follow(user: Any) -> None:
    forget(user)
    sync_groups(user)


def _log(action: str, membership: Membership, actor: Any) -> None:
    until = membership.until.isoformat() if membership.until else None
    record(
        membership,
        action,
        user=actor,
        organisation=membership.organisation,
        person=membership.user,
        data={"role": membership.role, "until": until},
    )
