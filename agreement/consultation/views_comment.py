"""The pages on which an organisation comments: write, change, release, take back, delete."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.consultation import actions_member as acts
from agreement.consultation.checking import WordsRefused
from agreement.consultation.forms_member import BaseForm, CommentForm
from agreement.consultation.proposing import proposal_lines
from agreement.consultation.reading import Round
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.seeing import comments_seen_by
from agreement.consultation.views_member import respond, round_of
from agreement.enums import CommentState, Disclosure
from agreement.importing.notation import lines_of_blocks
from agreement.models.consultation import ConsultationComment
from portal.core.errors import NotFound

RELEASE = "freigeben"
"""The name of the button that releases what is saved."""


def write(request: HttpRequest, page: Any, uuid: UUID, clause: str | None) -> HttpResponse:
    """Show the form for a comment on a clause, or on the whole text, and keep what it holds."""
    shown = round_of(request, page, uuid)
    if clause is not None and clause not in shown.places:
        raise NotFound(_("Diese Klausel gibt es in dieser Runde nicht."))
    speakers = _speakers(shown)
    initial = {"lines": lines_of_blocks(shown.wording(clause))} if clause else {}
    form = _form(request, speakers, clause, initial)
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data.get("organisation") or speakers[0][0]
        try:
            kept = acts.write_comment(
                shown.consultation,
                request.user,
                organisation,
                form.words,
                clause=clause,
                release=RELEASE in request.POST,
            )
        except ConsultationRefused as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, shown, kept)
    return _show_form(request, page, shown, form, clause)


def change(request: HttpRequest, page: Any, uuid: UUID, comment: UUID) -> HttpResponse:
    """Show a draft in the form, and keep what changed; two editors never overwrite each other."""
    shown = round_of(request, page, uuid)
    if request.method == "POST" and not ConsultationComment.objects.filter(pk=comment).exists():
        return _deleted_meanwhile(request, page, shown)
    known = own_comment(shown, comment)
    place = str(known.clause) if known.clause and str(known.clause) in shown.places else None
    form = _form(request, [], place, _initial(shown, known, place))
    theirs = None
    if request.method == "POST" and form.is_valid():
        release = RELEASE in request.POST
        try:
            kept = acts.change_comment(
                known, request.user, form.words, form.opened, release=release
            )
        except acts.ChangedMeanwhile as meanwhile:
            theirs = show_conflict(form, meanwhile)
        except ConsultationRefused as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, shown, kept)
    elif request.method != "POST" and not shown.shown(known).may_change:
        return redirect(shown.url_of(known))
    more = {
        "comment": known,
        "theirs": shown.shown(theirs) if isinstance(theirs, ConsultationComment) else None,
    }
    return _show_form(request, page, shown, form, place, more)


def _deleted_meanwhile(request: HttpRequest, page: Any, shown: Round) -> HttpResponse:
    """Offer to keep as a new comment what somebody typed into one that is gone by now."""
    speakers = _speakers(shown)
    uid = request.POST.get("clause", "")
    clause = uid if uid in shown.places else None
    form = _form(request, speakers, clause, {})
    form.add_error(
        None,
        _(
            "Diese Anmerkung wurde inzwischen gelöscht. Ihr Text steht noch hier: Speichern Sie "
            "ihn, dann wird daraus eine neue Anmerkung."
        ),
    )
    action = f"{shown.here}anmerken/{f'{clause}/' if clause else ''}"
    return _show_form(request, page, shown, form, clause, {"action": action})


def delete(request: HttpRequest, page: Any, uuid: UUID, comment: UUID) -> HttpResponse:
    """Ask whether a draft is to go for good, and delete it."""
    shown = round_of(request, page, uuid)
    known = own_comment(shown, comment)
    back = shown.url_of(known).partition("#")[0]
    if request.method == "POST":
        try:
            acts.delete_draft(known, request.user)
        except ConsultationRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect(back)
    words = {
        "heading": _("Entwurf löschen?"),
        "explanation": _("Er ist dann für alle in Ihrer Organisation weg."),
        "button": _("Endgültig löschen"),
        "is_danger": True,
    }
    return _confirm(request, page, shown, known, words)


def withdraw(request: HttpRequest, page: Any, uuid: UUID, comment: UUID) -> HttpResponse:
    """Ask whether a released comment is to become a draft again, and take it back."""
    shown = round_of(request, page, uuid)
    known = own_comment(shown, comment)
    if request.method == "POST":
        try:
            acts.withdraw_comment(known, request.user)
        except ConsultationRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("Zurückgenommen. Die Anmerkung ist wieder ein Entwurf von Ihnen.")
            )
        return redirect(shown.url_of(known))
    explanation = _("Die anderen und die Koordination sehen sie dann nicht mehr.")
    if not shown.is_open:
        late = _("Freigeben können Sie sie danach nicht mehr: %(reason)s") % {
            "reason": shown.why_closed
        }
        explanation = f"{explanation} {late}"
    words = {
        "heading": _("Anmerkung zurücknehmen?"),
        "explanation": explanation,
        "button": _("Zurücknehmen"),
    }
    return _confirm(request, page, shown, known, words)


def drafts(request: HttpRequest, page: Any, uuid: UUID, organisation: str) -> HttpResponse:
    """Show the drafts of an organisation, and release those that are chosen."""
    shown = round_of(request, page, uuid)
    seat = next((s for s in shown.seats if str(s.invitation.organisation) == organisation), None)
    if seat is None or not seat.edits:
        raise PermissionDenied
    if request.method == "POST":
        return _release(request, shown, seat.invitation)
    waiting = [
        comment
        for comment in shown.comments
        if str(comment.organisation) == organisation
        and comment.state == CommentState.DRAFT
        and not hasattr(comment, "carried_to")
    ]
    context = {
        "round": shown,
        "consultation": shown.consultation,
        "here": shown.here,
        "seat": seat,
        "drafts": [
            (shown.place_of(comment), shown.url_of(comment), shown.shown(comment))
            for comment in waiting
        ],
    }
    return respond(request, page, "drafts", context)


def _release(request: HttpRequest, shown: Round, invitation: Any) -> HttpResponse:
    """Release the comments that were ticked, and say how many there were."""
    ticked = [key for key in map(_uuid, request.POST.getlist("comment")) if key]
    here = f"{shown.here}entwuerfe/{invitation.organisation}/"
    if not ticked:
        messages.error(request, _("Setzen Sie ein Häkchen bei dem, was Sie freigeben möchten."))
        return redirect(here)
    try:
        count = acts.release_comments(invitation, request.user, ticked)
    except ConsultationRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    sentence = ngettext(
        "%(count)d Anmerkung ist freigegeben.", "%(count)d Anmerkungen sind freigegeben.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect(shown.here)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def own_comment(shown: Round, uuid: UUID) -> ConsultationComment:
    """Return a comment to one of its organisation's editors; what one may not see is missing."""
    seen = comments_seen_by(shown.user, shown.consultation, shown.standing)
    rows = seen.select_related("disposition", "carried_from", "carried_to", "author")
    found = rows.filter(pk=uuid).first()
    if found is None:
        raise NotFound(_("Diese Anmerkung gibt es nicht, oder sie wurde gelöscht."))
    if str(found.organisation) not in shown.standing.comments_for:
        raise PermissionDenied
    return found


