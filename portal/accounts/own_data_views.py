"""Pages on one's own data: look, take along, delete."""

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from portal.accounts.leaving import AccountNeeded, delete_account
from portal.accounts.models import User
from portal.accounts.own_data import obstacles, own_data

PROVED = (login_required, reauthentication_required)
"""Who has logged in, and has just given password or factor again."""


class ConfirmForm(forms.Form):
    """A tick that says: this is what I want."""

    confirmed = forms.BooleanField(
        label=_("Ja, ich möchte mein Konto endgültig löschen."),
        error_messages={
            "required": _("Setzen Sie das Häkchen, wenn Sie Ihr Konto löschen möchten.")
        },
    )


class OwnData(LoginRequiredMixin, TemplateView):
    """Says what the portal keeps about a person, and leads to the copy and the deletion."""

    template_name = "account/own_data.html"


@method_decorator(PROVED, name="dispatch")
class Download(View):
    """Gives a person all of the own data as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with JSON to be saved."""
        data = own_data(cast("User", request.user))
        dumps = {"ensure_ascii": False, "indent": 2}
        response = JsonResponse(data, json_dumps_params=dumps)
        name = f"meine-daten-{timezone.localdate():%Y-%m-%d}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


@method_decorator(PROVED, name="dispatch")
class DeleteAccount(FormView):
    """Says what goes and what stays, and deletes the account once that is confirmed."""

    template_name = "account/delete.html"
    form_class = ConfirmForm

    @property
    def person(self) -> User:
        """Who has logged in."""
        return cast("User", self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands in the way, and how long the log keeps its entries."""
        kwargs |= {"obstacles": obstacles(self.person), "days": settings.AUDIT_LOG_DAYS}
        return super().get_context_data(**kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Delete the account, or say what stands in the way."""
        try:
            delete_account(User.objects.get(pk=self.person.pk))
        except AccountNeeded:
            return self.render_to_response(self.get_context_data(form=form))
        logout(self.request)
        return HttpResponseRedirect(reverse("account_deleted"))


class Deleted(TemplateView):
    """Says that the account is gone."""

    template_name = "account/deleted.html"
