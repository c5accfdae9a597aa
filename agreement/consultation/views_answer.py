"""The pages of an organisation's official answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreement.consultation.actions_answer import save_answer, take_back_answer
from agreement.consultation.actions_member import ChangedMeanwhile
from agreement.consultation.forms_member import AnswerForm
from agreement.consultation.reading import Round, Seat
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.views_comment import RELEASE, show_conflict, show_refusal
from agreement.consultation.views_member import respond, round_of


def answer(request: HttpRequest, page: Any, uuid: UUID, organisation: str) -> HttpResponse:
    """Show the official answer of an organisation to its people, and keep or release it."""
    shown = round_of(request, page, uuid)
    seat = _seat(shown, organisation)
    known = seat.invitation
    facts = {"position": known.position, "answer": known.answer}
    sent = request.POST if request.method == "POST" and seat.edits else None
    form = AnswerForm(sent, initial={**facts, "base": known.changed_at.isoformat()})
    theirs = None
    if request.method == "POST" and not seat.edits:
        raise PermissionDenied
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        try:
            late = save_answer(
                known,
                request.user,
                position=given["position"],
                answer=given["answer"],
                base=form.opened,
                release=RELEASE in sent,
            )
        except ChangedMeanwhile as meanwhile:
            theirs = show_conflict(form, meanwhile)
        except ConsultationRefused as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, shown, late, is_released=RELEASE in sent)
    context = {
        "round": shown,
        "consultation": shown.consultation,
        "here": shown.here,
        "seat": seat,
        "form": form,
        "theirs": theirs,
    }
    return respond(request, page, "answer", context)


def take_back(request: HttpRequest, page: Any, uuid: UUID, organisation: str) -> HttpResponse:
    """Ask whether a released answer is to become a draft again, and take it back."""
    shown = round_of(request, page, uuid)
    seat = _seat(shown, organisation)
    if not seat.leads:
        raise PermissionDenied
    back = f"{shown.here}stellungnahme/{organisation}/"
    if request.method == "POST":
        try:
            take_back_answer(seat.invitation, request.user)
        except ConsultationRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("Zurückgenommen. Die Stellungnahme ist wieder ein Entwurf von Ihnen.")
            )
        return redirect(back)
    context = {
        "consultation": shown.consultation,
        "round": shown,
        "here": shown.here,
        "back": back,
        "heading": _("Stellungnahme zurücknehmen?"),
        "explanation": _(
            "Die anderen und die Koordination sehen sie dann nicht mehr, bis Sie sie wieder "
            "freigeben."
        ),
        "button": _("Zurücknehmen"),
    }
    return respond(request, page, "confirm", context)


def _seat(shown: Round, organisation: str) -> Seat:
    """Return an organisation that was asked, to its own people."""
    found = next((s for s in shown.seats if str(s.invitation.organisation) == organisation), None)
    if found is None:
        raise PermissionDenied
    return found


def _done(request: HttpRequest, shown: Round, late: str, *, is_released: bool) -> HttpResponse:
    if late:
        messages.warning(request, late)
    elif is_released:
        messages.success(request, _("Freigegeben: Die Stellungnahme Ihrer Organisation liegt vor."))
    else:
        messages.success(
            request, _("Als Entwurf gespeichert. Bisher sieht ihn nur Ihre Organisation.")
        )
    return redirect(shown.here)
