"""A form of the admin or the staff area that is refused gives back what was typed into it.

Rights may end while a form is open, or the log-in may run out. Wagtail then leads to another
page, and the text is gone. This middleware answers with the reason and the text instead.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.messages import get_messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin import auth
from wagtail.models import Page

from portal.core.languages import without_prefix
from portal.core.middleware import ADMIN

GetResponse = Callable[[HttpRequest], HttpResponseBase]
REFUSED = "is_refusal"
STAFF_AREA = "/intern/"
DOORS = (f"{ADMIN}login/", f"{ADMIN}password_reset/")
"""What leads to the log-in for everybody: no text of an editor's comes there."""
SECRET = re.compile(
    r"password|passwort|token|secret|credential|(^|[-_])(code|otp|pin)$", re.IGNORECASE
)
TECHNICAL = re.compile(
    r"^(action-.*|next|comments-.*|loaded_revision.*|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS"
    r"|.*-(id|ORDER|DELETE|type|order|deleted|count|uid))$"
)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", re.IGNORECASE)
SWITCHES = frozenset({"on", "true", "false", "null"})


@dataclass(frozen=True)
class KeptText:
    """A text as it was typed, and what the form calls it."""

    label: str
    text: str

    @property
    def rows(self) -> int:
        """How tall to show it."""
        return min(20, max(2, len(self.text) // 70 + self.text.count("\n") + 1))


def keep_refused_text(get_response: GetResponse) -> GetResponse:
    """Answer a refused form with the reason and the text that was typed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not _is_form(request) or not _is_refused(response) or not _comes_from_us(request):
            return response
        texts = list(kept_texts(request))
        return _page(request, texts) if texts else response

    return middleware


def mark_refusals() -> None:
    """Mark the redirects by which Wagtail refuses, which look like any other redirect."""
    refuse = auth.permission_denied

    def permission_denied(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = refuse(request)
        setattr(response, REFUSED, True)
        return response

    auth.permission_denied = permission_denied


def kept_texts(request: HttpRequest) -> Iterator[KeptText]:
    """Yield what was typed: no secrets, no switches, no numbers of a form's own bookkeeping."""
    label_of = _labels(request)
    seen: Counter[str] = Counter()
    for name, values in request.POST.lists():
        if SECRET.search(name) or TECHNICAL.match(name):
            continue
        for value in values:
            text = _readable(str(value)).strip()
            if not _is_typed(text):
                continue
            label = label_of(name)
            seen[label] += 1
            yield KeptText(f"{label} ({seen[label]})" if seen[label] > 1 else label, text)


def _is_form(request: HttpRequest) -> bool:
    """Tell whether a person sent this, not a script of the page (which handles refusals)."""
    path = without_prefix(request.path_info)
    is_admin = path.startswith((ADMIN, STAFF_AREA)) and not path.startswith(DOORS)
    is_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    return request.method == "POST" and is_admin and not is_script and request.accepts("text/html")


def _is_refused(response: HttpResponseBase) -> bool:
    if response.status_code == 403 or getattr(response, REFUSED, False):
        return True
    doors = (resolve_url("wagtailadmin_login"), resolve_url("account_login"))
    return response.status_code == 302 and response["Location"].partition("?")[0] in doors


def _comes_from_us(request: HttpRequest) -> bool:
    """Tell whether the form is our own: another site's text is not shown on ours."""
    if getattr(request, "csrf_processing_done", False):
        return True
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def _page(request: HttpRequest, texts: list[KeptText]) -> HttpResponseBase:
    for _told in get_messages(request):
        pass  # The page says it itself; read messages are not shown again.
    back = urlencode({"next": request.path})
    context = {
        "texts": texts,
        "reason": _reason(request),
        "log_in": "" if request.user.is_authenticated else f"{resolve_url('account_login')}?{back}",
    }
    response = render(request, "403_text_kept.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


def _reason(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return _("Sie sind nicht mehr angemeldet.")
    if not getattr(request, "csrf_processing_done", False):
        return _("Das Formular ist abgelaufen, weil Sie sich inzwischen neu angemeldet haben.")
    return _(
        "Sie dürfen das nicht oder nicht mehr ändern: Ihre Rolle gilt hier nicht, oder sie ist "
        "inzwischen beendet. Fragen Sie die Leitung der Redaktion Ihrer Organisation oder die "
        "Koordination."
    )


def _labels(request: HttpRequest) -> Callable[[str], str]:
    """Return a function that finds what a form calls its field, by the page that is edited."""
    model = _model(request)
    known = {field.name: field for field in model._meta.get_fields()} if model else {}

    def label_of(name: str) -> str:
        field = known.get(name) or known.get(name.partition("-")[0])
        return str(getattr(field, "verbose_name", "") or name)

    return label_of


def _model(request: HttpRequest) -> type[Model] | None:
    given: dict[str, Any] = request.resolver_match.kwargs if request.resolver_match else {}
    if "page_id" in given:
        page = Page.objects.filter(pk=given["page_id"]).first()
        return page.specific_class if page else None
    app, name = given.get("content_type_app_name", ""), given.get("content_type_model_name", "")
    try:
        return apps.get_model(app, name)
    except LookupError:
        return None


def _readable(value: str) -> str:
    """Return a rich text, which the editor sends as JSON, as plain text."""
    if not value.startswith("{"):
        return value
    try:
        content = json.loads(value)
    except ValueError:
        return value
    blocks = content.get("blocks") if isinstance(content, dict) else None
    if not isinstance(blocks, list):
        return value
    return "\n".join(str(block.get("text", "")) for block in blocks if isinstance(block, dict))


def _is_typed(text: str) -> bool:
    is_word = any(letter.isalpha() for letter in text)
    return is_word and text.lower() not in SWITCHES and not UUID.match(text)
