"""The edit form of an event: it looks at the exceptions together with the rule."""

from datetime import date
from typing import TYPE_CHECKING, Any

from news.events.checks import YEARS, problems_of_deviation
from news.events.days import Deviation
from news.events.occurrences import deviation_of, plan_of
from portal.core.page_form import PageForm

if TYPE_CHECKING:
    from news.models.events import EventPage


class EventForm(PageForm):
    """Says at the row of an exception what is wrong with it.

    A page cannot do so itself: its rows are read from the form only after it was checked.
    """

    def is_valid(self) -> bool:
        """Return whether page and rows are right; then look at the rows by the new rule."""
        if not super().is_valid():
            return False
        return "exceptions" not in self.formsets or self._exceptions_are_right()

    def _exceptions_are_right(self) -> bool:
        event: EventPage = self.instance
        if "starts_on" not in self.cleaned_data or event.starts_on.year not in YEARS:
            return True  # without its first day there is no rule
        plan, is_right = plan_of(event, []), True
        seen: set[date] = set()
        for row in self.formsets["exceptions"].forms:
            deviation = _deviation(row)
            if deviation is None:
                continue
            for name, sentence in problems_of_deviation(plan, deviation, seen):
                row.add_error(name, sentence)
                is_right = False
            seen.add(deviation.day)
        return is_right


def _deviation(row: Any) -> Deviation | None:
    """Return what a row says; nothing for one that is empty or goes."""
    facts = getattr(row, "cleaned_data", {})
    if facts.get("DELETE") or not facts.get("day"):
        return None
    return deviation_of(row.instance)
