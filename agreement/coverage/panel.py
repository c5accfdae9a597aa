"""What the editor of a section learns about the coverage, beside its fields."""

from typing import Any

from django.forms import Media
from wagtail.admin.panels import HelpPanel
from wagtail.admin.staticfiles import versioned_static

from agreement.coverage.addresses import coverage_url
from agreement.coverage.changes import changes_by
from agreement.coverage.texts import stored_clauses


class CoverageChangesPanel(HelpPanel):
    """New and closed gaps and overlaps, compared with the published working text.

    As the section was saved last; a script asks anew while it is being written.
    """

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on a form."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what the section would change; a new one says nothing yet."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            section = self.instance
            if not section.pk:
                return {**context, "changes": None}
            working_text = section.get_parent().specific
            changes = changes_by(section, working_text, stored_clauses(section.clauses))
            return {**context, "changes": changes, "coverage_url": coverage_url()}

        @property
        def media(self) -> Media:
            """Return the script that asks anew."""
            own = Media(js=[versioned_static("agreement/coverage-changes.js")])
            combined: Media = super().media + own
            return combined
