"""The page behind an invitation's link, and the page of one's own roles."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from directory.models import Invitation, Membership
from directory.people.actions import accept_invitation, open_invitation
from directory.people.actions.invitations import has_account
from directory.people.forms import NewcomerForm
from directory.people.invitation_mail import role_labels
from directory.people.listing import place_in_words, role_in_words
from directory.people.refusals import AccountExists, AnotherAccount, InvitationGone
from portal.core.throttle import throttled

TRIES = 60
"""POSTs a minute and address: an office behind one address accepts its invitations at once."""


@method_decorator(throttled("invitation", amount=TRIES), name="dispatch")
class InvitationView(View):
    """Shows what one is invited to, and takes the answer.

    GET changes nothing: scanners of mail servers follow every link. Whatever cannot be
    accepted – forged, used, revoked, expired – answers alike.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer without letting the address, which holds the secret, out of the house.

        Not "no-referrer": browsers then send forms with "Origin: null", which Django's guard
        against forged requests refuses.
        """
        try:
            response = super().dispatch(request, *args, **kwargs)
        except InvitationGone:
            response = render(request, "directory/people/invitation_gone.html", status=404)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the invitation."""
        invitation = open_invitation(token)
        return self._page(request, invitation, NewcomerForm(email=invitation.email))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Accept, as the account that is logged in or as a newcomer."""
        invitation = open_invitation(token)
        if request.user.is_authenticated:
            return self._accept_as(request, token, invitation)
        form = NewcomerForm(request.POST, email=invitation.email)
        if has_account(invitation.email) or not form.is_valid():
            return self._page(request, invitation, form)
        try:
            accept_invitation(token, by=form.newcomer)
        except AccountExists:
            return self._page(request, invitation, form)
        messages.success(request, _("Ihr Konto ist da. Melden Sie sich jetzt an."))
        return redirect("account_login")

    def _accept_as(self, request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
        user: Any = request.user
        try:
            accept_invitation(token, by=user)
        except AnotherAccount:
            return self._page(request, invitation, NewcomerForm(email=invitation.email))
        sentence = _("Willkommen bei %(place)s.") % {
            "place": place_in_words(invitation.organisation)
        }
        messages.success(request, sentence)
        return redirect("account_roles")

    def _page(
        self, request: HttpRequest, invitation: Invitation, form: NewcomerForm
    ) -> HttpResponse:
        user = request.user
        is_me = user.is_authenticated and user.email.lower() == invitation.email
        context = {
            "invitation": invitation,
            "place": place_in_words(invitation.organisation),
            "roles": role_labels(invitation),
            "is_me": is_me,
            "is_another": user.is_authenticated and not is_me,
            "has_account": has_account(invitation.email),
            "next": urlencode({"next": request.path}),
            "form": form,
        }
        return render(request, "directory/people/invitation.html", context)


class OwnRolesView(LoginRequiredMixin, TemplateView):
    """One's own roles, and until when."""

    template_name = "directory/people/own_roles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the roles by place."""
        context = super().get_context_data(**kwargs)
        user: Any = self.request.user
        mine = (
            Membership.objects.giving_rights()
            .filter(user=user)
            .select_related("organisation")
            .order_by("organisation__title", "pk")
        )
        rows = [
            (place_in_words(held.organisation), role_in_words(held.get_role_display(), held.until))
            for held in mine
        ]
        return context | {"rows": rows}
