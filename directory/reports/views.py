"""The form for readers who find an error. It knows no session and sets no cookie."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import OfficePage
from directory.reports.actions import report_error
from directory.reports.forms import ReportForm
from portal.core.errors import NotFound
from portal.core.origin import from_here_only
from portal.core.throttle import is_allowed
from portal.core.visibility import Viewer, visible

MOST, SECONDS = 10, 600
"""So many reports of one address in so many seconds."""


@from_here_only
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """Ask what is wrong, and keep it; the number is limited.

    Whatever is refused, the text that was typed is shown again.
    """
    office = _office(uuid) if uuid else None
    if request.method != "POST":
        return _page(request, ReportForm(office=office), office)
    form = ReportForm(request.POST, office=office)
    is_valid = form.is_valid()
    if not is_allowed(request, "report", amount=MOST, seconds=SECONDS):
        return _too_many(request, form, office)
    if not is_valid:
        return _page(request, form, office, status=400)
    report_error(office, form.cleaned_data["kind"], form.cleaned_data["text"])
    return redirect("report_error_done")


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Say thank you; the same for everybody."""
    return render(request, "directory/reports/done.html", {"robots": "noindex"})


def _office(uuid: UUID) -> OfficePage:
    """Return an office as every visitor sees it; raises NotFound."""
    offices = visible(OfficePage.objects.live(), Viewer())
    office: OfficePage | None = offices.filter(uuid=uuid).first()
    if office is None:
        raise NotFound(
            _(
                "Diese Beratungsstelle steht nicht mehr im Portal. "
                "Unter /melden/ können Sie trotzdem einen Fehler melden."
            )
        )
    return office


def _too_many(request: HttpRequest, form: ReportForm, office: OfficePage | None) -> HttpResponse:
    minutes = SECONDS // 60
    form.add_error(
        None,
        _(
            "Von Ihrem Anschluss kamen gerade sehr viele Meldungen. "
            "Bitte senden Sie diese in %(minutes)s Minuten noch einmal."
        )
        % {"minutes": minutes},
    )
    response = _page(request, form, office, status=429)
    response["Retry-After"] = str(SECONDS)
    return response


def _page(
    request: HttpRequest, form: ReportForm, office: OfficePage | None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "office": office, "robots": "noindex"}
    response = render(request, "directory/reports/report.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response
