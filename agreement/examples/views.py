"""The pages of the example cases in the staff area."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from agreement.enums import ExampleState
from agreement.examples.actions import ActRefused, agree, change, propose, withdraw
from agreement.examples.collecting import Casebook
from agreement.examples.facts import facts_in_words
from agreement.examples.forms import ExampleForm
from agreement.examples.permissions import may_decide, may_propose
from agreement.examples.texts import DRAFTS
from agreement.models.findings import ExampleCase
from portal.core.errors import BadInput, NotFound


def listing(request: HttpRequest, page: Any) -> HttpResponse:
    """Show how all cases come out by one text (`?fassung=`; without it by the drafts)."""
    book = _book(request)
    keys = [choice.key for choice in book.choices]
    key = request.GET.get("fassung") or (keys[0] if keys else "")
    if keys and key not in keys:
        raise NotFound(_("Diese Fassung gibt es nicht. Wählen Sie eine aus der Liste."))
    cases = book.cases()
    shown = [case for case in cases if case.state != ExampleState.WITHDRAWN]
    context = {
        "agreement": book.agreement,
        "choices": book.choices,
        "key": key,
        "report": book.report(key, shown) if key else None,
        "withdrawn": [case for case in cases if case.state == ExampleState.WITHDRAWN],
        "may_propose": may_propose(request.user) and book.agreement is not None,
    }
    return _answer(request, page, "list", context)


def new(request: HttpRequest, page: Any) -> HttpResponse:
    """Take a proposal."""
    book = _book(request)
    if not may_propose(request.user):
        raise PermissionDenied
    if book.agreement is None:
        raise NotFound(_("Es gibt noch keine Vereinbarung, zu der ein Fall gehören könnte."))
    form = _form(request, ExampleCase(agreement=book.agreement))
    if request.method == "POST" and form.is_valid():
        example = propose(request.user, book.agreement, form.cleaned_data)
        messages.success(request, _("Der Beispielfall ist vorgeschlagen."))
        return redirect(_address(page, example))
    return _answer(request, page, "form", {"form": form})


def edit(request: HttpRequest, page: Any, uuid: Any) -> HttpResponse:
    """Change a case."""
    example = _found(uuid)
    if not may_decide(request.user):
        raise PermissionDenied
    form = _form(request, example)
    if request.method == "POST" and form.is_valid():
        changed = change(request.user, example, form.cleaned_data)
        sentence = _("Der Beispielfall ist geändert.")
        if changed.state != example.state:
            sentence = _(
                "Der Beispielfall ist geändert. Er ist jetzt wieder ein Vorschlag, denn was "
                "vereinbart war, steht so nicht mehr darin."
            )
        messages.success(request, sentence)
        return redirect(_address(page, example))
    return _answer(request, page, "form", {"form": form, "example": example})


def detail(request: HttpRequest, page: Any, uuid: Any) -> HttpResponse:
    """Show a case as the drafts and the version in force answer it; take the acts."""
    example = _found(uuid)
    if request.method == "POST":
        return _act(request, page, example)
    book = Casebook(example.agreement)
    current = [c.key for c in book.choices if c.key == DRAFTS or c.is_in_force]
    reports = [book.report(key, [example]) for key in current]
    context = {
        "example": example,
        "facts": facts_in_words(example, book.words),
        "reports": reports,
        "may_decide": may_decide(request.user),
    }
    return _answer(request, page, "detail", context)


def _act(request: HttpRequest, page: Any, example: ExampleCase) -> HttpResponse:
    acts = {
        "agree": (agree, _("Der Fall ist vereinbart. Ab jetzt wird jede Fassung an ihm geprüft.")),
        "withdraw": (withdraw, _("Der Fall ist zurückgezogen.")),
    }
    if request.POST.get("act") not in acts:
        raise BadInput(_("Dieser Schritt ist nicht bekannt. Gehen Sie zurück und wählen Sie neu."))
    act, done = acts[request.POST["act"]]
    try:
        act(request.user, example)
    except ActRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(_address(page, example))


def _book(request: HttpRequest) -> Casebook:
    """Return the cases of the agreement asked for; without `?vereinbarung=` of the main one."""
    asked = request.GET.get("vereinbarung", "")
    book = Casebook.of_slug(asked)
    if asked and book.agreement is None:
        raise NotFound(_("Diese Vereinbarung gibt es nicht. Prüfen Sie die Adresse."))
    return book


def _form(request: HttpRequest, example: ExampleCase) -> ExampleForm:
    data = request.POST if request.method == "POST" else None
    return ExampleForm(data, instance=example)


def _found(uuid: Any) -> ExampleCase:
    found: ExampleCase | None = (
        ExampleCase.objects.filter(uuid=uuid).select_related("agreement").first()
    )
    if found is None:
        raise NotFound(_("Diesen Beispielfall gibt es nicht. Sehen Sie in der Liste nach."))
    return found


def _address(page: Any, example: ExampleCase) -> str:
    return f"{page.url}beispielfaelle/{example.uuid}/"


def _answer(request: HttpRequest, page: Any, name: str, context: dict[str, Any]) -> HttpResponse:
    base = {"page": page, "self": page, "list_url": f"{page.url}beispielfaelle/"}
    return TemplateResponse(request, f"agreement/examples/{name}.html", base | context)
