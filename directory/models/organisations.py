"""The list of partners, and each partner organisation."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Collection
from wagtail.search import index

from directory.enums import OrganisationKind
from directory.forms.organisations import OrganisationCopyForm, OrganisationPageForm
from directory.models.entries import DirectoryPage, EntryPage
from directory.page_permissions import OrganisationPermissions
from directory.presentation.lists import index_context, organisation_context
from directory.validators import validate_phone


class PartnerIndexPage(DirectoryPage):
    """All organisations with their offices, filtered by service, municipality and language."""

    usual_child = "directory.OrganisationPage"
    parent_page_types = ["home.HomePage"]
    max_count = 1
    template = "directory/partner_index_page.html"

    class Meta:
        verbose_name = _("Verzeichnis der Beratungsstellen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the filters and what they find."""
        organisations = OrganisationPage.objects.child_of(self)
        context = index_context(self, organisations, request)
        return {**super().get_context(request, *args, **kwargs), **context}


class OrganisationPage(EntryPage):
    """A partner of the network; its offices and news stand below it."""

    short_name = models.CharField(
        _("Kurzname"),
        max_length=80,
        help_text=_("Steht in Listen, zum Beispiel „Caritas Bruchsal“."),
    )
    kind = models.CharField(
        _("Art"), max_length=20, choices=OrganisationKind, default=OrganisationKind.WELFARE
    )
    about = models.TextField(_("Über uns"), blank=True)
    website = models.URLField(_("Internetseite"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField(_("E-Mail"), blank=True)
    group = models.OneToOneField(
        Group,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="organisation",
        verbose_name=_("Redaktion"),
    )
    staff_group = models.OneToOneField(
        Group,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="staff_of",
        verbose_name=_("Mitarbeitende"),
    )
    lead_group = models.OneToOneField(
        Group,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="led_organisation",
        verbose_name=_("Leitung der Redaktion"),
    )
    collection = models.OneToOneField(
        Collection,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="organisation",
        verbose_name=_("Sammlung"),
    )
    articles_need_approval = models.BooleanField(
        _("Artikel brauchen eine Freigabe"),
        default=False,
        help_text=_("Dann veröffentlicht die Leitung der Redaktion, was andere geschrieben haben."),
    )
    archived_on = models.DateField(_("Archiviert am"), null=True, blank=True, editable=False)
    archived_pages = models.JSONField(default=list, blank=True, editable=False)
    """What was published when it was archived: `[page, revision]`, primary keys."""

    usual_child = "directory.OfficePage"
    identity = [
        *EntryPage.identity,
        "group",
        "staff_group",
        "lead_group",
        "collection",
        "archived_on",
        "archived_pages",
        "articles_need_approval",
    ]
    # A copy has the same rules, and nothing else of what makes this organisation itself.
    exclude_fields_in_copy = [name for name in identity if name != "articles_need_approval"]
    parent_page_types = ["directory.PartnerIndexPage"]
    template = "directory/organisation_page.html"
    base_form_class = OrganisationPageForm
    copy_form_class = OrganisationCopyForm
    content_panels = [
        *EntryPage.content_panels,
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("kind")]),
        FieldPanel("about"),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")],
            heading=_("So erreicht man uns"),
        ),
    ]
    settings_panels = [*EntryPage.settings_panels, FieldPanel("articles_need_approval")]
    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("short_name", boost=2),
        index.AutocompleteField("short_name"),
        index.SearchField("about"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")

    def permissions_for_user(self, user: Any) -> OrganisationPermissions:
        """Return what somebody may do with this page; deleting it is an administrator's."""
        return OrganisationPermissions(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the organisation's offices."""
        context = organisation_context(self, request)
        return {**super().get_context(request, *args, **kwargs), **context}
