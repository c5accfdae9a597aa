"""Wagtail's pages for accounts and groups: for administrators alone, and within what they may.

Groups that follow from memberships are not set by hand: the next change of a role would undo
it, and until then somebody would have rights that no page shows.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import groups
from wagtail.users.views.bulk_actions import AssignRoleBulkAction
from wagtail.users.views.users import EditView, UserViewSet

from directory.people.group_sync import managed_groups
from directory.people.user_policies import groups_by_hand
from portal.accounts.models import User
from portal.accounts.sessions import end_all_sessions


class GroupsOfAccount(forms.ModelForm):
    """Offers the groups set by hand, and leaves the others as they are."""

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["groups"]
        field.queryset = groups_by_hand().order_by("name")
        field.required = False
        field.help_text = _(
            "Rollen in Organisationen und in der Koordination stehen unter „Personen“. "
            "Die Gruppen dazu folgen daraus und sind hier nicht zu ändern."
        )

    def _save_m2m(self) -> None:
        """Set the groups by hand, and keep those that follow from memberships."""
        kept = managed_groups().filter(user=self.instance)
        chosen = {*self.cleaned_data["groups"], *kept}
        super()._save_m2m()  # type: ignore[misc]
        self.instance.groups.set(chosen)


class AccountCreationForm(GroupsOfAccount, UserCreationForm):
    """A new account; its owner sets the password by "forgotten password"."""


class AccountEditForm(GroupsOfAccount, UserEditForm):
    """An account that is changed."""


class AccountEditView(EditView):
    """Ends all sessions of an account that is switched off or is no administrator any more."""

    def save_instance(self) -> Any:
        """Save, and end the sessions if rights were taken away."""
        account = super().save_instance()
        taken = {"is_active", "is_superuser", "groups"} & set(self.form.changed_data)
        if taken and not (account.is_active and account.is_superuser):
            end_all_sessions(account)
        return account


class AccountViewSet(UserViewSet):
    """Accounts, for administrators."""

    edit_view_class = AccountEditView

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  # Wagtail's
        """Return the form."""
        return AccountEditForm if for_update else AccountCreationForm


class GroupsByHandList(groups.IndexView):
    """The groups that administrators made; there are three more for each organisation."""

    def get_base_queryset(self) -> QuerySet[Group]:
        """Return the groups set by hand."""
        return groups_by_hand()


class ByHandOnly:
    """A view that changes one group: Wagtail asks for rights at groups as such, not at the one."""

    permission_policy: Any
    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Group:
        """Return the group; raises PermissionDenied for one that follows from memberships."""
        group: Group = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.permission_policy.user_has_permission_for_instance(
            self.request.user, "change", group
        ):
            raise PermissionDenied
        return group


class GroupEditView(ByHandOnly, groups.EditView):
    """The form of a group."""


class GroupDeleteView(ByHandOnly, groups.DeleteView):
    """The question before a group is deleted."""


class PortalGroupViewSet(groups.GroupViewSet):
    """Groups made by hand, for administrators."""

    index_view_class = GroupsByHandList
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView


class GroupToAssign(forms.Form):
    """The group that marked accounts are put into: one set by hand."""

    role = forms.ModelChoiceField(queryset=Group.objects.none(), label=_("Gruppe"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.queryset = groups_by_hand().order_by("name")


class AssignGroup(AssignRoleBulkAction):
    """Puts the marked accounts into a group, but into none that follows from memberships."""

    form_class = GroupToAssign


def end_sessions_of_inactive(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """End the sessions of the accounts that were switched off together."""
    if action_type == "set_active_state":
        for account in User.objects.filter(pk__in=[each.pk for each in objects], is_active=False):
            end_all_sessions(account)
