"""The directory's plain models in the admin."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.contact_chooser import ContactChooserViewSet
from directory.contact_views import (
    ContactDeleteView,
    ContactEditView,
    ContactHistoryView,
    ContactUsageView,
)
from directory.models import (
    Contact,
    Language,
    Locality,
    Municipality,
    PlaceAlias,
    PostalCode,
    Service,
    Topic,
)


class ContactViewSet(SnippetViewSet):
    """Contacts of the offices one may edit."""

    model = Contact
    icon = "user"
    list_display = ["function", "name", "office", "phone", "email"]
    search_fields = ["function", "name"]
    search_backend_name = None  # the index of SQLite cannot look in single fields
    copy_view_enabled = False
    chooser_viewset_class = ContactChooserViewSet
    edit_view_class = ContactEditView
    delete_view_class = ContactDeleteView
    history_view_class = ContactHistoryView
    usage_view_class = ContactUsageView
    panels = [
        FieldPanel("office", widget=forms.Select),
        FieldPanel("function"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_audience")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("phone_audience")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("email_audience")]),
        FieldPanel("languages", widget=forms.CheckboxSelectMultiple),
        FieldPanel("services", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("away_until"), FieldPanel("substitute", widget=forms.Select)],
            heading=_("Abwesenheit"),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        """Return the contacts that the person may change."""
        contacts: QuerySet[Contact] = policy_registry.get_by_type(
            Contact
        ).instances_user_has_any_permission_for(request.user, ["change", "delete"])
        return contacts.select_related("office")


class ServiceViewSet(SnippetViewSet):
    """Kinds of advice."""

    model = Service
    list_display = ["name", "code", "order"]


class TopicViewSet(SnippetViewSet):
    """What somebody needs help with."""

    model = Topic
    list_display = ["name", "code", "order"]


class LanguageViewSet(SnippetViewSet):
    """Languages spoken in offices."""

    model = Language
    list_display = ["name", "endonym", "code"]


class MunicipalityViewSet(SnippetViewSet):
    """The towns of the district."""

    model = Municipality
    list_display = ["name", "kind", "ags"]


class PostalCodeViewSet(SnippetViewSet):
    """Postal codes and their towns."""

    model = PostalCode
    list_display = ["code", "municipality"]


class LocalityViewSet(SnippetViewSet):
    """Parts of towns."""

    model = Locality
    list_display = ["name", "municipality"]


class PlaceAliasViewSet(SnippetViewSet):
    """Further spellings of towns, such as in other scripts."""

    model = PlaceAlias
    list_display = ["name", "municipality"]
    search_fields = ["name"]
    search_backend_name = None  # the index of SQLite cannot look in single fields


class DirectoryViewSetGroup(SnippetViewSetGroup):
    """The menu of the directory."""

    menu_label = _("Verzeichnis")
    menu_icon = "list-ul"
    menu_order = 250
    items = (
        ContactViewSet,
        ServiceViewSet,
        TopicViewSet,
        LanguageViewSet,
        MunicipalityViewSet,
        PostalCodeViewSet,
        LocalityViewSet,
        PlaceAliasViewSet,
    )
