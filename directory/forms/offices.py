"""The edit form of an office."""

from wagtail.admin.forms import WagtailAdminPageForm

from directory.forms.hours import WeeklyHoursField


class OfficePageForm(WagtailAdminPageForm):
    """Asks for opening hours day by day."""

    hours = WeeklyHoursField()
