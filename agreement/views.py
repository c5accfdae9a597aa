"""Addresses with a file ending, which Wagtail's own routing does not take."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreement.comparison_page.files import file_of_comparison
from agreement.enums import ArtifactKind
from agreement.exports.downloads import file_of
from agreement.models import AgreementPage, AgreementVersion
from portal.core.errors import NotFound
from portal.core.throttle import throttled
from portal.core.visibility import viewer, visible


@require_safe
def sealed_bytes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give out the sealed bytes of a version of the agreement at an address."""
    return _page(request, slug).sealed_bytes(request, number)


@require_safe
def version_file(request: HttpRequest, slug: str, number: int, kind: ArtifactKind) -> HttpResponse:
    """Give out a file made from a version of the agreement at an address."""
    page = _page(request, slug)
    versions = AgreementVersion.objects.filter(agreement=page.agreement_id, number=number)
    found = visible(versions.without_bytes(), viewer(request)).select_related("agreement").first()
    if found is None:
        raise NotFound(_("Diese Fassung gibt es nicht. Alle stehen unter „Fassungen“."))
    return file_of(request, found, kind)


@throttled("comparison-files", amount=20, methods=frozenset({"GET"}))
@require_safe
def comparison_file(
    request: HttpRequest, slug: str, old: str, new: str, kind: ArtifactKind
) -> HttpResponse:
    """Give out the comparison of two texts of the agreement at an address."""
    return file_of_comparison(request, _page(request, slug), old, new, kind)


def _page(request: HttpRequest, slug: str) -> AgreementPage:
    page = visible(AgreementPage.objects.filter(slug=slug), viewer(request)).first()
    if page is None:
        raise NotFound(_("An dieser Adresse steht keine Vereinbarung."))
    return page
