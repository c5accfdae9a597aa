"""The forms of an organisation in the admin: to edit it, to copy it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm


class OrganisationPageForm(WagtailAdminPageForm):
    """Refuses a short name that another organisation has: groups are known by it."""

    def clean_short_name(self) -> str:
        """Return the name without blanks around it; raises ValidationError if it is taken."""
        name: str = self.cleaned_data["short_name"].strip()
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        if others.filter(short_name__iexact=name).exists():
            raise ValidationError(
                _("Es gibt schon eine Organisation „%(name)s“. Bitte wählen Sie einen anderen.")
                % {"name": name}
            )
        return name


class OrganisationCopyForm(CopyForm):
    """Copies an organisation alone: offices and news are those of one organisation only.

    Wagtail numbers the copied pages below it without looking, and would meet the pages that
    every new organisation gets.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out the choice of copying what is below."""
        super().__init__(*args, **kwargs)
        self.fields.pop("copy_subpages", None)
