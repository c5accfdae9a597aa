"""What the editor of a section shows beside its fields."""

from typing import Any

from wagtail.admin.panels import HelpPanel

from agreement.working_view import section_context


class ClausesInWordsPanel(HelpPanel):
    """The clauses as saved last, with their numbers and their rules in words."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on a form."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the clauses; a section that is new has none yet."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            clauses = section_context(self.instance)["clauses"] if self.instance.pk else []
            return {**context, "clauses": clauses}


class NewerVersionPanel(HelpPanel):
    """The way to what somebody else saved meanwhile; there only when a form was refused for it."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on a form."""

        def is_shown(self) -> bool:
            """Whether the form was refused because of a newer revision."""
            return super().is_shown() and self.form.newer_revision is not None
