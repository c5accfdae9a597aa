"""The one log-in, and the doors that lead to it."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.generic import RedirectView, TemplateView
from wagtail.log_actions import log

from portal.accounts.navigation import account_entries

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


class Overview(LoginRequiredMixin, TemplateView):
    """Shows what one can look at and change of the own account."""

    template_name = "account/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pages of the account's menu."""
        return super().get_context_data(entries=account_entries(), **kwargs)


class Sessions(ListUserSessionsView):
    """Lists one's own sessions, and ends one of them or all but this."""

    def form_valid(self, form: Form) -> HttpResponse:
        """End the session named in the form, else all others."""
        number = self.request.POST.get("session")
        if not number:
            with transaction.atomic():
                self._note()
                answer: HttpResponse = super().form_valid(form)
            return answer
        own = UserSession.objects.filter(user=self.request.user)
        named = own.filter(pk=number).first() if number.isdecimal() else None
        if named is not None:
            with transaction.atomic():
                self._note()
                named.end()
        return HttpResponseRedirect(self.get_success_url())

    def _note(self) -> None:
        log(self.request.user, "portal.account.sessions_ended", user=self.request.user)


class RemovePasskey(RemoveWebAuthnView):
    """Removes a passkey, unless it is the last factor of somebody who must have one.

    Allauth asks its adapter so for the authenticator app alone.
    """

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it, or say why not."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            sentence = str(adapter.error_messages["cannot_delete_authenticator"])
            messages.error(self.request, sentence)
            return HttpResponseRedirect(self.get_success_url())
        answer: HttpResponse = super().form_valid(form)
        return answer


def not_offered(request: HttpRequest) -> HttpResponse:
    """Answer 404 where allauth has a page that the portal does not offer."""
    raise Http404