def show_refusal(form: BaseForm, refusal: ConsultationRefused) -> None:
    """Put the reasons of a refusal at their fields."""
    errors = refusal.errors if isinstance(refusal, WordsRefused) else {"": str(refusal)}
    for name, error in errors.items():
        form.add_error(name if name in form.fields else None, error)


def show_conflict(form: BaseForm, meanwhile: acts.ChangedMeanwhile) -> Any:
    """Say that somebody else was first, and let the next try win; return how it is now."""
    form.add_error(None, str(meanwhile))
    form.open_anew(meanwhile.current.changed_at)
    return meanwhile.current


def _speakers(shown: Round) -> list[tuple[str, str]]:
    """Return the organisations for which the reader comments; raises PermissionDenied for none."""
    found = [
        (str(seat.invitation.organisation), seat.invitation.organisation_name)
        for seat in shown.seats
        if seat.edits
    ]
    if not found:
        raise PermissionDenied
    return found


def _form(
    request: HttpRequest,
    speakers: list[tuple[str, str]],
    clause: str | None,
    initial: dict[str, Any],
) -> CommentForm:
    sent = request.POST if request.method == "POST" else None
    return CommentForm(sent, initial=initial, organisations=speakers, has_clause=clause is not None)


def _initial(shown: Round, known: ConsultationComment, clause: str | None) -> dict[str, Any]:
    lines = proposal_lines(known.proposal) if known.proposal else ""
    if not lines and clause:
        lines = lines_of_blocks(shown.wording(clause))
    return {
        "kind": known.kind,
        "quote": known.quote,
        "text": known.text,
        "lines": lines,
        "base": known.changed_at.isoformat(),
    }


def _done(request: HttpRequest, shown: Round, kept: acts.Kept) -> HttpResponse:
    if kept.late:
        messages.warning(request, kept.late)
    elif kept.comment.state == CommentState.RELEASED:
        messages.success(request, _("Freigegeben: Ihre Anmerkung steht jetzt beim Text."))
    else:
        messages.success(
            request, _("Als Entwurf gespeichert. Bisher sieht ihn nur Ihre Organisation.")
        )
    return redirect(shown.url_of(kept.comment))


def _show_form(
    request: HttpRequest,
    page: Any,
    shown: Round,
    form: CommentForm,
    clause: str | None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "round": shown,
        "consultation": shown.consultation,
        "here": shown.here,
        "form": form,
        "clause": shown.clause(clause) if clause else None,
        "back": shown.clause_url(clause) if clause else shown.here,
        "is_at_once": shown.consultation.disclosure == Disclosure.AT_ONCE,
    }
    return respond(request, page, "form", context | (more or {}))


def _confirm(
    request: HttpRequest, page: Any, shown: Round, known: ConsultationComment, words: Any
) -> HttpResponse:
    context = {"consultation": shown.consultation, "here": shown.here, "back": shown.url_of(known)}
    return respond(
        request, page, "confirm", context | words | {"shown": shown.shown(known), "round": shown}
    )
