"""The edit form of an office."""

from directory.forms.hours import WeeklyHoursField
from portal.core.page_form import PageForm


class OfficePageForm(PageForm):
    """Asks for opening hours day by day."""

    hours = WeeklyHoursField()
