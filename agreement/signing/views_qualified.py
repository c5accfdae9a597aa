"""The page for a PDF that was signed elsewhere with a qualified signature."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreement.signing.actions_qualified import has_file_to_sign, is_offered, sign_by_file
from agreement.signing.forms import SignedPdfForm
from agreement.signing.permissions import may_handle_paper
from agreement.signing.reading_page import SigningOfVersion
from agreement.signing.refusals import SigningRefused
from agreement.signing.views import answer, row_of, version_of, version_url
from portal.core.errors import NotFound


def upload(
    request: HttpRequest, page: Any, slug: str, number: int, party: str, function: str
) -> HttpResponse:
    """Take the signed PDF."""
    signing = SigningOfVersion(version_of(slug, number), request.user)
    row = row_of(signing, party)
    if not may_handle_paper(request.user, party):
        raise PermissionDenied
    if function not in {each.key for each in row.functions} or not is_offered():
        raise NotFound(_("Qualifizierte Signaturen nimmt dieses Portal nicht entgegen."))
    here = version_url(request, page, signing.version)
    form = SignedPdfForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_by_file(signing.version, party, function, form.cleaned_data["file"], request.user)
        except SigningRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Geprüft. Die Unterschrift steht im Register."))
            return redirect(here)
    elif request.method == "GET" and not row.may_handle_paper:
        return redirect(here)
    context = {
        "signing": signing,
        "row": row,
        "function": function,
        "form": form,
        "has_file": has_file_to_sign(signing.version),
        "here": here,
    }
    return answer(request, page, "qualified", context)
