"""Who may do what, where: one page, to read, to print and to take along."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from directory.models import Membership
from directory.people.admin.access import PeoplePage
from directory.people.admin.lists import PLACES, PeopleFilter
from directory.people.listing import people_rows, place_in_words, roles_in_words
from directory.people.roles import manages_network
from portal.accounts.models import User
from portal.accounts.second_factor import FACTORS
from portal.core.spreadsheets import HarmlessCells


def factor_in_words(row: Any) -> str:
    """Return whether a row's person has a second factor."""
    return _("ja") if row.has_factor else _("nein")


class RightsReport(PeoplePage, HarmlessCells, ReportView):
    """Person × organisation × roles × until × second factor, for what the reader manages."""

    model = Membership
    permission_policy = None
    page_title = gettext_lazy("Wer darf was, wo")
    verbose_name_plural = gettext_lazy("Einträge")
    header_icon = "list-ul"
    index_url_name = "people_rights"
    index_results_url_name = "people_rights_results"
    template_name = "directory/people/rights.html"
    results_template_name = "directory/people/list_results.html"
    filterset_class = PeopleFilter
    default_ordering = PLACES
    paginate_by = 1000
    export_filename = "rechte"

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the table."""
        return [
            Column("person", label=_("Person"), accessor=lambda row: str(row.user)),
            Column("email", label=_("E-Mail"), accessor="user.email"),
            Column(
                "organisation",
                label=_("Organisation"),
                accessor=lambda row: place_in_words(row.organisation),
            ),
            Column("roles", label=_("Rollen"), accessor=roles_in_words),
            Column("factor", label=_("Zweiter Faktor"), accessor=factor_in_words),
        ]

    @cached_property
    def list_export(self) -> list[str]:
        """The columns of the spreadsheet: those of the table."""
        return [column.name for column in self.columns]

    def get_heading(self, queryset: Any, field: str) -> str:
        """Return the heading of a column, as in the table."""
        return next(str(column.label) for column in self.columns if column.name == field)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Return a row of the spreadsheet, as in the table."""
        return {column.name: column.get_value(item) for column in self.columns}

    def get_base_queryset(self) -> QuerySet[Membership]:
        """Return one row for each person and place, with whether there is a second factor."""
        factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
        return people_rows(self.request.user).annotate(has_factor=Exists(factors))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the administrators, who may do everything, for who manages the network."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown = manages_network(self.request.user)
        everywhere = User.objects.filter(is_superuser=True, is_active=True).order_by("email")
        return context | {"administrators": list(everywhere) if shown else []}
