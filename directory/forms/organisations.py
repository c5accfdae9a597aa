"""The edit form of an organisation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


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
