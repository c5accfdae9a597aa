"""The synopsis as a page, where the coordination decides on comments, and as files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from agreement.consultation.disposing import DecidedMeanwhile, base_of, dispose
from agreement.consultation.forms_coordination import DispositionForm, SynopsisFilter
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.seats import Standing
from agreement.consultation.synopsis import Entry, Row, Wanted
from agreement.consultation.synopsis_data import Synopsis, disposition_of
from agreement.consultation.synopsis_docx import DOCX, synopsis_docx
from agreement.consultation.synopsis_xlsx import synopsis_workbook
from agreement.models.consultation import Consultation
from agreement.models.process import UNSEALED_STATES
from agreement.permissions import may_decide_versions
from portal.core.errors import NotFound
from portal.core.spreadsheets import XLSX


def consultation_of(uuid: UUID) -> Consultation:
    """Return a consultation without the bytes of its texts; raises NotFound."""
    rows = Consultation.objects.select_related("process__agreement", "process__version", "freeze")
    found = rows.defer("freeze__canonical", "process__version__canonical").filter(pk=uuid).first()
    if found is None:
        raise NotFound(_("Diese Abstimmung gibt es nicht. Alle stehen auf der Seite Abstimmung."))
    return found


def answer(request: HttpRequest, page: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page about a consultation; nothing keeps what only some may see."""
    base = {"page": page, "self": page, "home": page.get_url(request)}
    response = TemplateResponse(request, f"agreement/consultation/{template}.html", base | context)
    response["Cache-Control"] = "private, no-store"
    return response


def may_read(consultation: Consultation, standing: Standing) -> bool:
    """Return whether somebody of the network reads the synopsis: who was asked, at the end all."""
    if standing.coordinates or consultation.ended_at is not None:
        return True
    asked = {str(one.organisation) for one in consultation.invitations.all()}
    return not asked.isdisjoint(standing.reads_for)


def _readable(request: HttpRequest, uuid: UUID) -> Synopsis:
    synopsis = Synopsis(consultation_of(uuid), request.user)
    # Whoever was asked in an earlier round alone still sees what was carried from there.
    if not (may_read(synopsis.consultation, synopsis.standing) or synopsis.comments):
        raise NotFound(_("Diese Abstimmung läuft noch. Sie sehen sie, sobald sie beendet ist."))
    return synopsis


def show(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Show the synopsis; the coordination decides on its comments there."""
    synopsis = _readable(request, uuid)
    bound: DispositionForm | None = None
    if request.method == "POST":
        bound = DispositionForm(request.POST, auto_id=_auto_id(request.POST.get("comment", "")))
        if _decided(request, synopsis, bound):
            messages.success(request, _("Entschieden. Die Organisation bekommt eine Nachricht."))
            return redirect(f"{request.get_full_path()}#anmerkung-{bound.cleaned_data['comment']}")
        synopsis = Synopsis(synopsis.consultation, request.user)  # as it is by now
    chosen = _filter(request, synopsis)
    wanted = _wanted(chosen)
    rows = synopsis.rows(wanted)
    consultation = synopsis.consultation
    decides = may_decide_versions(request.user) and consultation.process.state in UNSEALED_STATES
    here = f"{page.get_url(request)}{consultation.pk}/"
    context = {
        "consultation": consultation,
        "synopsis": synopsis,
        "rows": [_shown(row, synopsis, bound, decides=decides) for row in rows],
        "count": sum(len(row.entries) for row in rows),
        "filter": chosen,
        "is_filtered": wanted != Wanted(),
        "bound": bound,
        "here": here,
        "own": f"{here}synopse/",
        "query": request.GET.urlencode(),
        "coordinates": synopsis.standing.coordinates,
    }
    return answer(request, page, "synopsis", context)


def docx_file(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Give out the synopsis as a Word document, as it is filtered."""
    synopsis = _readable(request, uuid)
    wanted = _wanted(_filter(request, synopsis))
    return _file(synopsis, synopsis_docx(synopsis, wanted), DOCX, "docx")


def xlsx_file(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Give out the synopsis as a workbook, as it is filtered."""
    synopsis = _readable(request, uuid)
    wanted = _wanted(_filter(request, synopsis))
    return _file(synopsis, synopsis_workbook(synopsis, wanted), XLSX, "xlsx")


def _file(synopsis: Synopsis, content: bytes, kind: str, ending: str) -> HttpResponse:
    consultation = synopsis.consultation
    name = f"synopse-{consultation.process.agreement.slug}-runde-{consultation.freeze.round}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _filter(request: HttpRequest, synopsis: Synopsis) -> SynopsisFilter:
    sections = [(section.slug, section.title) for section in synopsis.sections]
    chosen = SynopsisFilter(request.GET, organisations=synopsis.organisations, sections=sections)
    chosen.is_valid()
    return chosen


def _wanted(chosen: SynopsisFilter) -> Wanted:
    data = chosen.cleaned_data
    return Wanted(
        only_open=data.get("offen", False),
        organisation=data.get("organisation", ""),
        section=data.get("abschnitt", ""),
    )


def _decided(request: HttpRequest, synopsis: Synopsis, form: DispositionForm) -> bool:
    """Decide as it was sent; what is wrong becomes an error of the form."""
    if not form.is_valid():
        return False
    data = form.cleaned_data
    comment = synopsis.comments.get(str(data["comment"]))
    if comment is None:
        form.add_error(
            None, _("Die Organisation hat diese Anmerkung zurückgenommen. Es ist nichts zu tun.")
        )
        return False
    try:
        dispose(comment, request.user, data["result"], data["reason"], data["base"])
    except DecidedMeanwhile as meanwhile:
        form.add_error(None, str(meanwhile))
        # What was typed is shown again, over the decision that its sender has read by now.
        form.data = {**dict(form.data.items()), "base": base_of(meanwhile.disposition)}
    except ConsultationRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _shown(
    row: Row, synopsis: Synopsis, bound: DispositionForm | None, *, decides: bool
) -> dict[str, Any]:
    entries = [
        {
            "entry": entry,
            "comment": synopsis.comments[entry.said.uuid],
            "form": _form(entry, synopsis, bound) if decides else None,
        }
        for entry in row.entries
    ]
    return {"row": row, "entries": entries}


def _form(entry: Entry, synopsis: Synopsis, bound: DispositionForm | None) -> Any:
    """Return the form of a comment, as it was sent if it was refused; none if it is elsewhere."""
    said = entry.said
    if said.is_asked_again:
        return None
    if bound is not None and bound.data.get("comment") == said.uuid:
        return bound
    disposition = disposition_of(synopsis.comments[said.uuid])
    initial = {
        "comment": said.uuid,
        "base": base_of(disposition),
        "result": said.result,
        "reason": said.reason,
    }
    return DispositionForm(initial=initial, auto_id=_auto_id(said.uuid))


def _auto_id(comment: str) -> str:
    """Return a pattern for the ids of a form; what was sent as its comment may be anything."""
    safe = "".join(sign for sign in comment[:36] if sign.isalnum() or sign == "-")
    return f"behandlung-{safe}-%s"
