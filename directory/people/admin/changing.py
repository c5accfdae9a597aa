"""Pages for changing somebody's roles in one place, and for removing somebody from it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.models import Page

from directory.enums import Role
from directory.models import Membership, OrganisationPage
from directory.people.actions import change_roles, remove_person
from directory.people.admin.access import PeoplePage, organisation_or_404
from directory.people.forms import RolesForm
from directory.people.listing import place_in_words
from directory.people.refusals import PeopleRefused
from portal.accounts.models import User


class PersonPage(PeoplePage):
    """A page about one person in one place that the reader manages."""

    kwargs: dict[str, Any]

    @cached_property
    def organisation(self) -> OrganisationPage | None:
        """The place; None is the coordination."""
        return organisation_or_404(self.request.user, self.kwargs["organisation"])

    @cached_property
    def person(self) -> User:
        """The person."""
        return get_object_or_404(User, pk=self.kwargs["user"])

    @cached_property
    def roles(self) -> dict[str, date | None]:
        """The person's roles here with their last days; Http404 for who does not belong here."""
        there = Membership.objects.current().filter(
            organisation=self.organisation, user=self.kwargs["user"]
        )
        found = dict(there.values_list("role", "until"))
        if not found:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        """Name person and place."""
        facts = {"name": self.person, "place": place_in_words(self.organisation)}
        return _("%(name)s – %(place)s") % facts


class RolesView(PersonPage, FormView):
    """Changes the roles of one person in one place."""

    template_name = "directory/people/form.html"
    form_class = RolesForm
    page_title = gettext_lazy("Rollen")
    header_icon = "user"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start with the roles of today."""
        return {**super().get_form_kwargs(), "roles": self.roles}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the button."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"button": _("Speichern"), "back": "people"}

    def form_valid(self, form: RolesForm) -> HttpResponse:
        """Change; a refusal stands above the form, with everything typed kept."""
        try:
            change_roles(self.request.user, self.person, self.organisation, form.wanted)
        except PeopleRefused as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        sentence = _("Die Rollen von %(name)s sind gespeichert.") % {"name": self.person}
        messages.success(self.request, sentence)
        return redirect("people")


class RemoveView(PersonPage, TemplateView):
    """Says what removing a person will do, and does it."""

    template_name = "directory/people/confirm.html"
    page_title = gettext_lazy("Person entfernen")
    header_icon = "bin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what will happen."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "lines": self._consequences(),
            "button": _("Ja, entfernen"),
            "is_serious": True,
            "back": "people",
        }

    def _consequences(self) -> list[str]:
        facts = {
            "name": self.person,
            "place": place_in_words(self.organisation),
            "roles": ", ".join(str(Role(role).label) for role in self.roles),
        }
        lines = [
            _("%(name)s verliert hier sofort: %(roles)s.") % facts,
            _("Alle Anmeldungen von %(name)s enden sofort.") % facts,
            *self._about_pages(),
            _("Das Konto bleibt bestehen. Rollen bei anderen Organisationen bleiben unberührt."),
        ]
        if self.person == self.request.user:
            lines.insert(0, _("Das sind Sie selbst: Danach haben Sie hier keinen Zugang mehr."))
        return lines

    def _about_pages(self) -> list[str]:
        lines = [_("Entwürfe und veröffentlichte Seiten bleiben, auch die von dieser Person.")]
        pages = Page.objects.filter(locked_by=self.person)
        if self.organisation is not None:
            pages = pages.filter(path__startswith=self.organisation.path)
        count = pages.count()
        if count:
            sentence = ngettext(
                "%(count)s von ihr gesperrte Seite wird wieder frei.",
                "%(count)s von ihr gesperrte Seiten werden wieder frei.",
                count,
            )
            lines.append(sentence % {"count": count})
        return lines

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove; a refusal becomes a message in the list."""
        try:
            self._remove()
        except PeopleRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            sentence = _("%(name)s gehört nicht mehr dazu.") % {"name": self.person}
            messages.success(request, sentence)
        return redirect("people")

    def _remove(self) -> None:
        """Remove; whoever does not belong here is no more than missing (Http404)."""
        if self.roles:
            remove_person(self.request.user, self.person, self.organisation)
