"""The filters of the log: when, who, what, where."""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry

from directory.audit.readers import entries_of, log_models, of_organisation
from directory.models import OrganisationPage
from directory.models.log import organisations_read_by, reads_all_organisations
from portal.accounts.models import User


def _readable_organisations(request: HttpRequest) -> QuerySet[OrganisationPage]:
    every: QuerySet[OrganisationPage] = OrganisationPage.objects.all()
    found = every if reads_all_organisations(request.user) else organisations_read_by(request.user)
    return found.order_by("title")


def _readable_types(request: HttpRequest) -> QuerySet[ContentType]:
    found: set[Any] = set()
    for model in log_models():
        found |= entries_of(model, request.user).get_content_type_ids()  # type: ignore[attr-defined]
    return ContentType.objects.filter(pk__in=found - {None}).order_by("model")


class LogFilterSet(HistoryFilterSet):
    """Narrows the log; offers only what occurs in the part that the reader may read.

    Wagtail's own filter by person names everybody who ever edited a page, anywhere.
    """

    label = django_filters.CharFilter(label=_("Bezeichnung"), lookup_expr="icontains")
    object_type = ContentTypeFilter(
        label=_("Art"),
        method="filter_object_type",
        queryset=_readable_types,
        widget=CheckboxSelectMultiple,
    )
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"), method="filter_organisation", queryset=_readable_organisations
    )

    class Meta:
        model = PageLogEntry
        fields: list[str] = []

    def filter_object_type(self, entries: Any, name: str, value: ContentType) -> Any:
        """Keep the entries about one kind of object."""
        return entries.filter_on_content_type(value)

    def filter_organisation(self, entries: Any, name: str, value: OrganisationPage) -> Any:
        """Keep the entries about one organisation."""
        return of_organisation(entries, value)

    def get_action_choices(self) -> list[tuple[str, Any]]:
        """Return the acts that occur in what the reader may read."""
        used: set[str] = set()
        for model in log_models():
            used |= entries_of(model, self.request.user).get_actions()  # type: ignore[attr-defined]
        return [(action, label) for action, label in registry.get_choices() if action in used]

    def get_users_queryset(self) -> QuerySet[User]:
        """Return the people who occur in what the reader may read."""
        acting: set[Any] = set()
        for model in log_models():
            acting |= entries_of(model, self.request.user).get_user_ids()  # type: ignore[attr-defined]
        return User.objects.filter(pk__in=acting - {None}).order_by("email")
