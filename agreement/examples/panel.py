"""The editor of a section says how the agreed cases come out by the drafts."""

from typing import Any

from django.utils import timezone
from wagtail.admin.panels import HelpPanel

from agreement.enums import ExampleState
from agreement.examples.addresses import examples_url
from agreement.examples.replaying import Report, replay_all
from agreement.examples.texts import draft_text
from agreement.labels import words_with
from agreement.models.findings import ExampleCase


class ExamplesPanel(HelpPanel):
    """The agreed cases asked of the newest drafts, the red ones in full."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel on a form."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the report; a section that is new belongs to no text yet."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            report = report_of_drafts(self.instance) if self.instance.pk else None
            return {**context, "report": report, "examples_url": examples_url()}


def report_of_drafts(section: Any) -> Report:
    """Return how the agreed cases come out by the drafts of a section's working text."""
    working_text = section.get_parent().specific
    cases = ExampleCase.objects.filter(
        agreement=working_text.agreement_id, state=ExampleState.AGREED
    )
    text = draft_text(working_text, timezone.localdate())
    return replay_all(cases, text, words_with({}))
