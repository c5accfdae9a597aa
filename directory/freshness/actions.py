"""Acts that keep the directory true: confirm, closed today, away until – each can be undone."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.audit import record
from directory.freshness.links import open_link, reopen_link, use_link
from directory.freshness.states import (
    absence_state,
    closure_state,
    set_absence,
    set_closure,
    set_verification,
    verification_state,
)
from directory.freshness.undoing import Act, FreshnessRefused, State, Undo, read_undo
from directory.models import ConfirmationLink, Contact, OfficePage

LONGEST_ABSENCE = timedelta(days=366)


@transaction.atomic
def confirm(user: Any, office: OfficePage) -> Undo:
    """Note that somebody has looked at an office today and everything is true.

    Raises PermissionDenied for whoever may not edit the office, FreshnessRefused for an office
    that nobody sees.
    """
    office = _office(user, office)
    _require_live(office)
    return _confirm(user, office, {})


@transaction.atomic
def confirm_by_link(token: str) -> tuple[ConfirmationLink, Undo]:
    """Confirm an office by the single-use link of a reminder, in the name of its recipient.

    Raises LinkGone for a link that is unknown, used or expired, or whose recipient may not
    edit the office any more.
    """
    link = open_link(token)
    use_link(link)
    office = OfficePage.objects.select_for_update().get(pk=link.office_id)
    return link, _confirm(link.recipient, office, {"by_link": True})


@transaction.atomic
def undo_by_link(token: str, signed: str) -> ConfirmationLink:
    """Take back what a link has confirmed; the link can be used once more.

    Raises LinkGone for a link that was not used, FreshnessRefused for what cannot be undone.
    """
    undo = read_undo(signed)
    link = reopen_link(token)
    if undo.act is not Act.CONFIRM or undo.key != link.office_id:
        raise FreshnessRefused(_("Das gehört nicht zu diesem Link."))
    _undo(link.recipient, undo)
    return link


@transaction.atomic
def close_today(
    user: Any, office: OfficePage, reason: str = "", substitute: OfficePage | None = None
) -> Undo:
    """Close an office for today; visitors see it at once, and to whom to turn instead.

    Raises PermissionDenied, FreshnessRefused if it is closed already, and ValidationError for
    a reason too long or an office that stands in for itself.
    """
    office = _office(user, office)
    _require_live(office)
    before = closure_state(office)
    if before:
        raise FreshnessRefused(_("Für heute steht schon da, dass geschlossen ist."))
    after: State = {
        "day": timezone.localdate().isoformat(),
        "reason": reason,
        "substitute": substitute.pk if substitute else None,
    }
    set_closure(office, after)
    record(office, "portal.office.closed_today", user=user, data={"day": after["day"]})
    return Undo(Act.CLOSED_TODAY, office.pk, before, after)


@transaction.atomic
def open_today(user: Any, office: OfficePage) -> Undo:
    """Take back that an office is closed today. Raises PermissionDenied, FreshnessRefused."""
    office = _office(user, office)
    before = closure_state(office)
    if not before:
        raise FreshnessRefused(_("Für heute ist keine Schließung eingetragen."))
    set_closure(office, {})
    record(office, "portal.office.open_today", user=user, data={"day": before["day"]})
    return Undo(Act.CLOSED_TODAY, office.pk, before, {})


@transaction.atomic
def away_until(
    user: Any, contact: Contact, until: date | None, substitute: Contact | None = None
) -> Undo:
    """Let a contact be away until a day, which belongs to the absence; None: is back.

    Raises PermissionDenied for whoever may not edit the office, FreshnessRefused for a day
    that is over or too far away, and for a substitute who cannot stand in.
    """
    contact = _contact(user, contact)
    if until is None:
        substitute = None
    else:
        _require_near(until)
        _require_stand_in(contact, substitute, until)
    before = absence_state(contact)
    after: State = {
        "until": until.isoformat() if until else "",
        "substitute": substitute.pk if substitute else None,
    }
    set_absence(contact, after)
    record(contact, "portal.contact.away", user=user, data={"until": after["until"]})
    return Undo(Act.AWAY, contact.pk, before, after)


@transaction.atomic
def undo_act(user: Any, undo: Undo) -> OfficePage:
    """Take an act back; return the office it was about.

    Raises PermissionDenied, and FreshnessRefused if somebody has changed it since, or what it
    was about is gone.
    """
    return _undo(user, undo)


def _undo(user: Any, undo: Undo) -> OfficePage:
    gone = FreshnessRefused(_("Diesen Eintrag gibt es nicht mehr."))
    if undo.act is Act.AWAY:
        contact = Contact.objects.filter(pk=undo.key).first()
        if contact is None:
            raise gone
        contact = _contact(user, contact)
        _require_unchanged(absence_state(contact), undo)
        set_absence(contact, undo.before)
        record(contact, "portal.contact.undo", user=user, data={"act": undo.act})
        return contact.office
    office = OfficePage.objects.filter(pk=undo.key).first()
    if office is None:
        raise gone
    office = _office(user, office)
    if undo.act is Act.CONFIRM:
        _require_unchanged(verification_state(office), undo)
        set_verification(office, undo.before)
    else:
        _require_unchanged(closure_state(office), undo)
        set_closure(office, undo.before)
    record(office, "portal.office.undo", user=user, data={"act": undo.act})
    return office


def _confirm(user: Any, office: OfficePage, data: State) -> Undo:
    before = verification_state(office)
    after: State = {"on": timezone.localdate().isoformat(), "by": user.pk}
    set_verification(office, after)
    record(office, "portal.office.confirm", user=user, data=data)
    return Undo(Act.CONFIRM, office.pk, before, after)


def _office(user: Any, office: OfficePage) -> OfficePage:
    """Return the office, locked until the act is over; raises PermissionDenied."""
    if not office.permissions_for_user(user).can_edit():
        raise PermissionDenied
    locked: OfficePage = OfficePage.objects.select_for_update().get(pk=office.pk)
    return locked


def _contact(user: Any, contact: Contact) -> Contact:
    """Return the contact, locked until the act is over; raises PermissionDenied."""
    if not contact.office.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return Contact.objects.select_for_update().get(pk=contact.pk)


def _require_live(office: OfficePage) -> None:
    if not office.live:
        raise FreshnessRefused(
            _(
                "Diese Beratungsstelle ist nicht veröffentlicht. "
                "Veröffentlichen Sie zuerst ihre Seite."
            )
        )


def _require_near(until: date) -> None:
    today = timezone.localdate()
    if until < today:
        raise FreshnessRefused(
            _("Dieser Tag ist schon vorbei. Wählen Sie heute oder einen späteren Tag."), "until"
        )
    if until > today + LONGEST_ABSENCE:
        raise FreshnessRefused(
            _("Das ist mehr als ein Jahr. Wählen Sie einen früheren Tag."), "until"
        )


def _require_stand_in(contact: Contact, substitute: Contact | None, until: date) -> None:
    if substitute is None:
        return
    if substitute.pk == contact.pk:
        raise FreshnessRefused(_("Niemand kann sich selbst vertreten."), "substitute")
    if substitute.office.organisation_path != contact.office.organisation_path:
        raise FreshnessRefused(
            _("Die Vertretung muss zur selben Organisation gehören."), "substitute"
        )
    if substitute.is_away_on(until):
        raise FreshnessRefused(
            _("Diese Person ist selbst so lange abwesend. Wählen Sie jemand anderen."), "substitute"
        )


def _require_unchanged(now: State, undo: Undo) -> None:
    if now != undo.after:
        raise FreshnessRefused(
            _("Das hat inzwischen jemand geändert. Es bleibt, wie es jetzt ist.")
        )
