"""Wagtail's app for accounts, with our pages in place of its own."""

from wagtail.users.apps import WagtailUsersAppConfig


class PortalUsersConfig(WagtailUsersAppConfig):
    """Administrators only, and no groups by hand that follow from memberships."""

    user_viewset = "directory.people.user_admin.AccountViewSet"
    group_viewset = "directory.people.user_admin.PortalGroupViewSet"

    def ready(self) -> None:
        """Put stricter policies in place of Wagtail's."""
        super().ready()
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from directory.people.user_policies import AdministratorsOnly, GroupsByHand
        from portal.accounts.models import User

        register_permission_policy(User, AdministratorsOnly(User))
        register_permission_policy(Group, GroupsByHand(Group))
