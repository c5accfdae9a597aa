"""Pages in Wagtail's admin about somebody else's account."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.accounts.actions import may_reset_second_factor, reset_second_factor
from portal.accounts.models import User


class ResetSecondFactor(WagtailAdminTemplateMixin, TemplateView):
    """Asks, then takes a lost second factor off an account."""

    template_name = "accounts/admin/reset_second_factor.html"
    page_title = gettext_lazy("Zweiten Faktor zurücksetzen")
    header_icon = "rotate"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the account; raises PermissionDenied for whoever is no administrator."""
        self.account = get_object_or_404(User, pk=kwargs["pk"])
        self.actor = cast("User", request.user)  # Wagtail lets in nobody without an account
        if not may_reset_second_factor(self.actor, self.account):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return whose account it is."""
        return str(self.account)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it."""
        reset_second_factor(self.account, by=self.actor)
        messages.success(request, _("Der zweite Faktor ist zurückgesetzt."))
        return redirect("wagtailusers_users:index")
