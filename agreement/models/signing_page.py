"""The page on which versions are signed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import path

from agreement.signing import (
    views,
    views_legacy,
    views_paper,
    views_qualified,
    views_signature,
)
from portal.core.models import ToolPage

PARTY = "<slug:slug>/<int:number>/<uuid:party>/<slug:function>/"


class SigningPage(ToolPage):
    """Signing for the partners: /intern/unterzeichnen/."""

    class Meta:
        verbose_name = gettext_lazy("Unterzeichnen")

    @path("")
    def start(self, request: HttpRequest) -> HttpResponse:
        """List what waits for the reader."""
        return views.start(request, self)

    @path("<slug:slug>/<int:number>/")
    def version(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        """Show a version to be signed."""
        return views.show(request, self, slug, number)

    @path(PARTY)
    def sign(self, request: HttpRequest, party: UUID, **place: Any) -> HttpResponse:
        """Sign for a party with the account or a passkey."""
        return views.sign(request, self, party=str(party), **place)

    @path(f"{PARTY}deckblatt/")
    def cover(self, request: HttpRequest, party: UUID, **place: Any) -> HttpResponse:
        """Show the page to print and sign."""
        return views_paper.cover_page(request, self, party=str(party), **place)

    @path(f"{PARTY}papier/")
    def upload(self, request: HttpRequest, party: UUID, **place: Any) -> HttpResponse:
        """Take the scan of a signed page."""
        return views_paper.upload(request, self, party=str(party), **place)

    @path(f"{PARTY}qualifiziert/")
    def qualified(self, request: HttpRequest, party: UUID, **place: Any) -> HttpResponse:
        """Take a PDF that was signed elsewhere."""
        return views_qualified.upload(request, self, party=str(party), **place)

    @path("papier/<uuid:uuid>/")
    def decide(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Confirm or reject a scan."""
        return views_paper.decide(request, self, uuid)

    @path("papier/<uuid:uuid>/datei/")
    def scan_file(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Give out a scan that waits."""
        return views_paper.scan_file(request, uuid)

    @path("papier/<uuid:uuid>/seite/<int:number>/")
    def scan_page(self, request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
        """Give out one page of such a scan as a picture."""
        return views_paper.scan_page(request, uuid, number)

    @path("unterschrift/<int:pk>/zuruecknehmen/")
    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back a signature."""
        return views_signature.take_back(request, self, pk)

    @path("unterschrift/<int:pk>/nachweis/")
    def evidence(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give out the evidence of a signature."""
        return views_signature.evidence(request, pk)

    @path("unterschrift/<int:pk>/datei/")
    def signature_file(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give out the file of a signature."""
        return views_signature.file(request, pk)

    @path("<slug:slug>/<int:number>/scan/")
    def deposit(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        """Take the scan of a paper from before the portal."""
        return views_legacy.deposit(request, self, slug, number)

    @path("<slug:slug>/<int:number>/scan/<int:stage>/")
    def legacy_scan(self, request: HttpRequest, slug: str, number: int, stage: int) -> HttpResponse:
        """Give out such a scan."""
        return views_legacy.scan(request, slug, number, stage)
