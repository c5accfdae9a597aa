"""Addresses with a file ending, which Wagtail's own routing does not take."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreement.models import AgreementPage
from portal.core.errors import NotFound
from portal.core.visibility import viewer, visible


@require_safe
def sealed_bytes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give out the sealed bytes of a version of the agreement at an address."""
    pages = visible(AgreementPage.objects.filter(slug=slug), viewer(request))
    page = pages.first()
    if page is None:
        raise NotFound(_("An dieser Adresse steht keine Vereinbarung."))
    return page.sealed_bytes(request, number)
