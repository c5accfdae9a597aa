"""Who may change what in the directory. Pages follow Wagtail's page permissions."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

if TYPE_CHECKING:
    from directory.models import Contact, SpecialDays

ANY_ACTION = ("add", "change", "delete", "view")


def offices_editable_by(offices: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Return the offices whose pages an account may edit; none without an account."""
    if user is None:
        return offices.none()
    policy = PagePermissionPolicy(offices.model)
    editable = policy.instances_user_has_permission_for(user, "change")
    return offices.filter(pk__in=editable.values("pk"))


class OfOfficesPermissionPolicy(ModelPermissionPolicy):
    """A contact, or special days, may be changed by whoever may edit their office.

    Django's model permissions say whether somebody deals with such things at all; the office
    says with which ones.
    """

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Any]:
        """Return those of the offices that the account may edit."""
        found = super().instances_user_has_any_permission_for(user, actions)
        offices = found.model._meta.get_field("office").related_model.objects.all()
        return found.filter(office__in=offices_editable_by(offices, user))

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: "Contact | SpecialDays"
    ) -> bool:
        """Return whether the account may do this with this very one."""
        if not self.user_has_permission(user, action):
            return False
        return instance.office.permissions_for_user(user).can_edit()


class OfMyOffices:
    """A view of one contact, or special days: refused for offices that one may not edit.

    Wagtail's own views ask for rights at the model only, not at the one.
    """

    permission_policy: Any
    request: Any

    def get_object(self, *args: Any, **kwargs: Any) -> "Contact | SpecialDays":
        """Return it; raises PermissionDenied for another organisation's."""
        found: Contact | SpecialDays = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.permission_policy.user_has_any_permission_for_instance(
            self.request.user, ANY_ACTION, found
        ):
            raise PermissionDenied
        return found
