"""What the coordination does on the page of versions: from a posted form to an act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement import actions as versions
from agreement.actions import CommencementRefused
from agreement.evidence.refusals import LedgerRefused
from agreement.models.process import VersionProcess
from agreement.models.sealed import AgreementVersion
from agreement.models.working_text import WorkingTextPage
from agreement.process import actions
from agreement.process.admin.forms import (
    CommencementForm,
    PlanForm,
    PublicReasonForm,
    ReasonForm,
    TerminationForm,
)
from agreement.process.guards import SealingRefused
from agreement.process.termination import terminate
from agreement.process.words import ProcessRefused

Data = dict[str, Any]


@dataclass
class Desk:
    """A working text with the process that is on, and the forms that came back with mistakes."""

    working_text: WorkingTextPage
    process: VersionProcess | None
    bound: dict[str, forms.Form] = field(default_factory=dict)

    def form(self, key: str, form_class: type[forms.Form], **options: Any) -> forms.Form:
        """Return the form of this key: as it was sent if it was refused, else a fresh one."""
        return self.bound.get(key) or form_class(auto_id=f"{key}-%s", **options)


class _OutOfDate(Exception):
    """The page was opened before somebody else acted."""


def perform(desk: Desk, request: HttpRequest) -> bool:
    """Do what was sent, and say in a message how it went; return whether it was done.

    What was typed stays in the desk's forms. Raises PermissionDenied as the acts do.
    """
    deed = DEEDS.get(request.POST.get("act", ""))
    if deed is None:
        messages.error(request, _("Diesen Schritt gibt es nicht. Wählen Sie ihn auf der Seite."))
        return False
    form: forms.Form | None = None
    key = deed.key(request)
    if deed.form:
        form = desk.bound[key] = deed.form(request.POST, auto_id=f"{key}-%s")
        if not form.is_valid():
            messages.error(request, _("Noch nicht geschehen: Bei einem Feld steht, was fehlt."))
            return False
    try:
        done = deed.act(desk, request, form.cleaned_data if form else {})
    except SealingRefused as refusal:
        messages.error(request, _refused_in_words(refusal))
    except (ProcessRefused, LedgerRefused) as refusal:
        messages.error(request, str(refusal))
    except CommencementRefused as refusal:
        messages.error(request, str(refusal))
        if form:
            form.add_error("day", str(refusal))
    except _OutOfDate:
        messages.error(
            request,
            _("Inzwischen hat jemand anderes etwas getan. Sehen Sie nach, wie weit es jetzt ist."),
        )
    else:
        messages.success(request, done)
        desk.bound.clear()
        return True
    return False


def _refused_in_words(refusal: SealingRefused) -> str:
    count = len(refusal.problems)
    if count == 1:
        return _("Noch nicht geschehen: Unten steht, was im Weg ist.")
    return _("Noch nicht geschehen: Unten steht, was im Weg ist (%(count)s Punkte).") % {
        "count": count
    }


def _process(desk: Desk, request: HttpRequest) -> VersionProcess:
    if desk.process is None or request.POST.get("process") != str(desk.process.pk):
        raise _OutOfDate
    return desk.process


def _version(desk: Desk, request: HttpRequest) -> AgreementVersion:
    number = request.POST.get("version", "")
    found: AgreementVersion | None = None
    if number.isdecimal() and len(number) < 10:  # longer ones are no numbers of versions
        found = AgreementVersion.objects.filter(
            agreement=desk.working_text.agreement_id, number=int(number)
        ).first()
    if found is None:
        raise _OutOfDate
    return found


def _open(desk: Desk, request: HttpRequest, data: Data) -> str:
    actions.open_process(desk.working_text, request.user, **data)
    return _("Der Vorgang für die neue Fassung ist begonnen.")


def _plan(desk: Desk, request: HttpRequest, data: Data) -> str:
    actions.change_plan(_process(desk, request), request.user, **data)
    return _("Der Vorgang ist geändert.")


def _consult(desk: Desk, request: HttpRequest, data: Data) -> str:
    freeze = actions.start_consultation(_process(desk, request), request.user)
    return _("Der Text ist eingefroren: Runde %(round)s der Abstimmung läuft.") % {
        "round": freeze.round
    }


def _back(desk: Desk, request: HttpRequest, data: Data) -> str:
    actions.back_to_draft(_process(desk, request), request.user)
    return _("Der Text kann wieder bearbeitet werden.")


def _adopt(desk: Desk, request: HttpRequest, data: Data) -> str:
    version = actions.adopt(_process(desk, request), request.user)
    return _("Fassung %(number)s ist festgeschrieben.") % {"number": version.number}


def _discard(desk: Desk, request: HttpRequest, data: Data) -> str:
    actions.discard(_process(desk, request), request.user, data["reason"])
    return _("Der Vorgang ist verworfen. Der Text steht noch da.")


def _fail(desk: Desk, request: HttpRequest, data: Data) -> str:
    actions.fail(_process(desk, request), request.user, data["reason"])
    return _("Die Fassung ist gescheitert. Sie bleibt lesbar und tritt nicht in Kraft.")


def _legacy(desk: Desk, request: HttpRequest, data: Data) -> str:
    version = versions.seal_legacy(desk.working_text, request.user)
    return _("Fassung %(number)s ist festgeschrieben.") % {"number": version.number}


def _commence(desk: Desk, request: HttpRequest, data: Data) -> str:
    versions.commence(_version(desk, request), data["day"], request.user)
    return _("Das Inkrafttreten ist festgelegt.")


def _terminate(desk: Desk, request: HttpRequest, data: Data) -> str:
    version = _version(desk, request)
    terminate(version, data["day"], request.user, data["reason"])
    return _("Fassung %(number)s gilt ab %(day)s nicht mehr.") % {
        "number": version.number,
        "day": date_format(data["day"]),
    }


@dataclass(frozen=True)
class Deed:
    """A step of the page: its name, the form it needs, and what does it and says so."""

    name: str
    act: Callable[[Desk, HttpRequest, Data], str]
    form: type[forms.Form] | None = None
    is_of_version: bool = False

    def key(self, request: HttpRequest) -> str:
        """Return by what name the form stands on the page; every version has its own."""
        number = request.POST.get("version", "") if self.is_of_version else ""
        return f"{self.name}-{number}" if number else self.name


DEEDS: Mapping[str, Deed] = {
    deed.name: deed
    for deed in (
        Deed("open", _open, PlanForm),
        Deed("plan", _plan, PlanForm),
        Deed("consult", _consult),
        Deed("back", _back),
        Deed("adopt", _adopt),
        Deed("discard", _discard, ReasonForm),
        Deed("fail", _fail, PublicReasonForm),
        Deed("legacy", _legacy),
        Deed("commence", _commence, CommencementForm, is_of_version=True),
        Deed("terminate", _terminate, TerminationForm, is_of_version=True),
    )
}
