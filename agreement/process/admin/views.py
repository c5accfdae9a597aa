"""The pages on which the coordination prepares a version, and what became of its clauses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from agreement.examples.addresses import examples_url
from agreement.examples.texts import draft_link
from agreement.models.working_text import WorkingTextPage
from agreement.notes_of_drafts import notes_of_text
from agreement.permissions import may_decide_versions
from agreement.problem_sentences import coverage_address
from agreement.process.admin.desk import Desk, perform
from agreement.process.admin.forms import LineageForm
from agreement.process.admin.sheet import current_process, sheet_of
from agreement.process.lineage import Vanished, VanishedClause, decide_lineage, vanished_clauses
from agreement.process.words import ProcessRefused
from agreement.signing.notices import PAGE as SIGNING_PAGE


class CoordinationsPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about the versions of a working text's agreement."""

    header_icon = "lock"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who may decide on versions."""
        if not may_decide_versions(request.user):
            raise PermissionDenied
        self.working_text = get_object_or_404(
            WorkingTextPage.objects.select_related("agreement"), pk=kwargs["pk"]
        )
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class VersionsView(CoordinationsPage):
    """Says how far the next version is, takes the coordination's acts, lists the versions."""

    template_name = "agreement/admin/versions.html"
    page_title = gettext_lazy("Fassung vorbereiten")
    desk: Desk

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the page to each person as it is now."""
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        self.desk = Desk(self.working_text, current_process(self.working_text))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act; whatever was refused comes back as it was typed."""
        self.desk = Desk(self.working_text, current_process(self.working_text))
        if perform(self.desk, request):
            return redirect(request.path)
        # Somebody else may have acted meanwhile: show how far it is now.
        self.desk.process = current_process(self.working_text)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the version stands, what is in the way, and what can be done."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        text = self.working_text
        sheet = sheet_of(self.desk)
        notes = notes_of_text(text) if sheet.is_text_open else []
        return context | {
            "working_text": text,
            "sheet": sheet,
            "notes": [(draft_link(clause.place), said) for clause, said in notes],
            "vanished": vanished_clauses(text).clauses if sheet.is_text_open else (),
            "edit_url": reverse("wagtailadmin_explore", args=[text.pk]),
            "examples_url": examples_url(),
            "coverage_url": coverage_address(text),
            "signing_url": SIGNING_PAGE,
        }


class LineageView(CoordinationsPage):
    """Asks what became of one clause, and suggests what the wordings suggest."""

    template_name = "agreement/admin/lineage.html"
    page_title = gettext_lazy("Verbleib einer Klausel")
    header_icon = "history"
    form: LineageForm | None = None

    @property
    def uid(self) -> str:
        """The clause that the address names."""
        return str(self.kwargs["uid"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here over the page of versions."""
        versions = {"url": self._versions(), "label": _("Fassung vorbereiten")}
        return [*self.breadcrumbs_items, versions, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record the decision and go on to the next clause that lacks one."""
        vanished = vanished_clauses(self.working_text)
        gone = self._gone(vanished)
        self.form = self._form(vanished, gone, request.POST)
        if self.form.is_valid():
            try:
                decide_lineage(self.working_text, request.user, self.uid, **self.form.cleaned_data)
            except ProcessRefused as refusal:
                self.form.add_error("successors", str(refusal))
            else:
                messages.success(request, _("Der Verbleib der Klausel ist festgehalten."))
                return redirect(self._next(vanished))
        messages.error(request, _("Noch nicht gespeichert: Bei einem Feld steht, was fehlt."))
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the clause and the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        vanished = vanished_clauses(self.working_text)
        gone = self._gone(vanished)
        return context | {
            "working_text": self.working_text,
            "clause": gone.clause,
            "is_suggested": gone.decision is None and gone.done is not None,
            "form": self.form or self._form(vanished, gone, None),
            "versions_url": self._versions(),
        }

    def _gone(self, vanished: Vanished) -> VanishedClause:
        found = vanished.find(self.uid)
        if found is None:
            raise Http404
        return found

    def _form(self, vanished: Vanished, gone: VanishedClause, data: Any) -> LineageForm:
        suggested = {one.clause.uid: one.per_cent for one in vanished.suggestions(gone)}
        clauses = sorted(vanished.candidates, key=lambda one: -suggested.get(one.uid, 0))
        offered = [(clause, suggested.get(clause.uid, 0)) for clause in clauses]
        row = gone.decision
        initial = (
            {"kind": row.kind, "successors": row.successors, "reason": row.reason} if row else {}
        )
        if row is None and gone.done:
            initial = {"kind": gone.done.kind, "successors": gone.done.successors}
        return LineageForm(data, clauses=offered, initial=initial)

    def _next(self, vanished: Vanished) -> str:
        """Return where to go on: the next clause that nobody decided on, or the versions."""
        for one in vanished.clauses:
            if one.decision is None and one.clause.uid != self.uid:
                uid = UUID(one.clause.uid)
                return reverse("agreement_lineage_clause", args=[self.working_text.pk, uid])
        return self._versions()

    def _versions(self) -> str:
        return reverse("agreement_versions", args=[self.working_text.pk])


class VersionsMenuItem(MenuItem):
    """The way to the versions of the main agreement, for the coordination."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may decide on versions, once there is a working text."""
        return may_decide_versions(request.user) and WorkingTextPage.objects.exists()


def versions_menu_item() -> MenuItem:
    """Return the menu item."""
    return VersionsMenuItem(
        _("Fassung vorbereiten"), reverse("agreement_versions_start"), icon_name="lock", order=250
    )


def first_versions_page(request: HttpRequest) -> HttpResponse:
    """Lead to the versions of the first agreement that has a working text."""
    first = get_object_or_404(WorkingTextPage.objects.order_by("path")[:1])
    return redirect("agreement_versions", pk=first.pk)
