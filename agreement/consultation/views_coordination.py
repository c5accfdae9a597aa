"""The pages on which the coordination asks organisations, gives more time, reminds and ends."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.consultation.actions import end, extend, invite
from agreement.consultation.ending import open_comments
from agreement.consultation.forms_coordination import ExtendForm, InviteForm
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.reminders import remind
from agreement.consultation.rounds import is_open, last_round, text_of_round
from agreement.consultation.synopsis_data import Synopsis
from agreement.consultation.views_synopsis import answer, consultation_of
from agreement.enums import ProcessState
from agreement.impact_page.network import organisation_names
from agreement.models.consultation import Consultation
from agreement.models.process import VersionProcess
from agreement.permissions import may_decide_versions
from portal.core.errors import NotFound


def invite_organisations(request: HttpRequest, page: Any, process: UUID) -> HttpResponse:
    """Show the form for a frozen round that nobody was asked about yet, and ask."""
    _permit(request)
    current = VersionProcess.objects.select_related("agreement").filter(pk=process).first()
    freeze = last_round(current) if current else None
    if current is None or freeze is None or current.state != ProcessState.CONSULTATION:
        raise NotFound(
            _("Hier ist kein Text in Abstimmung. Frieren Sie ihn unter „Fassung vorbereiten“ ein.")
        )
    known = Consultation.objects.filter(freeze=freeze).first()
    if known and request.method == "GET":
        return redirect(f"{page.get_url(request)}{known.pk}/verwalten/")
    parties = {party.organisation: party.name for party in text_of_round(freeze).parties}
    choices = parties | {
        uuid: name for uuid, name in organisation_names().items() if uuid not in parties
    }
    form = InviteForm(request.POST or None, parties=parties, choices=choices.items())
    if request.method == "POST" and form.is_valid():
        try:
            made = invite(current, request.user, **form.cleaned_data)
        except ConsultationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            count = made.invitations.count()
            sentence = ngettext(
                "%(count)s Organisation ist eingeladen und bekommt eine Nachricht.",
                "%(count)s Organisationen sind eingeladen und bekommen eine Nachricht.",
                count,
            )
            messages.success(request, sentence % {"count": count})
            return redirect(f"{page.get_url(request)}{made.pk}/verwalten/")
    context = {
        "process": current,
        "freeze": freeze,
        "form": form,
        "waiting": open_comments(current).count(),
    }
    return answer(request, page, "invite", context)


def manage(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Show who has answered, and take the acts."""
    _permit(request)
    consultation = consultation_of(uuid)
    here = f"{page.get_url(request)}{consultation.pk}/"
    form = ExtendForm(request.POST if request.POST.get("act") == "extend" else None)
    if request.method == "POST" and _acted(request, consultation, form):
        return redirect(f"{here}verwalten/")
    synopsis = Synopsis(consultation_of(uuid), request.user)
    context = {
        "consultation": synopsis.consultation,
        "synopsis": synopsis,
        "answered": sum(one.is_shown for one in synopsis.answers),
        "is_open": is_open(synopsis.consultation),
        "form": form,
        "here": here,
    }
    return answer(request, page, "manage", context)


def _acted(request: HttpRequest, consultation: Consultation, form: forms.Form) -> bool:
    """Do what was sent and say so; what was refused is said at the form or in a message."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        messages.error(request, _("Diesen Schritt gibt es nicht. Wählen Sie ihn auf der Seite."))
        return False
    if form.is_bound and not form.is_valid():
        return False
    try:
        messages.success(request, act(consultation, request.user, form))
    except ConsultationRefused as refusal:
        if form.is_bound:
            form.add_error("open_until", str(refusal))
        else:
            messages.error(request, str(refusal))
        return False
    return True


def _extend(consultation: Consultation, by: Any, form: forms.Form) -> str:
    extend(consultation, by, form.cleaned_data["open_until"])
    return _("Die Frist ist verlängert. Die Organisationen bekommen eine Nachricht.")


def _remind(consultation: Consultation, by: Any, form: forms.Form) -> str:
    count = remind(consultation, by)
    said = ngettext(
        "%(count)s Organisation ist erinnert.", "%(count)s Organisationen sind erinnert.", count
    )
    return said % {"count": count}


def _end(consultation: Consultation, by: Any, form: forms.Form) -> str:
    end(consultation, by)
    return _("Die Abstimmung ist beendet.")


ACTS: Mapping[str, Callable[[Consultation, Any, forms.Form], str]] = {
    "extend": _extend,
    "remind": _remind,
    "end": _end,
}


def _permit(request: HttpRequest) -> None:
    if not may_decide_versions(request.user):
        raise PermissionDenied
