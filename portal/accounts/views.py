"""The one log-in, and the doors that lead to it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.generic import RedirectView

ADMIN_ACCESS = "wagtailadmin.access_admin"


class AdminDoor(RedirectView):
    """Leads whoever Wagtail's admin refuses to the log-in – but not who has logged in already.

    The log-in would send such a person straight back to the admin, and so on for ever.
    """

    pattern_name = "account_login"
    query_string = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect; raises PermissionDenied for an account without a right to the admin."""
        if request.user.is_authenticated and not request.user.has_perm(ADMIN_ACCESS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
