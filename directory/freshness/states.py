"""What the acts change, read and written as plain values, so that each can be taken back."""

from datetime import date
from typing import Any

from django.utils import timezone

from directory.freshness.undoing import State
from directory.models import Contact, OfficePage, SpecialDays, Verification
from portal.accounts.models import User


def verification_state(office: OfficePage) -> State:
    """Return when an office was confirmed last, and by whom."""
    found = Verification.objects.filter(office=office).first()
    if found is None:
        return {}
    return {"on": found.verified_on.isoformat(), "by": found.verified_by_id}


def set_verification(office: OfficePage, state: State) -> None:
    """Let an office have been confirmed as a state says; somebody who is gone stays unnamed."""
    if not state:
        Verification.objects.filter(office=office).delete()
        return
    by = User.objects.filter(pk=state["by"]).first() if state["by"] else None
    Verification.objects.update_or_create(
        office=office,
        defaults={"verified_on": date.fromisoformat(state["on"]), "verified_by": by},
    )


def closures_of_today(office: OfficePage) -> Any:
    """Return the closures of an office that are for this one day."""
    today = timezone.localdate()
    return SpecialDays.objects.filter(office=office, first_day=today, last_day=today, hours="")


def closure_state(office: OfficePage) -> State:
    """Return for which reason an office is closed today, and who stands in."""
    found = closures_of_today(office).first()
    if found is None:
        return {}
    return {
        "day": found.first_day.isoformat(),
        "reason": found.reason,
        "substitute": found.substitute_id,
    }


def set_closure(office: OfficePage, state: State) -> None:
    """Let an office be closed today as a state says; the state of another day says nothing."""
    today = timezone.localdate()
    closures_of_today(office).delete()
    if state and state["day"] == today.isoformat():
        substitute = OfficePage.objects.filter(pk=state["substitute"]).first()
        made = SpecialDays(
            office=office,
            first_day=today,
            last_day=today,
            reason=state["reason"],
            substitute=substitute,
        )
        made.full_clean()
        made.save()


def absence_state(contact: Contact) -> State:
    """Return until when a contact is away, and who stands in."""
    until = contact.away_until
    return {"until": until.isoformat() if until else "", "substitute": contact.substitute_id}


def set_absence(contact: Contact, state: State) -> None:
    """Let a contact be away as a state says; a substitute who is gone is left out."""
    contact.away_until = date.fromisoformat(state["until"]) if state["until"] else None
    contact.substitute = Contact.objects.filter(pk=state["substitute"]).first()
    contact.save(update_fields=["away_until", "substitute"])
