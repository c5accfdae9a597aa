"""The edit form of a contact."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from directory.permissions import offices_editable_by


class ContactForm(WagtailAdminModelForm):
    """Offers only the offices that the person at the form may edit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice of offices; a foreign one is refused like one that is missing."""
        super().__init__(*args, **kwargs)
        if "office" in self.fields:
            field: Any = self.fields["office"]
            field.queryset = offices_editable_by(field.queryset, self.for_user).order_by("title")
