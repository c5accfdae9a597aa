"""What the editor of an office says about its special days, and where they are changed."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import Panel

from directory.presentation.special_days import days_in_words


class SpecialDaysPanel(Panel):
    """Lists the days to come; they are edited on pages of their own, since they hold at once."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one office; a page that is not saved yet has none."""

        template_name = "directory/special_days/panel.html"

        def is_shown(self) -> bool:
            """Show the panel once there is an office that days can belong to."""
            return self.instance.pk is not None and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the days and the addresses where they are changed."""
            today = timezone.localdate()
            coming = self.instance.special_days.filter(last_day__gte=today)
            query = f"?office={self.instance.pk}"
            return {
                **super().get_context_data(parent_context),
                "entries": [
                    (
                        days_in_words(entry, today),
                        entry,
                        reverse("special_days:edit", args=[entry.pk]),
                    )
                    for entry in coming
                ],
                "add_url": reverse("special_days:add") + query,
                "list_url": reverse("special_days:index") + query,
            }
