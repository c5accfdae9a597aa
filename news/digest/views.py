"""The pages of the digest, without session and cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from news.digest import actions
from news.digest.actions import ReaderGone
from news.digest.contents import choices_of
from news.digest.forms import ChoiceForm, DigestForm
from news.enums import Rhythm
from news.models import DigestReader
from portal.core.origin import from_here_only
from portal.core.secret_addresses import kept_within
from portal.core.throttle import is_allowed

MOST, SECONDS = 10, 600
"""So many requests of one address of the network in so many seconds."""


@from_here_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a visitor for an address, and let a mail ask whether it is right.

    The answer is the same for every address.
    """
    if request.method != "POST":
        return _form_page(request, DigestForm())
    form = DigestForm(request.POST)
    is_valid = form.is_valid()
    if not is_allowed(request, "digest", amount=MOST, seconds=SECONDS):
        return _too_many(request, form)
    if not is_valid:
        return _form_page(request, form, status=400)
    rhythm = Rhythm(form.cleaned_data["rhythm"])
    actions.ask_for_digest(form.cleaned_data["email"], rhythm, form.choice)
    return redirect("digest_asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what happens next; the same for everybody."""
    return render(request, "news/digest_asked.html", {"robots": "noindex"})


@from_here_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, secret: str) -> HttpResponse:
    """Show all that is kept of a reader to whoever has the mail; confirm or change it.

    GET changes nothing: scanners of mail servers follow every link.
    """
    is_confirming = request.method == "POST" and "confirm" in request.POST
    try:
        reader = actions.confirm(secret) if is_confirming else actions.open_reader(secret)
    except ReaderGone:
        return kept_within(render(request, "news/digest_gone.html", status=404))
    if reader.confirmed_at is None:
        return kept_within(render(request, "news/digest_confirm.html", {"reader": reader}))
    if request.method == "POST" and not is_confirming:
        return kept_within(_changed(request, reader))
    said = _("Bestätigt. Sie bekommen die nächste Ausgabe.") if is_confirming else ""
    return kept_within(_reader_page(request, reader, _form_of(reader), said))


def _changed(request: HttpRequest, reader: DigestReader) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _reader_page(request, reader, form, status=400)
    actions.change(reader, Rhythm(form.cleaned_data["rhythm"]), form.choice)
    return _reader_page(request, reader, form, _("Gespeichert. Das gilt ab der nächsten Mail."))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, secret: str) -> HttpResponse:
    """End the digest: by the button of this page, or by the mail program (RFC 8058).

    A mail program sends neither token nor origin; the secret alone says that it may. What is
    ended already answers as what ends now.
    """
    if request.method == "POST":
        actions.end(secret)
        return kept_within(render(request, "news/digest_ended.html"))
    try:
        actions.open_reader(secret)
    except ReaderGone:
        return kept_within(render(request, "news/digest_ended.html"))
    return kept_within(render(request, "news/digest_end.html"))


def _form_of(reader: DigestReader) -> ChoiceForm:
    choice = choices_of([reader.pk])[reader.pk]
    return ChoiceForm(
        initial={
            "rhythm": reader.rhythm,
            "organisations": list(choice.organisations),
            "topics": list(choice.topics),
        }
    )


def _reader_page(
    request: HttpRequest, reader: DigestReader, form: ChoiceForm, said: str = "", status: int = 200
) -> HttpResponse:
    context = {"reader": reader, "form": form, "said": said}
    return render(request, "news/digest_reader.html", context, status=status)


def _too_many(request: HttpRequest, form: DigestForm) -> HttpResponse:
    sentence = _(
        "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. "
        "Bitte senden Sie diese in %(minutes)s Minuten noch einmal."
    )
    form.add_error(None, sentence % {"minutes": SECONDS // 60})
    response = _form_page(request, form, status=429)
    response["Retry-After"] = str(SECONDS)
    return response


def _form_page(request: HttpRequest, form: DigestForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "robots": "noindex"}
    response = render(request, "news/digest_ask.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response
