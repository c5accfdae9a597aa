"""Choosing a contact in the admin: those of one's own offices, and those open to everybody."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser

from directory.models import Contact
from portal.core.visibility import Viewer, visible


def choosable_contacts(user: Any) -> QuerySet[Contact]:
    """Return the contacts that somebody may choose."""
    own = policy_registry.get_by_type(Contact).instances_user_has_any_permission_for(
        user, ["change", "delete"]
    )
    public = visible(Contact.objects.order_by(), Viewer()).values("pk")
    own_keys = own.order_by().values("pk")
    return Contact.objects.filter(pk__in=own_keys) | Contact.objects.filter(pk__in=public)


class _Limited:
    """A list of contacts to choose from."""

    request: Any

    def get_object_list(self) -> QuerySet[Contact]:
        """Return the contacts to list."""
        return choosable_contacts(self.request.user)


class ContactChooseView(_Limited, chooser.ChooseView):
    """The dialog."""


class ContactChooseResultsView(_Limited, chooser.ChooseResultsView):
    """The list in the dialog."""


class ContactChosenView(chooser.SnippetChosenView):
    """The end of choosing one."""

    def get_object(self, pk: Any) -> Contact:
        """Return the contact; raises Http404 alike if it is missing or not to be chosen."""
        found = choosable_contacts(self.request.user).filter(pk=pk) if pk.isdecimal() else None
        contact = found.first() if found is not None else None
        if contact is None:
            raise Http404
        return contact


class ContactChosenMultipleView(chooser.SnippetChosenMultipleView):
    """The end of choosing several."""

    def get_objects(self, pks: list[str]) -> QuerySet[Contact]:
        """Return those that may be chosen; raises Http404 for what is no key."""
        if not all(pk.isdecimal() for pk in pks):
            raise Http404
        return choosable_contacts(self.request.user).filter(pk__in=pks)


class ContactChooserViewSet(chooser.SnippetChooserViewSet):
    """The chooser of contacts."""

    choose_view_class = ContactChooseView
    choose_results_view_class = ContactChooseResultsView
    chosen_view_class = ContactChosenView
    chosen_multiple_view_class = ContactChosenMultipleView
