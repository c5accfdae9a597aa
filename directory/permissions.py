"""Who may change what in the directory. Pages follow Wagtail's page permissions."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

if TYPE_CHECKING:
    from directory.models import Contact


def offices_editable_by(offices: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Return the offices whose pages an account may edit; none without an account."""
    if user is None:
        return offices.none()
    policy = PagePermissionPolicy(offices.model)
    editable = policy.instances_user_has_permission_for(user, "change")
    return offices.filter(pk__in=editable.values("pk"))


class ContactPermissionPolicy(ModelPermissionPolicy):
    """A contact may be changed by whoever may edit its office.

    Django's model permissions say whether somebody deals with contacts at all; the office says
    with which ones.
    """

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Any]:
        """Return the contacts of the offices that the account may edit."""
        contacts = super().instances_user_has_any_permission_for(user, actions)
        offices = contacts.model._meta.get_field("office").related_model.objects.all()
        return contacts.filter(office__in=offices_editable_by(offices, user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: "Contact") -> bool:
        """Return whether the account may do this with this very contact."""
        if not self.user_has_permission(user, action):
            return False
        return instance.office.permissions_for_user(user).can_edit()
