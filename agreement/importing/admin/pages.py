"""What the pages of an import have in common: who may enter, and the draft they are about."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from agreement.importing.actions import change
from agreement.importing.draft import ASKED, NEW, Draft, draft_from_data
from agreement.importing.target import Target, matches_of, target_of
from agreement.models import ImportDraft
from agreement.permissions import may_decide_versions


class ImportPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the import, for the coordination alone."""

    page_title = gettext_lazy("Vereinbarung importieren")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who may decide on versions."""
        if not may_decide_versions(request.user):
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class DraftPage(ImportPage):
    """A page about one begun import; everybody has his own."""

    @cached_property
    def kept(self) -> ImportDraft:
        """The begun import that the address names; Http404 for one of somebody else."""
        rows = ImportDraft.objects.select_related("agreement", "created_by")
        kept: ImportDraft = get_object_or_404(
            rows, pk=self.kwargs["uuid"], created_by_id=self.request.user.pk
        )
        return kept

    @cached_property
    def target(self) -> Target:
        """Where the text goes, as it is now."""
        return target_of(self.kept.agreement)

    @cached_property
    def draft(self) -> Draft:
        """The text with its answers; one about a clause that is gone meanwhile is open again."""
        draft = draft_from_data(self.kept.text)
        known = self.target.values
        answers = tuple(
            tuple(answer if answer in {NEW, *known} else ASKED for answer in section)
            for section in draft.answers
        )
        return Draft(draft.text, answers)

    @cached_property
    def likely(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """The clauses that each one which has no answer yet could be."""
        if not self.draft.asked:
            return {}
        matches = matches_of(self.draft.text, self.target)
        return {
            (place, number): match.likely
            for (place, number, _clause), match in zip(
                self.draft.text.clauses(), matches, strict=True
            )
        }

    @property
    def revision(self) -> int:
        """How often the draft was changed when the form that was sent was made."""
        sent = self.request.POST.get("text-revision", "")
        return int(sent) if sent.isdecimal() and len(sent) < 10 else -1

    def keep(self, draft: Draft) -> bool:
        """Keep a corrected draft; says so if another window was faster."""
        if change(self.kept, draft, self.revision):
            return True
        messages.error(
            self.request,
            _(
                "In einem anderen Fenster wurde inzwischen etwas geändert. Ihre letzten Änderungen "
                "stehen noch im Formular und sind nicht gespeichert: Laden Sie die Seite in einem "
                "neuen Fenster und tragen Sie sie dort ein."
            ),
        )
        return False

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here over the begun imports."""
        start = {"url": reverse("agreement_import"), "label": self.get_page_title()}
        own = {"url": "", "label": self.kept.file_name}
        return [*self.breadcrumbs_items, start, own]

    def overview(self) -> HttpResponse:
        """Send on to the overview of this import."""
        return redirect("agreement_import_preview", uuid=self.kept.pk)
