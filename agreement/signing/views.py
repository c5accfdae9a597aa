"""The pages of signing that show: the list, a version, and the statement to sign."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agreement.enums import SignatureMethod
from agreement.models.sealed import AgreementVersion
from agreement.signing import passkey
from agreement.signing.actions_person import person_of, sign_by_account, sign_by_passkey
from agreement.signing.actions_qualified import has_file_to_sign, is_offered
from agreement.signing.forms import PasskeyForm, SignForm
from agreement.signing.keeping import subject_of
from agreement.signing.legacy_scan import scans_of
from agreement.signing.presence import Presence, presence_of
from agreement.signing.reading_page import PartyRow, SigningOfVersion
from agreement.signing.refusals import SigningRefused
from agreement.signing.statement import by_person, new_nonce
from agreement.signing.waiting import open_versions
from portal.core.errors import NotFound

ASKED = "signing_asked"
"""Key in the session: what a page asked the passkey, by what was to be signed."""
MOST_ASKED = 5


def answer(request: HttpRequest, page: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page of signing."""
    base = {"page": page, "self": page, "home": page.get_url(request)}
    return TemplateResponse(request, f"agreement/signing/{template}.html", base | context)


def version_of(slug: str, number: int) -> AgreementVersion:
    """Return a version; whoever opens these pages is of the network, which may read them all."""
    versions = AgreementVersion.objects.filter(agreement__slug=slug, number=number)
    version = versions.without_bytes().select_related("agreement").first()
    if version is None:
        raise NotFound(_("Diese Fassung gibt es nicht. Alle stehen unter „Fassungen“."))
    return version


def row_of(signing: SigningOfVersion, party: str) -> PartyRow:
    """Return a party of a version."""
    row = signing.row(party)
    if row is None:
        raise NotFound(_("Diese Organisation ist nicht Partei dieser Fassung."))
    return row


def version_url(request: HttpRequest, page: Any, version: AgreementVersion) -> str:
    """Return the address of a version on these pages, in the reader's language."""
    return f"{page.get_url(request)}{version.agreement.slug}/{version.number}/"


def start(request: HttpRequest, page: Any) -> HttpResponse:
    """List what waits for the reader's signature or confirmation, then all that is open."""
    return answer(request, page, "start", {"open": open_versions(request.user)})


def show(request: HttpRequest, page: Any, slug: str, number: int) -> HttpResponse:
    """Show a version to be signed: its text, what it changes, and who has signed."""
    signing = SigningOfVersion(version_of(slug, number), request.user)
    context = {
        "signing": signing,
        "rows": signing.rows(),
        "sections": signing.sections(),
        "scans": scans_of(signing.version).defer("content") if signing.version.is_legacy else [],
        "has_file": has_file_to_sign(signing.version),
        "takes_qualified": is_offered(),
        "here": version_url(request, page, signing.version),
    }
    return answer(request, page, "version", context)


def sign(
    request: HttpRequest, page: Any, slug: str, number: int, party: str, function: str
) -> HttpResponse:
    """Show the statement of a party, and sign it with the account or a passkey."""
    signing = SigningOfVersion(version_of(slug, number), request.user)
    row = row_of(signing, party)
    here = version_url(request, page, signing.version)
    # What cannot be signed at all is no page: the version's own says how far it is.
    if function not in {each.key for each in row.functions}:
        raise NotFound(_("Für diese Partei ist keine solche Funktion festgeschrieben."))
    presence = presence_of(request)
    forms = _Forms(request, signing)
    if request.method == "POST":
        done = _signed(request, signing, party, function, presence, forms)
        if done:
            messages.success(request, _("Unterzeichnet. Ihre Unterschrift steht im Register."))
            return redirect(here)
    if not row.may_sign and request.method != "POST":
        return redirect(here)
    subject = subject_of(signing.version, party, function)
    statement = by_person(subject, person_of(request.user), new_nonce())
    options: dict[str, Any] = {}
    if forms.passkey:
        options, asked = passkey.ask(request.user, statement)
        _remember(request, f"{signing.version.pk}:{party}:{function}", asked)
    context = {
        "signing": signing,
        "row": row,
        "function": function,
        "statement": statement["text"],
        "presence": presence,
        "ways_to_confirm": _ways_to_confirm(request, presence),
        "forms": forms,
        "options": {"request_options": options},
        "here": here,
        "may_sign": row.may_sign,
    }
    return answer(request, page, "sign", context)


class _Forms:
    """The two forms of the page; the one that was sent is bound. None where it is not offered."""

    def __init__(self, request: HttpRequest, signing: SigningOfVersion) -> None:
        initial = {"sha256": signing.version.sha256}
        sent = request.POST if request.method == "POST" else None
        is_passkey = sent is not None and "credential" in sent
        self.account = (
            SignForm(None if is_passkey else sent, initial=initial)
            if signing.suffices(SignatureMethod.ACCOUNT)
            else None
        )
        self.passkey = (
            PasskeyForm(sent if is_passkey else None, initial=initial, auto_id="passkey_%s")
            if signing.suffices(SignatureMethod.PASSKEY) and passkey.has_passkey(request.user)
            else None
        )
        self.has_passkey_answer = is_passkey

    @property
    def sent(self) -> SignForm | PasskeyForm | None:
        """The form that was filled in."""
        return self.passkey if self.has_passkey_answer else self.account


def _signed(
    request: HttpRequest,
    signing: SigningOfVersion,
    party: str,
    function: str,
    presence: Presence,
    forms: _Forms,
) -> bool:
    """Sign with what was sent; what is wrong becomes an error of its form."""
    form = forms.sent
    if form is None:
        messages.error(request, _("Auf diese Art lässt sich diese Fassung nicht unterzeichnen."))
        return False
    if not form.is_valid():
        return False
    shown = form.cleaned_data["sha256"]
    facts = (signing.version, party, function, request.user, presence, shown)
    try:
        if forms.has_passkey_answer:
            asked = _recall(request, f"{signing.version.pk}:{party}:{function}")
            sign_by_passkey(*facts, asked, form.cleaned_data["credential"])
        else:
            sign_by_account(*facts)
    except SigningRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _ways_to_confirm(request: HttpRequest, presence: Presence) -> list[tuple[str, str]]:
    """Return where the reader confirms to be the owner, in words; empty if that was done."""
    if presence.suffices:
        return []
    if not presence.has_factor and not presence.has_shown_factor:
        return [(reverse("mfa_index"), _("Zweiten Faktor einrichten"))]
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not presence.has_shown_factor:
        methods = [each for each in methods if str(each["id"]).startswith("mfa_")]
    query = urlencode({"next": request.path})
    return [(f"{each['url']}?{query}", str(each["description"])) for each in methods]


def _remember(request: HttpRequest, key: str, asked: dict[str, Any]) -> None:
    """Keep what the passkey was asked, for the newest pages alone."""
    known = {name: one for name, one in request.session.get(ASKED, {}).items() if name != key}
    kept = list(known.items())[-(MOST_ASKED - 1) :]
    request.session[ASKED] = {**dict(kept), key: asked}


def _recall(request: HttpRequest, key: str) -> dict[str, Any] | None:
    """Return what the passkey was asked, once: an answer is good for one signature."""
    known = dict(request.session.get(ASKED, {}))
    asked: dict[str, Any] | None = known.pop(key, None)
    request.session[ASKED] = known
    return asked
