"""The addresses of evidence and verifier: bundles, the program, the format, the check of a file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreement.models import AgreementPage, AgreementVersion
from agreement.verification.bundle import Evidence, bundle_zip, evidence_of, evidence_of_all
from agreement.verification.checking import check_content
from agreement.verification.forms import MOST_BYTES, CheckForm, too_large
from agreement.verification.standalone.assembling import FILE_NAME, assembled
from agreement.verification.standalone.words import Unreadable
from agreement.verification.words import in_language
from portal.core.errors import NotFound, too_many_requests
from portal.core.origin import from_here_only
from portal.core.throttle import is_allowed
from portal.core.visibility import viewer, visible

MOST, SECONDS = 20, 600
"""So many files of one address in so many seconds."""
BOUNDARIES = 100_000
"""What a form may add to the file within it."""
FORMAT_FILE = Path(settings.BASE_DIR) / "portal" / "docs" / "evidence-format.md"


@require_safe
def bundle_of_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give out the evidence of one version as a ZIP."""
    page, who = _page(request, slug), viewer(request)
    versions = AgreementVersion.objects.filter(agreement=page.agreement_id, number=number)
    version = visible(versions, who).select_related("agreement").first()
    if version is None:
        raise NotFound(_("Diese Fassung gibt es nicht. Alle stehen unter „Fassungen“."))
    return _zip(evidence_of(version, who), f"{page.slug}-{number}.zip")


@require_safe
def bundle_of_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Give out the evidence of all versions that the reader may see as a ZIP."""
    page = _page(request, slug)
    evidence = evidence_of_all(page.agreement, viewer(request))
    if not evidence.versions:
        raise NotFound(_("Es gibt noch keine Fassung, die Sie lesen können."))
    return _zip(evidence, f"{page.slug}-alles.zip")


def _zip(evidence: Evidence, name: str) -> HttpResponse:
    answer = HttpResponse(bundle_zip(evidence), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """Give out the verifier."""
    _page(request, slug)
    answer = HttpResponse(assembled(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


@require_safe
def description(request: HttpRequest, slug: str) -> HttpResponse:
    """Give out the description of the format."""
    _page(request, slug)
    return HttpResponse(FORMAT_FILE.read_bytes(), content_type="text/plain; charset=utf-8")


@from_here_only
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Check a file that somebody sends, and keep nothing of it."""
    page = _page(request, slug)
    if request.method != "POST":
        return redirect(f"{page.get_url(request)}pruefen/")
    if not is_allowed(request, "check", amount=MOST, seconds=SECONDS):
        return too_many_requests(request, seconds=SECONDS)
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > MOST_BYTES + BOUNDARIES:
        # Refused by its length, before any of it is read.
        return _shown(request, page, {"form": CheckForm(), "refusal": too_large()}, 413)
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, page, {"form": form}, 400)
    with form.cleaned_data["file"] as file:
        try:
            found = check_content(file.read(), form.cleaned_data["note"], viewer(request))
        except Unreadable as error:
            form.add_error("file", in_language(error.text))
            return _shown(request, page, {"form": form}, 400)
    return _shown(request, page, {"form": form, "checked": found})


def _shown(
    request: HttpRequest, page: AgreementPage, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    answer = page.checking(request, {**context, "robots": "noindex"})
    answer.status_code = status
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, slug: str) -> AgreementPage:
    page = visible(AgreementPage.objects.filter(slug=slug), viewer(request)).first()
    if page is None:
        raise NotFound(_("An dieser Adresse steht keine Vereinbarung."))
    return page
