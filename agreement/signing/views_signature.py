"""The pages of a signature that was given: its evidence, its file, taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreement.models.signatures import Signature
from agreement.signing.actions_withdraw import withdraw
from agreement.signing.files import served
from agreement.signing.forms import ReasonForm
from agreement.signing.permissions import may_withdraw_for
from agreement.signing.refusals import SigningRefused
from agreement.signing.views import answer, version_url
from portal.core.errors import NotFound


def take_back(request: HttpRequest, page: Any, pk: int) -> HttpResponse:
    """Ask for the reason why a signature is taken back, and take it back."""
    signature = _signature(pk)
    if not may_withdraw_for(request.user, str(signature.party)):
        raise PermissionDenied
    here = version_url(request, page, signature.version)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(signature, form.cleaned_data["reason"], request.user)
        except SigningRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Die Unterschrift ist zurückgenommen."))
            return redirect(here)
    context = {"signature": signature, "form": form, "here": here}
    return answer(request, page, "take_back", context)


def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out the evidence of a signature: the very bytes whose hash stands in the ledger."""
    signature = _signature(pk)
    name = f"nachweis-{signature.evidence_sha256[:12]}.json"
    return served(bytes(signature.evidence), "application/json", name)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out the file of a signature on paper or in a PDF."""
    signature = _signature(pk)
    kept = getattr(signature, "file", None)
    if kept is None:
        raise NotFound(_("Zu dieser Unterschrift gibt es keine Datei."))
    return served(bytes(kept.content), kept.content_type, kept.name)


def _signature(pk: int) -> Signature:
    """Return a signature; whoever opens these pages is of the network, which may read them."""
    signatures = Signature.objects.select_related("version__agreement", "file")
    signature = signatures.defer("version__canonical").filter(pk=pk).first()
    if signature is None:
        raise NotFound(_("Diese Unterschrift gibt es nicht."))
    return signature
