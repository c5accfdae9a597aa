"""Two states of a section's page in the editor compared, in place of Wagtail's own comparison."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.views.pages.revisions import RevisionsCompareView

from agreement.comparison.changes import Comparison
from agreement.comparison.comparing import compare
from agreement.comparison_page.details import Vocabulary
from agreement.comparison_page.forms import SIDE_BY_SIDE, View
from agreement.comparison_page.redline import Redline, reference_in
from agreement.comparison_page.shown import ShownText
from agreement.enums import Claim
from agreement.labels import words_with
from agreement.models.working_text import SectionPage
from agreement.snapshot import SectionSnapshot, Snapshot
from agreement.snapshot_builder import section_snapshot
from agreement.working_view import contents

COVERED = {"title", "plain_summary", "clauses"}
"""The fields that our comparison shows of every section, beside those of its type."""


class SectionCompareView(RevisionsCompareView):
    """Wagtail's view with our redline for sections; who may see it stays Wagtail's decision."""

    def get_template_names(self) -> list[str]:
        """Return our template for sections."""
        if isinstance(self.object, SectionPage):
            return ["agreement/comparison/revisions.html"]
        names: list[str] = super().get_template_names()
        return names

    def _get_comparison(self, revision_a: Any, revision_b: Any) -> list[Any]:
        """Return what is different; of a section only the fields that ours does not show."""
        if not isinstance(self.object, SectionPage):
            found: list[Any] = super()._get_comparison(revision_a, revision_b)
            return found
        panel = self.get_edit_handler().get_bound_panel(
            instance=self.object, request=self.request, form=None
        )
        covered = COVERED | set(self.object.structured)
        compared = (
            comparator(revision_a, revision_b)
            for comparator in panel.get_comparison()
            if comparator.args[0].name not in covered
        )
        return [one for one in compared if one.has_changed()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add our comparison of a section."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not isinstance(self.object, SectionPage):
            return context
        side_by_side = self.request.GET.get("ansicht") == SIDE_BY_SIDE
        states = StatesOfSection(self.object, context["revision_a"], context["revision_b"])
        titles = context["revision_a_heading"], context["revision_b_heading"]
        text = ShownText(
            states.comparison,
            View(side_by_side=side_by_side, changes_only=True),
            states.words,
            states.redline,
            titles,
        )
        sections = text.sections()
        return context | {
            "text": text,
            "view": text.view,
            "sections": sections,
            "claims": states.claims,
            "other_view": "" if side_by_side else f"?ansicht={SIDE_BY_SIDE}",
        }


class StatesOfSection:
    """Two states of a section, each as it would be sealed; unfinished rules do not count."""

    def __init__(self, page: SectionPage, old: SectionPage, new: SectionPage) -> None:
        self._old, self._new = old, new
        self._contents = contents(page.get_parent().specific)
        here = next((one.number for one in self._contents if one.page.pk == page.pk), None)
        self._number = here or _("Entwurf")

    @cached_property
    def comparison(self) -> Comparison:
        """All that is different, but for what the agreement does not say."""
        old, new = (_text_of(self._snapshot(state)) for state in (self._old, self._new))
        return compare(old, new)

    def _snapshot(self, state: SectionPage) -> SectionSnapshot:
        # Its address in the text may be another; it is the same section all the same.
        return replace(section_snapshot(state, self._number, is_draft=True), slug=self._new.slug)

    @cached_property
    def _places(self) -> dict[str, tuple[str, str]]:
        return {
            uid: (number, f"{section.url}#k-{uid}")
            for section in self._contents
            for uid, number, _heading in section.clauses
        }

    @cached_property
    def words(self) -> Vocabulary:
        """What rules and fields call things; clauses have the numbers of today."""
        words = words_with({uid: number for uid, (number, _url) in self._places.items()})
        return Vocabulary(words, words)

    @property
    def redline(self) -> Redline:
        """Renders the differences, with links into the working text."""
        reference = reference_in(self._places)
        return Redline(reference, reference)

    @property
    def claims(self) -> list[str]:
        """The clauses that say otherwise whether they settle who is responsible."""
        before, after = (
            {block.id: block.value for block in state.clauses} for state in (self._old, self._new)
        )
        return [
            f"{value['heading']}: {_claim(before[uid])} → {_claim(value)}"
            for uid, value in after.items()
            if uid in before and _claim(before[uid]) != _claim(value)
        ]


def _claim(value: Any) -> str:
    return str(Claim(value["claim"] or Claim.BY_TEXT).label)


def _text_of(section: SectionSnapshot) -> Snapshot:
    """Return a text of this section alone."""
    return Snapshot(
        agreement="",
        title="",
        reference="",
        number=0,
        previous="",
        is_legacy=False,
        parties=(),
        sections=(section,),
    )
