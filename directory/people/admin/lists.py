"""The lists: people with their roles, invitations that wait."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton, ListingButton

from directory.enums import Role
from directory.models import Invitation, Membership
from directory.people.admin.access import LIST, ManagersOnly, PeoplePage
from directory.people.invitation_mail import role_labels
from directory.people.listing import (
    people_rows,
    place_in_words,
    roles_in_words,
    waiting_invitations,
    with_role,
)
from directory.people.roles import manageable_organisations

PLACES = ("organisation__title", "user__last_name", "user__first_name", "user__email")


def organisations_to_choose(request: HttpRequest) -> QuerySet[Any]:
    """Return the organisations that the filter offers."""
    return manageable_organisations(request.user)


class PeopleFilter(WagtailFilterSet):
    """Narrows a list of people to an organisation or a role."""

    organisation = django_filters.ModelChoiceFilter(
        queryset=organisations_to_choose, label=gettext_lazy("Organisation")
    )
    role = django_filters.ChoiceFilter(
        choices=Role.choices, label=gettext_lazy("Rolle"), method="filter_role"
    )

    class Meta:
        model = Membership
        fields: tuple[str, ...] = ()

    def filter_role(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the people with a role in the place of their row."""
        return with_role(rows, value)


def address_of(view: str, row: Membership) -> str:
    """Return the address of a page about one person in one place."""
    return reverse(view, args=[row.organisation_id or 0, row.user_id])


class PersonColumn(ButtonsColumnMixin, TitleColumn):
    """A person's name, leading to the roles, with what can be done."""

    def get_buttons(self, row: Membership, parent_context: Any) -> list[ListingButton]:
        """Return the buttons of a row."""
        who = {"name": row.user}
        return [
            ListingButton(
                _("Rollen ändern"),
                url=address_of("people_roles", row),
                attrs={"aria-label": _("Rollen von %(name)s ändern") % who},
                priority=10,
            ),
            ListingButton(
                _("Entfernen"),
                url=address_of("people_remove", row),
                attrs={"aria-label": _("%(name)s entfernen") % who},
                priority=20,
            ),
        ]


class PeopleList(ManagersOnly, generic.IndexView):
    """The people one manages, by organisation."""

    model = Membership
    permission_policy = None
    any_permission_required = None
    page_title = gettext_lazy("Personen")
    verbose_name_plural = gettext_lazy("Einträge")
    header_icon = "group"
    index_url_name = LIST
    index_results_url_name = "people_results"
    template_name = "directory/people/list.html"
    results_template_name = "directory/people/list_results.html"
    filterset_class = PeopleFilter
    default_ordering = PLACES
    paginate_by = 50
    search_fields = ["user__first_name", "user__last_name", "user__email"]
    search_backend_name = None
    list_export: list[str] = []

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return [
            PersonColumn(
                "person",
                label=_("Person"),
                accessor=lambda row: str(row.user),
                sort_key="user__last_name",
                get_url=lambda row: address_of("people_roles", row),
            ),
            Column("email", label=_("E-Mail"), accessor="user.email", sort_key="user__email"),
            Column(
                "organisation",
                label=_("Organisation"),
                accessor=lambda row: place_in_words(row.organisation),
                sort_key="organisation__title",
            ),
            Column("roles", label=_("Rollen"), accessor=roles_in_words),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """What can be done from here."""
        waiting = waiting_invitations(self.request.user).count()
        return [
            HeaderButton(_("Einladen"), url=reverse("people_invite"), icon_name="plus", priority=1),
            HeaderButton(
                _("Einladungen (%(count)s)") % {"count": waiting},
                url=reverse("people_invitations"),
                icon_name="mail",
                priority=2,
            ),
            HeaderButton(
                _("Wer darf was, wo"), url=reverse("people_rights"), icon_name="list-ul", priority=3
            ),
        ]

    def get_base_queryset(self) -> QuerySet[Membership]:
        """Return one row for each person and place."""
        return people_rows(self.request.user)


class InvitationColumn(ButtonsColumnMixin, TitleColumn):
    """The invited address, with what can be done."""

    def get_buttons(self, invitation: Invitation, parent_context: Any) -> list[ListingButton]:
        """Return the buttons of a row."""
        whom = {"email": invitation.email}
        return [
            ListingButton(
                _("Noch einmal senden"),
                url=reverse("people_resend", args=[invitation.pk]),
                attrs={"aria-label": _("Einladung an %(email)s noch einmal senden") % whom},
                priority=10,
            ),
            ListingButton(
                _("Zurückziehen"),
                url=reverse("people_revoke", args=[invitation.pk]),
                attrs={"aria-label": _("Einladung an %(email)s zurückziehen") % whom},
                priority=20,
            ),
        ]


def validity_in_words(invitation: Invitation) -> str:
    """Return until when an invitation can be accepted."""
    if not invitation.is_open:
        return _("abgelaufen")
    return date_format(timezone.localtime(invitation.expires_at), "j.n.Y, H:i")


class InvitationFilter(WagtailFilterSet):
    """Narrows the invitations to an organisation."""

    organisation = django_filters.ModelChoiceFilter(
        queryset=organisations_to_choose, label=gettext_lazy("Organisation")
    )

    class Meta:
        model = Invitation
        fields: tuple[str, ...] = ()


class InvitationList(PeoplePage, generic.IndexView):
    """The invitations that were neither accepted nor taken back."""

    model = Invitation
    permission_policy = None
    any_permission_required = None
    page_title = gettext_lazy("Einladungen")
    header_icon = "mail"
    index_url_name = "people_invitations"
    index_results_url_name = "people_invitations_results"
    template_name = "directory/people/list.html"
    results_template_name = "directory/people/list_results.html"
    filterset_class = InvitationFilter
    default_ordering = ("-created_at", "-pk")
    paginate_by = 50
    search_fields = ["email"]
    search_backend_name = None
    list_export: list[str] = []

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return [
            InvitationColumn("email", label=_("E-Mail"), sort_key="email"),
            Column(
                "place", label=_("Organisation"), accessor=lambda i: place_in_words(i.organisation)
            ),
            Column("roles", label=_("Rollen"), accessor=lambda i: ", ".join(role_labels(i))),
            Column("expires_at", label=_("Gültig bis"), accessor=validity_in_words),
            Column(
                "invited_by",
                label=_("Eingeladen von"),
                accessor=lambda i: str(i.invited_by or ""),
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """What can be done from here."""
        return [HeaderButton(_("Einladen"), url=reverse("people_invite"), icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[Invitation]:
        """Return the invitations that one may deal with."""
        return waiting_invitations(self.request.user)
