"""The forms of an organisation in the admin: to edit it, to copy it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm

from directory.page_permissions import may_set_approval
from directory.signals import approval_chosen
from portal.core.page_form import PageForm

APPROVAL = "articles_need_approval"


class OrganisationPageForm(PageForm):
    """Refuses a short name that another organisation has: groups are known by it.

    Whether articles need approval is no content of the page: it holds as soon as the form is
    saved, and only those see it who decide it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what this person does not decide."""
        super().__init__(*args, **kwargs)
        decides = self.for_user is None or may_set_approval(self.for_user, self.instance)
        if APPROVAL in self.fields and not decides:
            del self.fields[APPROVAL]

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Save the page, and what was chosen for its articles at once."""
        page = super().save(commit)
        if page.pk and APPROVAL in self.changed_data:
            needed = self.cleaned_data[APPROVAL]
            approval_chosen.send(
                sender=type(page), organisation=page, needed=needed, by=self.for_user
            )
        return page

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
