"""What the editor of a section shows beside its fields."""

from typing import Any

from django.forms import Media
from wagtail.admin.panels import HelpPanel
from wagtail.admin.staticfiles import versioned_static

from agreement.notes_of_drafts import notes_of_section
from agreement.working_view import section_context


class ClausesInWordsPanel(HelpPanel):
    """The clauses as saved last, with their numbers, their rules in words and hints on them.

    It brings the script along that shows the sentence of a rule while it is being written.
    """

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on a form."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the clauses; a section that is new has none yet."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            clauses = section_context(self.instance)["clauses"] if self.instance.pk else []
            notes = notes_of_section(self.instance) if clauses else {}
            return {**context, "clauses": [(one, notes.get(one.uid, ())) for one in clauses]}

        @property
        def media(self) -> Media:
            """Return the scripts for sentences above rules and ways at clauses, and their looks."""
            own = Media(
                js=[
                    versioned_static("agreement/rule-sentence.js"),
                    versioned_static("agreement/clause-acts.js"),
                ],
                css={"all": [versioned_static("agreement/editor.css")]},
            )
            combined: Media = super().media + own
            return combined


class NewerVersionPanel(HelpPanel):
    """The way to what somebody else saved meanwhile; there only when a form was refused for it."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on a form."""

        def is_shown(self) -> bool:
            """Whether the form was refused because of a newer revision."""
            return super().is_shown() and self.form.newer_revision is not None
