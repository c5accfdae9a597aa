"""Upload, overview, and the clauses of a section: an import step by step, without a script."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from agreement.importing.actions import Plan, keep, plan_import, take_over
from agreement.importing.admin.forms import (
    ClauseForm,
    SectionForm,
    TextForm,
    UploadForm,
    answer_choices,
    clause_form,
    section_form,
    text_form,
)
from agreement.importing.admin.pages import DraftPage, ImportPage
from agreement.importing.draft import ASKED, NEW, SPLIT, Draft, with_clauses, with_sections
from agreement.importing.file_reading import is_word, read_content
from agreement.importing.imported import ImportProblem, ImportRefused
from agreement.models import Agreement, ImportDraft
from agreement.permissions import may_decide_versions

PAGE_SIZE = 20
MOST_SHOWN = 50


class UploadView(ImportPage):
    """Takes a file, and lists what was begun."""

    template_name = "agreement/import/upload.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the file; what is wrong with it stands at the field."""
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                kept = self._kept(form.cleaned_data["file"], form.cleaned_data["agreement"])
            except ImportRefused as refusal:
                for problem in refusal.problems[:MOST_SHOWN]:
                    form.add_error("file", str(problem))
            else:
                return redirect("agreement_import_preview", uuid=kept.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def _kept(self, file: Any, agreement: Agreement | None) -> ImportDraft:
        content = file.read()
        read = read_content(content, file.name)
        if is_word(content) and agreement is not None:
            # What stands at the top of a Word file is seldom what the agreement is called.
            read = replace(read, text=replace(read.text, title=agreement.title))
        return keep(read, agreement, file.name, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the imports somebody has begun."""
        only = list(Agreement.objects.all()[:2])
        initial = {"agreement": only[0] if len(only) == 1 else None}
        context: dict[str, Any] = super().get_context_data(
            **{"form": UploadForm(initial=initial), **kwargs}
        )
        begun = ImportDraft.objects.filter(created_by_id=self.request.user.pk).defer(
            "text", "remarks"
        )
        return context | {"begun": begun.select_related("agreement")}


class PreviewView(DraftPage):
    """The overview: what was read, what is in the way, the sections; taking over, discarding."""

    template_name = "agreement/import/preview.html"
    forms: tuple[TextForm, list[SectionForm]] | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the corrections; then take the text over, if that was asked for."""
        act = request.POST.get("act")
        if act == "discard":
            self.kept.delete()
            messages.success(request, _("Der Import ist verworfen. Es hat sich nichts geändert."))
            return redirect("agreement_import")
        head, sections = self._forms(request.POST)
        if not all([head.is_valid(), *(form.is_valid() for form in sections)]):
            messages.error(request, _("Nicht gespeichert: Unten steht, was fehlt."))
            return self._again(head, sections)
        draft = with_sections(self.draft, [form.edit() for form in sections])
        titles = {name: head.cleaned_data[name].strip() for name in ("title", "reference")}
        draft = Draft(replace(draft.text, **titles), draft.answers)
        if not self.keep(draft):
            return self._again(head, sections)
        if act == "take_over":
            return self._take_over(draft)
        messages.success(request, _("Gespeichert. In der Vereinbarung steht davon noch nichts."))
        return self.overview()

    def _again(self, head: TextForm, sections: list[SectionForm]) -> HttpResponse:
        self.forms = (head, sections)
        return self.render_to_response(self.get_context_data())

    def _forms(self, data: Any = None) -> tuple[TextForm, list[SectionForm]]:
        sections = enumerate(self.draft.text.sections)
        return (
            text_form(self.draft, self.kept.revision, data),
            [section_form(place, section, data) for place, section in sections],
        )

    def _take_over(self, draft: Draft) -> HttpResponse:
        try:
            working_text = take_over(draft, self.kept.agreement, self.request.user)
        except ImportRefused:
            # Every reason stands on the overview, each with a link.
            sentence = _("Noch nicht übernommen: Unten steht, was im Weg ist.")
            messages.error(self.request, sentence)
            return self.overview()
        self.kept.delete()
        sentence = _(
            "Der Text steht jetzt in der Arbeitsfassung. Hier bereiten Sie die Fassung vor."
        )
        messages.success(self.request, sentence)
        return redirect("agreement_versions", pk=working_text.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was read, what it would change, and every reason against taking it over."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        draft, plan = self.draft, plan_import(self.draft, self.target)
        head, sections = self.forms or self._forms()
        answers = [answer for section in draft.answers for answer in section]
        return context | {
            "kept": self.kept,
            "head": head,
            "sections": [
                (form, self._clauses_url(place), len(section.clauses), _open(draft, place))
                for place, (form, section) in enumerate(
                    zip(sections, draft.text.sections, strict=True)
                )
            ],
            "new": answers.count(NEW),
            "asked": draft.asked,
            "same": len(answers) - answers.count(NEW) - draft.asked,
            "gone": [self.target.labels[uid] for uid in plan.gone] if not draft.asked else [],
            "problems": self._problems(plan),
            "more_problems": max(0, len(plan.problems) - MOST_SHOWN),
            "in_force": draft.text.in_force,
            "is_known": self.target.agreement is not None,
        }

    def _problems(self, plan: Plan) -> list[tuple[ImportProblem, str]]:
        """Return the first problems, each with the address where to mend it ("" if here)."""
        return [(each, self._mend_url(each)) for each in plan.problems[:MOST_SHOWN]]

    def _mend_url(self, problem: ImportProblem) -> str:
        if problem.section is None or problem.clause is None:
            return ""
        number = problem.clause
        url = self._clauses_url(problem.section)
        return f"{url}?seite={number // PAGE_SIZE + 1}#klausel-{number}"

    def _clauses_url(self, place: int) -> str:
        return reverse("agreement_import_section", args=[self.kept.pk, place])


def _open(draft: Draft, place: int) -> int:
    """Return how many clauses of a section have no answer yet."""
    return draft.answers[place].count(ASKED)


class SectionView(DraftPage):
    """The clauses of a section, twenty on a page: heading, text, which clause each is."""

    template_name = "agreement/import/section.html"
    forms: dict[int, ClauseForm] | None = None

    @property
    def place(self) -> int:
        """The position of the section; Http404 where there is none (any more)."""
        place = int(self.kwargs["place"])
        if place >= len(self.draft.text.sections):
            raise Http404
        return place

    @property
    def numbers(self) -> Any:
        """The page of positions of clauses that is asked for."""
        count = len(self.draft.text.sections[self.place].clauses)
        pages = Paginator(range(count), PAGE_SIZE)
        return pages.get_page(self.request.GET.get("seite"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the corrections of this page."""
        forms = self._forms(request.POST)
        if not all(form.is_valid() for form in forms.values()):
            messages.error(request, _("Nicht gespeichert: Unten steht, was fehlt."))
        else:
            edits = {number: form.edit() for number, form in forms.items()}
            if self.keep(with_clauses(self.draft, self.place, edits)):
                sentence = _("Gespeichert. In der Vereinbarung steht davon noch nichts.")
                messages.success(request, sentence)
                return redirect(request.get_full_path())
        self.forms = forms
        return self.render_to_response(self.get_context_data())

    def _forms(self, data: Any = None) -> dict[int, ClauseForm]:
        clauses = self.draft.text.sections[self.place].clauses
        answers = self.draft.answers[self.place]
        return {
            number: clause_form(
                number,
                clauses[number],
                answers[number],
                answer_choices(
                    self.target.labels,
                    self.likely.get((self.place, number), ()) if answers[number] == ASKED else (),
                    answers[number],
                ),
                data,
            )
            for number in self.numbers
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forms of this page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "kept": self.kept,
            "section": self.draft.text.sections[self.place],
            "forms": (self.forms or self._forms()).items(),
            "numbers": self.numbers,
            "revision": self.kept.revision,
            "split": SPLIT,
            "preview_url": reverse("agreement_import_preview", args=[self.kept.pk]),
        }


class ImportMenuItem(MenuItem):
    """The way to the import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may decide on versions."""
        return may_decide_versions(request.user)


def import_menu_item() -> MenuItem:
    """Return the menu item."""
    return ImportMenuItem(
        _("Text importieren"),
        reverse("agreement_import"),
        icon_name="upload",
        order=251,
        name="agreement-import",
    )


def import_urls() -> list[URLPattern]:
    """Return the addresses of the import."""
    return [
        path("agreement/import/", UploadView.as_view(), name="agreement_import"),
        path(
            "agreement/import/<uuid:uuid>/", PreviewView.as_view(), name="agreement_import_preview"
        ),
        path(
            "agreement/import/<uuid:uuid>/<int:place>/",
            SectionView.as_view(),
            name="agreement_import_section",
        ),
    ]
