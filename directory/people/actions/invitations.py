"""Acts on invitations: offering roles by mail, again, taking them back, accepting them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.audit import record
from directory.models import Invitation, Membership, OrganisationPage
from directory.people.actions.checks import (
    require_fitting,
    require_future,
    require_management,
    require_open,
)
from directory.people.expiry import expire
from directory.people.group_sync import sync_groups
from directory.people.invitation_mail import mail_invitation
from directory.people.refusals import (
    AccountExists,
    AnotherAccount,
    InvitationGone,
    PeopleRefused,
)
from directory.people.roles import forget
from directory.people.tokens import hash_of, new_token
from portal.accounts.models import User

VALID_FOR = timedelta(days=14)


@dataclass
class Sent:
    """An invitation, and whether the mail server took it (known once the transaction ended)."""

    invitation: Invitation
    is_mailed: bool = True


@dataclass(frozen=True)
class Newcomer:
    """What somebody without an account says about himself when accepting."""

    first_name: str
    last_name: str
    password: str = field(repr=False)


@transaction.atomic
def invite(
    actor: Any,
    organisation: OrganisationPage | None,
    email: str,
    roles: Collection[str],
    until: date | None = None,
) -> Sent:
    """Offer roles to whoever reads the mail to an address; None means the coordination.

    Whether the address has an account elsewhere makes no difference and is not told. Raises
    PermissionDenied, or PeopleRefused with a sentence.
    """
    require_management(actor, organisation)
    require_open(organisation)
    require_fitting(roles, organisation)
    require_future(until)
    address = email.strip().lower()
    _require_new(address, organisation, actor)
    token = new_token()
    invitation = Invitation.objects.create(
        email=address,
        organisation=organisation,
        roles=sorted(set(roles)),
        until=until,
        token_sha256=hash_of(token),
        invited_by=actor,
        expires_at=_expiry(until),
    )
    _log("portal.people.invite", invitation, actor)
    return _send(invitation, token)


@transaction.atomic
def resend(actor: Any, invitation: Invitation) -> Sent:
    """Send an open or expired invitation once more, with a new link; the old one is dead.

    Raises PermissionDenied or PeopleRefused.
    """
    require_management(actor, invitation.organisation)
    require_open(invitation.organisation)
    found = _pending(invitation)
    require_future(found.until)
    token = new_token()
    found.token_sha256, found.expires_at = hash_of(token), _expiry(found.until)
    # Whoever sends it answers for it from now on, and must be allowed to.
    found.invited_by = actor
    found.save(update_fields=["token_sha256", "expires_at", "invited_by"])
    _log("portal.people.invite", found, actor)
    return _send(found, token)


@transaction.atomic
def revoke_invitation(actor: Any, invitation: Invitation) -> None:
    """Take an invitation back; its link is dead at once. Raises PermissionDenied or PeopleRefused.

    The coordination may do so in an archived organisation, too.
    """
    require_management(actor, invitation.organisation)
    found = _pending(invitation)
    found.revoked_at = timezone.now()
    found.save(update_fields=["revoked_at"])
    _log("portal.people.invitation_revoked", found, actor)


def open_invitation(token: str) -> Invitation:
    """Return the invitation that a link stands for, if it can be accepted.

    Raises InvitationGone for anything else, without saying what.
    """
    found: Invitation | None = (
        Invitation.objects.select_related("organisation").filter(token_sha256=hash_of(token))
    ).first()
    if found is None or not found.is_open or _is_archived(found):
        raise InvitationGone
    return found


@transaction.atomic
def accept_invitation(token: str, *, by: User | Newcomer) -> User:
    """Give the invited roles to an account, which a newcomer gets by this.

    Of two at once only one finds it open. Raises InvitationGone; AccountExists for a newcomer
    whose address has an account; AnotherAccount for an account with another address.
    """
    invitation = open_invitation(token)
    taken = Invitation.objects.filter(
        token_sha256=hash_of(token),
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    ).update(accepted_at=timezone.now())
    if not taken:
        raise InvitationGone
    user = _new_account(invitation.email, by) if isinstance(by, Newcomer) else by
    if user.email.lower() != invitation.email:
        raise AnotherAccount
    expire(user)
    for role in invitation.roles:
        Membership.objects.get_or_create(
            user=user,
            organisation=invitation.organisation,
            role=role,
            defaults={"until": invitation.until},
        )
    forget(user)
    sync_groups(user)
    _log("portal.people.accept", invitation, user, person=user)
    return user


def has_account(email: str) -> bool:
    """Return whether an address has an account; told to nobody but the address's owner."""
    return User.objects.filter(email__iexact=email).exists()


def _new_account(email: str, newcomer: Newcomer) -> User:
    if has_account(email):
        raise AccountExists
    names = {"first_name": newcomer.first_name, "last_name": newcomer.last_name}
    try:
        with transaction.atomic():
            return User.objects.create_user(email, newcomer.password, **names)
    except IntegrityError:
        raise AccountExists from None


def _require_new(email: str, organisation: OrganisationPage | None, actor: Any) -> None:
    if email == actor.email.lower():
        raise PeopleRefused(_("Sich selbst kann niemand einladen."), "email")
    members = Membership.objects.filter(organisation=organisation, user__email__iexact=email)
    if members.exists():
        sentence = _("Diese Person gehört schon dazu. Ändern Sie ihre Rollen in der Liste.")
        raise PeopleRefused(sentence, "email")
    waiting = Invitation.objects.filter(
        organisation=organisation, email=email, accepted_at=None, revoked_at=None
    )
    if waiting.exists():
        sentence = _(
            "Für diese Adresse gibt es schon eine Einladung. "
            "Senden Sie sie noch einmal, oder ziehen Sie sie zurück."
        )
        raise PeopleRefused(sentence, "email")


def _pending(invitation: Invitation) -> Invitation:
    """Return the row, locked, unless it was accepted or taken back meanwhile."""
    found: Invitation | None = (
        Invitation.objects.select_for_update()
        .filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
        .first()
    )
    if found is None:
        raise PeopleRefused(_("Diese Einladung ist schon angenommen oder zurückgezogen."))
    return found


def _is_archived(invitation: Invitation) -> bool:
    organisation = invitation.organisation
    return organisation is not None and organisation.archived_on is not None


def _expiry(until: date | None) -> datetime:
    """Return the end of the invitation: 14 days from now, or the end of the offered roles."""
    latest = timezone.now() + VALID_FOR
    if until is None:
        return latest
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    return min(latest, end)


def _send(invitation: Invitation, token: str) -> Sent:
    sent = Sent(invitation)

    def mail() -> None:
        sent.is_mailed = mail_invitation(invitation, token)

    transaction.on_commit(mail)
    return sent


def _log(action: str, invitation: Invitation, actor: Any, person: User | None = None) -> None:
    until = invitation.until.isoformat() if invitation.until else None
    data = {"roles": invitation.roles, "until": until}
    record(
        invitation,
        action,
        user=actor,
        organisation=invitation.organisation,
        person=person,
        data=data,
    )
