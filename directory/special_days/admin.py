"""The admin's pages for special days: those of the offices one may edit."""

from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from directory.models import OfficePage, SpecialDays
from directory.permissions import ANY_ACTION, OfMyOffices, offices_editable_by
from directory.presentation.special_days import days_in_words
from directory.special_days.forms import SpecialDaysForm

if TYPE_CHECKING:
    from wagtail.admin.viewsets.base import ViewSet

PAST, ALL = "vergangene", "alle"
REFUSED = _("Noch nicht gespeichert: Bitte sehen Sie sich die Hinweise bei den Feldern an.")


def own_offices(request: Any) -> QuerySet[OfficePage]:
    """Return the offices that somebody may edit, by name."""
    return offices_editable_by(OfficePage.objects.all(), request.user).order_by("title")


class SpecialDaysFilter(WagtailFilterSet):
    """Days to come unless one asks for others; all offices unless one chooses."""

    tage = django_filters.ChoiceFilter(
        label=_("Tage"),
        choices=[(PAST, _("Vergangene")), (ALL, _("Alle"))],
        empty_label=_("Heute und später"),
        method="of_days",
        widget=forms.RadioSelect,
    )
    office = django_filters.ModelChoiceFilter(label=_("Beratungsstelle"), queryset=own_offices)

    class Meta:
        model = SpecialDays
        fields: list[str] = []

    def of_days(self, rows: Any, _name: str, value: str) -> Any:
        """Leave out what is to come; `filter_queryset` looks after everything else."""
        return rows.filter(last_day__lt=timezone.localdate()) if value == PAST else rows

    def filter_queryset(self, queryset: Any) -> Any:
        """Return the rows as chosen: what comes next first, of the past the latest."""
        rows = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("tage")
        if chosen:
            return rows.order_by("-first_day", "pk")
        return rows.filter(last_day__gte=timezone.localdate()).order_by("first_day", "pk")


class SpecialDaysIndex(generic.IndexView):
    """The list."""

    def get_base_queryset(self) -> QuerySet[SpecialDays]:
        """Return the entries that the person may change."""
        policy = policy_registry.get_by_type(SpecialDays)
        rows: QuerySet[SpecialDays] = policy.instances_user_has_any_permission_for(
            self.request.user, ANY_ACTION
        )
        return rows.select_related("office", "substitute")


class SpecialDaysCreate(generic.CreateView):
    """The form for new days; the office comes with the address."""

    page_title = _("Besondere Tage eintragen")
    success_message = _("Eingetragen: %(object)s. Es gilt sofort.")
    error_message = REFUSED

    def get_initial_form_instance(self) -> SpecialDays:
        """Return days of the office that is asked for, or of the only one there is."""
        asked = self.request.GET.get("office", "")
        offices = own_offices(self.request)
        chosen = offices.filter(pk=asked) if asked.isdecimal() else offices[:2]
        found = list(chosen)
        return SpecialDays(office=found[0]) if len(found) == 1 else SpecialDays()


class SpecialDaysEdit(OfMyOffices, generic.EditView):
    """The form for days that are there."""

    success_message = _("Geändert: %(object)s. Es gilt sofort.")
    error_message = REFUSED


class SpecialDaysDelete(OfMyOffices, generic.DeleteView):
    """The question before deletion."""

    success_message = _("Gelöscht. Es gelten wieder die üblichen Zeiten.")


class SpecialDaysHistory(OfMyOffices, history.HistoryView):
    """Who changed what."""


class SpecialDaysUsage(OfMyOffices, usage.UsageView):
    """Where they are used."""


def in_words(entry: SpecialDays) -> str:
    """Return the days as readers see them."""
    return days_in_words(entry, timezone.localdate())


class SpecialDaysViewSet(ModelViewSet):
    """Special days, with a place in the menu."""

    model = SpecialDays
    name = "special_days"
    url_prefix = "special-days"
    icon = "calendar-alt"
    menu_label = _("Besondere Tage")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = SpecialDaysIndex
    add_view_class = SpecialDaysCreate
    edit_view_class = SpecialDaysEdit
    delete_view_class = SpecialDaysDelete
    history_view_class = SpecialDaysHistory
    usage_view_class = SpecialDaysUsage
    filterset_class = SpecialDaysFilter
    edit_handler = ObjectList(
        [
            FieldPanel("office", widget=forms.Select),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            FieldPanel("hours"),
            FieldPanel("reason"),
            FieldPanel("substitute"),
        ],
        base_form_class=SpecialDaysForm,
    )
    list_display = [
        "office",
        Column("words", label=_("Was gilt"), accessor=in_words),
        "reason",
        "substitute",
    ]


def register_special_days() -> None:
    """Wire the pages into the admin."""

    @hooks.register("register_admin_viewset")
    def special_days() -> "ViewSet":
        return SpecialDaysViewSet()
