"""The pages of following: for visitors without session and cookie, for members in Mein Konto."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreement.following import actions
from agreement.following.actions import SubscriptionGone
from agreement.following.forms import AddressForm
from agreement.following.subjects import Followed, followed, named
from agreement.models import Agreement, AgreementPage, Subscription
from directory.people.roles import roles_of
from portal.core.errors import NotFound
from portal.core.origin import from_here_only
from portal.core.secret_addresses import kept_within
from portal.core.throttle import is_allowed
from portal.core.visibility import Viewer, viewer, visible

MOST, SECONDS = 10, 600
"""So many requests of one address of the network in so many seconds."""
DIGITS = 18
"""More has no key of a row."""


@from_here_only
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a visitor for an address, and let a mail ask whether it is right.

    The answer is the same for every address. What is meant stands in the address of the page:
    `?abschnitt=` or `?klausel=`.
    """
    if request.method != "POST":
        return _form_page(request, AddressForm(), _asked_for(request, slug, viewer(request)))
    what = _asked_for(request, slug, Viewer())  # addresses get what everybody may read
    form = AddressForm(request.POST)
    is_valid = form.is_valid()
    if not is_allowed(request, "following", amount=MOST, seconds=SECONDS):
        return _too_many(request, form, what)
    if not is_valid:
        return _form_page(request, form, what, status=400)
    actions.ask_to_follow(form.cleaned_data["email"], what)
    return redirect("agreement:following-asked", slug=slug)


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens next; the same for everybody."""
    page = _page(request, slug)
    context = {"page_url": page.get_url(request), "robots": "noindex"}
    return render(request, "agreement/following/asked.html", context)


def _asked_for(request: HttpRequest, slug: str, who: Viewer) -> Followed:
    page = _page(request, slug)
    section, clause = (request.GET.get(name, "") for name in ("abschnitt", "klausel"))
    what = followed(page.agreement, section, clause, who)
    if what is None:
        raise NotFound(
            _("Diesen Abschnitt oder diese Klausel gibt es nicht. Wählen Sie im Inhalt aus.")
        )
    return what


def _page(request: HttpRequest, slug: str) -> AgreementPage:
    pages = visible(AgreementPage.objects.filter(slug=slug), viewer(request))
    page = pages.select_related("agreement").first()
    if page is None:
        raise NotFound(_("An dieser Adresse steht keine Vereinbarung."))
    return page


def _too_many(request: HttpRequest, form: AddressForm, what: Followed) -> HttpResponse:
    sentence = _(
        "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. "
        "Bitte senden Sie diese in %(minutes)s Minuten noch einmal."
    )
    form.add_error(None, sentence % {"minutes": SECONDS // 60})
    response = _form_page(request, form, what, status=429)
    response["Retry-After"] = str(SECONDS)
    return response


def _form_page(
    request: HttpRequest, form: AddressForm, what: Followed, status: int = 200
) -> HttpResponse:
    user: Any = viewer(request).user
    is_public = followed(what.agreement, what.section, what.clause, Viewer()) is not None
    context = {
        "form": form,
        "what": what,
        "is_member": bool(user and roles_of(user)),
        "is_public": is_public,
        "robots": "noindex",
    }
    response = render(request, "agreement/following/subscribe.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


@from_here_only
@require_http_methods(["GET", "HEAD", "POST"])
def by_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a subscription to whoever has its mail, and confirm it.

    GET changes nothing: scanners of mail servers follow every link.
    """
    is_confirming = request.method == "POST"
    try:
        row = actions.confirm(secret) if is_confirming else actions.open_subscription(secret)
    except SubscriptionGone:
        return kept_within(render(request, "agreement/following/gone.html", status=404))
    (_row, what), *_rest = named([row])
    context = {"row": row, "what": what, "is_new": is_confirming}
    return kept_within(render(request, "agreement/following/subscription.html", context))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """End a subscription: by the button of this page, or by the mail program (RFC 8058).

    A mail program sends neither token nor origin; the secret alone says that it may.
    """
    if request.method == "POST":
        actions.stop(secret)
        return kept_within(render(request, "agreement/following/stopped.html"))
    try:
        row = actions.open_subscription(secret)
    except SubscriptionGone:
        return kept_within(render(request, "agreement/following/stopped.html"))
    (_row, what), *_rest = named([row])
    return kept_within(render(request, "agreement/following/stop.html", {"row": row, "what": what}))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_list(request: HttpRequest) -> HttpResponse:
    """List what somebody follows, and stop one of them."""
    if request.method == "POST":
        number = _number(request.POST.get("stop", ""))
        if number is not None and actions.unfollow(request.user, number):
            messages.success(request, _("Beendet. Sie bekommen dazu keine Mails mehr."))
        else:
            messages.info(request, _("Dieses Abonnement war schon beendet."))
        return redirect(_back(request))
    user: Any = request.user
    rows = Subscription.objects.filter(user=user).select_related("agreement")
    context = {"rows": named(rows.order_by("created_at", "pk"))}
    return render(request, "agreement/following/own_list.html", context)


def _number(text: str) -> int | None:
    """Return a key that was sent, None for what no database holds."""
    is_one = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return int(text) if is_one else None


def _back(request: HttpRequest) -> str:
    """Return the page with the button that was pressed: one of ours, by default the list."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and address.startswith("/") else reverse("account_subscriptions")


@login_required
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Let a member follow what the page's button names."""
    slug, section, clause = (
        request.POST.get(name, "") for name in ("agreement", "section", "clause")
    )
    # No database stores or finds a NUL, PostgreSQL's driver refuses it.
    agreement = None if "\0" in slug else Agreement.objects.filter(slug=slug).first()
    what = followed(agreement, section, clause, viewer(request)) if agreement else None
    if what is None:
        raise NotFound(_("Das gibt es nicht. Gehen Sie zurück und wählen Sie im Inhalt aus."))
    actions.follow(request.user, what)
    messages.success(
        request,
        _(
            "Abonniert. Wird eine Fassung unterzeichnet, die das ändert, oder tritt sie in "
            "Kraft, bekommen Sie eine Mail."
        ),
    )
    return redirect(what.url)
