"""The page where people say which mails they want."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from portal.accounts.models import User
from portal.accounts.notifications import choose_kinds, kinds, wanted_kinds


class KindsForm(forms.Form):
    """A tick for each kind of mails."""

    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Ich möchte Mails bekommen über"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=lambda: [(slug, kind.label) for slug, kind in kinds().items()],
    )


class NotificationsView(LoginRequiredMixin, FormView):
    """Shows which kinds of mails somebody gets, and changes it."""

    template_name = "accounts/notifications.html"
    form_class = KindsForm
    success_url = reverse_lazy("account_notifications")

    @property
    def person(self) -> User:
        """Who has logged in."""
        return cast("User", self.request.user)

    def get_initial(self) -> dict[str, Any]:
        """Tick the kinds that the person gets."""
        return {"wanted": sorted(wanted_kinds(self.person))}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Keep the choice and say so."""
        choose_kinds(self.person, form.cleaned_data["wanted"])
        messages.success(self.request, _("Gespeichert. Es gilt ab der nächsten Mail."))
        return super().form_valid(form)
