"""The pages of what changed for me: to read and confirm, and who has done so."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from agreement.acknowledgement.actions import NothingToConfirm, ReadSomethingElse, confirm
from agreement.acknowledgement.overview import overview_workbook, overviews, seen_by
from agreement.acknowledgement.shown import Block, blocks
from agreement.acknowledgement.telling import Telling, tellings
from portal.core.spreadsheets import XLSX

OVERVIEW = "uebersicht/"
"""Where the overview stands below the page."""


def mine(request: HttpRequest, page: Any) -> HttpResponse:
    """Show what the versions in force change for each organisation of the reader; confirm it."""
    found = tellings()
    if request.method != "POST":
        return _answer(request, page, "page", _context(request, found))
    telling = _sent_telling(request, found)
    organisation = request.POST.get("organisation", "")
    if telling is None:
        messages.info(request, _("Inzwischen gilt eine andere Fassung. Bitte lesen Sie sie neu."))
        return redirect(page.get_url(request))
    try:
        confirm(request.user, telling, organisation, request.POST.get("digest", ""))
    except ReadSomethingElse:
        context = _context(request, found)
        context["blocks"] = [_refused(one, telling, organisation) for one in context["blocks"]]
        return _answer(request, page, "page", context, status=409)
    except NothingToConfirm:
        messages.info(request, _("Für diese Organisation ist nichts mehr zu bestätigen."))
    else:
        messages.success(request, _("Danke. Wir haben notiert, dass Sie es gelesen haben."))
    return redirect(page.get_url(request))


def _sent_telling(request: HttpRequest, found: list[Telling]) -> Telling | None:
    slug, number = request.POST.get("agreement"), request.POST.get("version")
    return next(
        (
            one
            for one in found
            if (one.version.agreement.slug, str(one.version.number)) == (slug, number)
        ),
        None,
    )


def _refused(block: Block, telling: Telling, organisation: str) -> Block:
    is_meant = block.telling is telling and block.organisation == organisation
    return replace(block, was_refused=is_meant)


def _context(request: HttpRequest, found: list[Telling]) -> dict[str, Any]:
    return {
        "tellings": found,
        "blocks": blocks(request.user, found),
        "may_oversee": seen_by(request.user) is not None,
    }


def overview(request: HttpRequest, page: Any) -> HttpResponse:
    """Show who has confirmed; raises PermissionDenied for who leads nothing."""
    context = {"overviews": overviews(_people(request), tellings())}
    return _answer(request, page, "overview", context)


def overview_table(request: HttpRequest, page: Any) -> HttpResponse:
    """Give out the overview as a spreadsheet; raises PermissionDenied for who leads nothing."""
    content = overview_workbook(overviews(_people(request), tellings()))
    answer = HttpResponse(content, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename="kenntnisnahme.xlsx")
    answer["Content-Disposition"] = disposition or "attachment"
    return answer


def _people(request: HttpRequest) -> Any:
    found = seen_by(request.user)
    if found is None:
        raise PermissionDenied
    return found


def _answer(
    request: HttpRequest, page: Any, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    address = page.get_url(request)
    base = {"page": page, "self": page, "home": address, "overview_url": f"{address}{OVERVIEW}"}
    template = f"agreement/acknowledgement/{template}.html"
    return TemplateResponse(request, template, base | context, status=status)
