"""The coordination's page for versions: what is in the way, sealing, commencement."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from agreement import reading
from agreement.actions import (
    CommencementRefused,
    SealingRefused,
    commence,
    problems_of,
    seal,
)
from agreement.models import AgreementVersion, WorkingTextPage
from agreement.permissions import may_decide_versions
from agreement.problem_sentences import reasons


class CommencementForm(forms.Form):
    """The day on which a version takes effect."""

    version = forms.ModelChoiceField(
        AgreementVersion.objects.none(), widget=forms.HiddenInput, required=True
    )
    day = forms.DateField(
        label=gettext_lazy("In Kraft ab"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Wählen Sie den Tag, an dem die Fassung in Kraft tritt."),
            "invalid": gettext_lazy("Das ist kein Datum. Schreiben Sie zum Beispiel 2025-01-31."),
        },
    )

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]


class VersionsView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the versions of a working text's agreement and takes the coordination's acts."""

    template_name = "agreement/admin/versions.html"
    page_title = gettext_lazy("Fassungen")
    header_icon = "lock"
    commencement_form: CommencementForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who may decide on versions."""
        if not may_decide_versions(request.user):
            raise PermissionDenied
        self.working_text = get_object_or_404(WorkingTextPage, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @property
    def versions(self) -> Any:
        """Every version of the agreement, without its bytes."""
        agreement = self.working_text.agreement_id
        return AgreementVersion.objects.filter(agreement=agreement).without_bytes()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Seal, or set the day of commencement."""
        if "seal" in request.POST:
            return self._seal(request)
        return self._commence(request)

    def _seal(self, request: HttpRequest) -> HttpResponse:
        try:
            version = seal(
                self.working_text, request.user, legacy=request.POST.get("legacy") == "on"
            )
        except SealingRefused:
            sentence = _("Noch nicht festgeschrieben: Unten steht, was im Weg ist.")
            messages.error(request, sentence)
        else:
            sentence = _("Fassung %(number)s ist festgeschrieben.") % {"number": version.number}
            messages.success(request, sentence)
        return redirect(request.path)

    def _commence(self, request: HttpRequest) -> HttpResponse:
        form = CommencementForm(request.POST, versions=self.versions)
        if form.is_valid():
            day: date = form.cleaned_data["day"]
            try:
                commence(form.cleaned_data["version"], day, request.user)
            except CommencementRefused as refusal:
                form.add_error("day", str(refusal))
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Das Inkrafttreten ist festgelegt."))
                return redirect(request.path)
        self.commencement_form = form
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add versions with their days and forms, and every reason against sealing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        periods = reading.periods(self.versions)
        found = problems_of(self.working_text)
        return context | {
            "working_text": self.working_text,
            "rows": [(period, self._form_for(period)) for period in periods],
            "reasons": reasons(found, self.working_text),
            "next_number": periods[0].version.number + 1 if periods else 1,
        }

    def _form_for(self, period: reading.Period) -> CommencementForm | None:
        """Return the form for the day of a version that has none yet."""
        if period.starts:
            return None
        bound = self.commencement_form
        if bound and bound.data.get("version") == str(period.version.pk):
            return bound
        initial = {"version": period.version.pk}
        return CommencementForm(versions=self.versions, initial=initial)


class VersionsMenuItem(MenuItem):
    """The way to the versions of the main agreement, for the coordination."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may decide on versions, once there is a working text."""
        return may_decide_versions(request.user) and WorkingTextPage.objects.exists()


def versions_menu_item() -> MenuItem:
    """Return the menu item."""
    return VersionsMenuItem(
        _("Fassungen"), reverse("agreement_versions_start"), icon_name="lock", order=250
    )


def first_versions_page(request: HttpRequest) -> HttpResponse:
    """Lead to the versions of the first agreement that has a working text."""
    first = get_object_or_404(WorkingTextPage.objects.order_by("path")[:1])
    return redirect("agreement_versions", pk=first.pk)
