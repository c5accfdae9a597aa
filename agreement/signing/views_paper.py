"""The pages for paper: cover page, upload of the scan, confirmation by a second person."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreement.models.signatures import PaperSignature
from agreement.signing import cover
from agreement.signing.actions_paper import confirm_paper, may_confirm, reject_paper, upload_paper
from agreement.signing.files import served
from agreement.signing.forms import ConfirmForm, PaperForm, ReasonForm
from agreement.signing.keeping import subject_of
from agreement.signing.permissions import may_handle_paper
from agreement.signing.reading_page import SigningOfVersion
from agreement.signing.refusals import SigningRefused
from agreement.signing.scan import FileKind, Scan
from agreement.signing.views import answer, row_of, version_of, version_url
from portal.core.errors import NotFound
from portal.core.qr import qr_drawing


def cover_page(
    request: HttpRequest, page: Any, slug: str, number: int, party: str, function: str
) -> HttpResponse:
    """Show the page to print and sign."""
    signing = SigningOfVersion(version_of(slug, number), request.user)
    row_of(signing, party)
    version = signing.version
    try:
        subject = subject_of(version, party, function)
    except SigningRefused as refusal:
        raise NotFound(str(refusal)) from refusal
    public = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/{slug}/fassungen/{number}/"
    context = {
        "signing": signing,
        "subject": subject,
        "public_url": public,
        "qr": qr_drawing(cover.code_of(public, version.sha256, party)),
        "here": version_url(request, page, version),
    }
    return answer(request, page, "cover", context)


def upload(
    request: HttpRequest, page: Any, slug: str, number: int, party: str, function: str
) -> HttpResponse:
    """Take the scan of a signed cover page."""
    signing = SigningOfVersion(version_of(slug, number), request.user)
    row = row_of(signing, party)
    if not may_handle_paper(request.user, party):
        raise PermissionDenied
    here = version_url(request, page, signing.version)
    if function not in {each.key for each in row.functions}:
        raise NotFound(_("Für diese Partei ist keine solche Funktion festgeschrieben."))
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        day, scan = form.cleaned_data["signed_on"], form.cleaned_data["file"]
        try:
            paper = upload_paper(signing.version, party, function, day, scan, request.user)
        except SigningRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = _("Hochgeladen. Jetzt muss eine zweite Person den Scan bestätigen.")
            if not paper.has_code:
                sentence = _(
                    "Hochgeladen. Der QR-Code war nicht lesbar: Eine zweite Person muss die "
                    "Prüfsumme auf dem Deckblatt vergleichen und bestätigen."
                )
            messages.success(request, sentence)
            return redirect(here)
    elif request.method == "GET" and not row.may_handle_paper:
        return redirect(here)
    context = {"signing": signing, "row": row, "function": function, "form": form, "here": here}
    return answer(request, page, "upload", context)


def decide(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Show a scan that waits, and let a second person confirm or reject it."""
    paper = _paper_of(uuid, request.user)
    here = version_url(request, page, paper.version)
    confirming = ConfirmForm(request.POST or None, initial={"sha256": paper.sha256})
    rejecting = ReasonForm(request.POST if "reason" in request.POST else None)
    refusal_text = ""
    if request.method == "POST":
        try:
            if "reason" in request.POST:
                if rejecting.is_valid():
                    reject_paper(uuid, rejecting.cleaned_data["reason"], request.user)
                    messages.success(request, _("Der Scan ist verworfen."))
                    return redirect(here)
            elif confirming.is_valid():
                confirm_paper(uuid, confirming.cleaned_data["sha256"], request.user)
                messages.success(request, _("Bestätigt. Die Unterschrift steht im Register."))
                return redirect(here)
        except SigningRefused as refusal:
            refusal_text = str(refusal)
    signing = SigningOfVersion(paper.version, request.user)
    context = {
        "paper": paper,
        "signing": signing,
        "party": row_of(signing, str(paper.party)).state.name,
        "may_confirm": may_confirm(paper, request.user),
        "confirming": ConfirmForm(initial={"sha256": paper.sha256}),
        "rejecting": rejecting,
        "refusal": refusal_text,
        "here": here,
        "pages": _pages(paper),
        "own": f"{page.get_url(request)}papier/{paper.pk}/",
    }
    return answer(request, page, "decide", context)


def _pages(paper: PaperSignature) -> list[int]:
    """Return the pages to show as pictures; none for what is a picture itself."""
    scan = Scan(FileKind(paper.content_type), bytes(paper.content))
    return list(range(1, scan.pages + 1)) if scan.kind is FileKind.PDF else []


def scan_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give out a scan that waits, to those who may confirm it."""
    paper = _paper_of(uuid, request.user)
    return served(bytes(paper.content), paper.content_type, paper.name)


def scan_page(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """Give out a page of a PDF that waits as a picture, which shows it without a PDF viewer."""
    paper = _paper_of(uuid, request.user)
    scan = Scan(FileKind(paper.content_type), bytes(paper.content))
    picture = scan.drawn(number) if scan.kind is FileKind.PDF else None
    if picture is None:
        raise NotFound(_("Diese Seite hat der Scan nicht."))
    return served(picture, FileKind.PNG, f"seite-{number}.png")


def _paper_of(uuid: UUID, user: Any) -> PaperSignature:
    """Return a scan that waits; whoever may not handle it learns nothing of it."""
    papers = PaperSignature.objects.select_related("version__agreement")
    paper = papers.filter(pk=uuid).first()
    if paper is None or not may_handle_paper(user, str(paper.party)):
        raise NotFound(_("Diesen Scan gibt es nicht, oder über ihn ist schon entschieden."))
    return paper
