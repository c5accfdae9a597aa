"""Pages for inviting, sending again and taking back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from directory.models import Invitation
from directory.people.actions import invite, resend, revoke_invitation
from directory.people.admin.access import PeoplePage, tell_of_mail
from directory.people.forms import InvitationForm
from directory.people.invitation_mail import role_labels
from directory.people.listing import place_in_words, waiting_invitations
from directory.people.refusals import PeopleRefused
from portal.core.throttle import throttled

MAILS_A_MINUTE = 30


def sends_mail(view: type[Any]) -> type[Any]:
    """Limit how many mails one address makes the portal send: they come from our sender."""
    decorated: type[Any] = method_decorator(
        throttled("people_mail", amount=MAILS_A_MINUTE), name="dispatch"
    )(view)
    return decorated


@sends_mail
class InviteView(PeoplePage, FormView):
    """Asks whom to invite where, and sends the mail."""

    template_name = "directory/people/form.html"
    form_class = InvitationForm
    page_title = gettext_lazy("Person einladen")
    header_icon = "mail"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the places that the inviter manages."""
        return {**super().get_form_kwargs(), "inviter": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Start with the organisation that the list was narrowed to."""
        return {"place": self.request.GET.get("organisation", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the button."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"button": _("Einladung senden"), "back": "people"}

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        """Invite; a refusal stands at its field, with everything typed kept."""
        cleaned = form.cleaned_data
        try:
            sent = invite(
                self.request.user,
                form.organisation,
                cleaned["email"],
                form.offered,
                cleaned["until"],
            )
        except PeopleRefused as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
            return self.form_invalid(form)
        tell_of_mail(self.request, sent)
        return redirect("people_invitations")


class InvitationPage(PeoplePage, TemplateView):
    """Asks before something is done with an invitation; shows it and does nothing by itself."""

    template_name = "directory/people/confirm.html"
    question: Any = ""
    button: Any = ""
    is_serious = False

    @cached_property
    def invitation(self) -> Invitation:
        """The invitation; Http404 alike for foreign ones and for what does not exist."""
        found = waiting_invitations(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what it is about."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        facts = {
            "email": self.invitation.email,
            "place": place_in_words(self.invitation.organisation),
            "roles": ", ".join(role_labels(self.invitation)),
        }
        lines = [self.question, _("%(email)s – %(place)s – %(roles)s") % facts]
        more = {"button": self.button, "is_serious": self.is_serious, "back": "people_invitations"}
        return context | more | {"lines": lines}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; a refusal becomes a message in the list."""
        try:
            self.act()
        except PeopleRefused as refusal:
            messages.error(request, refusal.sentence)
        return redirect("people_invitations")

    def act(self) -> None:
        """Do what the page asks about."""
        raise NotImplementedError


@sends_mail
class ResendView(InvitationPage):
    """Sends an invitation once more."""

    page_title = gettext_lazy("Einladung noch einmal senden")
    header_icon = "mail"
    question = gettext_lazy(
        "Die Mail geht noch einmal hinaus, mit einem neuen Link. "
        "Der alte Link gilt dann nicht mehr."
    )
    button = gettext_lazy("Noch einmal senden")

    def act(self) -> None:
        """Send, and say whether it went out."""
        tell_of_mail(self.request, resend(self.request.user, self.invitation))


class RevokeView(InvitationPage):
    """Takes an invitation back."""

    page_title = gettext_lazy("Einladung zurückziehen")
    header_icon = "bin"
    question = gettext_lazy("Der Link in der Mail gilt dann sofort nicht mehr.")
    button = gettext_lazy("Einladung zurückziehen")
    is_serious = True

    def act(self) -> None:
        """Take it back, and say so."""
        revoke_invitation(self.request.user, self.invitation)
        messages.success(self.request, _("Die Einladung ist zurückgezogen."))
