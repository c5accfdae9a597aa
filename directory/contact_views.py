"""The admin's views of contacts; Wagtail's ask for rights at the model only, not at the one."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from wagtail.snippets.views import snippets

if TYPE_CHECKING:
    from directory.models import Contact

ANY_ACTION = ("add", "change", "delete", "view")


class OfMyOffices:
    """A view of one contact: refused for contacts of offices that one may not edit."""

    permission_policy: Any
    request: Any

    def get_object(self, *args: Any, **kwargs: Any) -> "Contact":
        """Return the contact; raises PermissionDenied for another organisation's."""
        contact: Contact = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.permission_policy.user_has_any_permission_for_instance(
            self.request.user, ANY_ACTION, contact
        ):
            raise PermissionDenied
        return contact


class ContactEditView(OfMyOffices, snippets.EditView):
    """The edit form."""


class ContactDeleteView(OfMyOffices, snippets.DeleteView):
    """The question before deletion."""


class ContactHistoryView(OfMyOffices, snippets.HistoryView):
    """Who changed what."""


class ContactUsageView(OfMyOffices, snippets.UsageView):
    """Where it is used."""
