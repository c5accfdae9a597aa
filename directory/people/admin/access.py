"""Who gets to the pages for people, and the frame they share."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from directory.models import OrganisationPage
from directory.people.actions import Sent
from directory.people.roles import manageable_organisations, manages_anybody, manages_network

LIST = "people"


class ManagersOnly:
    """Lets in whoever manages somebody; which people, each view asks further."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Pass on, or raise PermissionDenied."""
        if not manages_anybody(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PeoplePage(ManagersOnly, WagtailAdminTemplateMixin):
    """A page below the list of people."""

    header_icon = "group"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy(LIST), "label": gettext_lazy("Personen")},
    ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        own = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, own]


class PeopleMenuItem(MenuItem):
    """The way to the list of people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever manages somebody."""
        return manages_anybody(request.user)


def people_menu_item() -> MenuItem:
    """Return the menu item."""
    return PeopleMenuItem(_("Personen"), reverse(LIST), icon_name="group", order=260, name="people")


def organisation_or_404(user: Any, pk: int) -> OrganisationPage | None:
    """Return the place that an address names, 0 being the coordination.

    Raises Http404 alike for what does not exist and for what is not this person's.
    """
    if pk == 0 and manages_network(user):
        return None
    found: OrganisationPage = get_object_or_404(manageable_organisations(user), pk=pk)
    return found


def tell_of_mail(request: HttpRequest, sent: Sent) -> None:
    """Say whether an invitation is on its way, and what to do if the mail server refused it."""
    address = {"email": sent.invitation.email}
    if sent.is_mailed:
        messages.success(request, _("Die Einladung an %(email)s ist unterwegs.") % address)
        return
    sentence = _(
        "Die Einladung an %(email)s ist gespeichert, aber die Mail ging nicht hinaus. "
        "Senden Sie sie später unter „Einladungen“ noch einmal."
    )
    messages.warning(request, sentence % address)
