"""The pages for the scan of an agreement that was signed before the portal existed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreement.signing.files import served
from agreement.signing.forms import ScanForm
from agreement.signing.legacy_scan import deposit_scan, scans_of
from agreement.signing.permissions import is_of_coordination
from agreement.signing.refusals import SigningRefused
from agreement.signing.scan import kind_of
from agreement.signing.views import answer, version_of, version_url
from portal.core.errors import NotFound


def deposit(request: HttpRequest, page: Any, slug: str, number: int) -> HttpResponse:
    """Take the scan of the signed paper of a version from before the portal."""
    version = version_of(slug, number)
    if not is_of_coordination(request.user):
        raise PermissionDenied
    here = version_url(request, page, version)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deposit_scan(version, form.cleaned_data["file"], request.user)
        except SigningRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Der Scan ist hinterlegt und steht im Register."))
            return redirect(here)
    return answer(request, page, "deposit", {"version": version, "form": form, "here": here})


def scan(request: HttpRequest, slug: str, number: int, stage: int) -> HttpResponse:
    """Give out a scan that was deposited with a version, to the network."""
    version = version_of(slug, number)
    found = scans_of(version).filter(stage=stage).first()
    if found is None:
        raise NotFound(_("Diesen Scan gibt es nicht."))
    content = bytes(found.content)
    kind = kind_of(content)
    name = f"{slug}-{number}-scan.{kind.ending if kind else 'bin'}"
    return served(content, kind or "", name)
