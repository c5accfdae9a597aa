"""The types of section. A further service gets its type in one small class."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField

from agreement.blocks import HandOverStepBlock, LegalBasisBlock, PointBlock, ProviderBlock
from agreement.documents import document_facts
from agreement.fields import CodesField
from agreement.models.working_text import SectionPage
from agreement.structured import StructuredField, plain_value
from agreement.vocabulary import Accommodation
from directory.models import OrganisationPage, Service


def points(label: Any) -> StreamField:
    """Return a field for a list of short points."""
    return StreamField([("point", PointBlock())], blank=True, verbose_name=label)


class GeneralSectionPage(SectionPage):
    """Preamble, aims, principles, data protection, bodies, term and the like."""

    purpose = models.TextField(_("Zweck des Abschnitts"), blank=True)

    kind = "general"
    structured = ("purpose",)
    content_panels = [
        *SectionPage.content_panels,
        FieldPanel("purpose"),
        *SectionPage.clause_panels,
    ]

    class Meta:
        verbose_name = _("Allgemeiner Abschnitt")
        verbose_name_plural = _("Allgemeine Abschnitte")


class ServiceSectionPage(SectionPage):
    """What the agreement says about one service, whichever it is."""

    service = models.ForeignKey(
        Service,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Dienst"),
    )
    legal_basis = StreamField(
        [("legal_basis", LegalBasisBlock())], blank=True, verbose_name=_("Rechtsgrundlagen")
    )
    funding = models.TextField(_("Finanzierung"), blank=True)
    target_group = models.TextField(_("Zielgruppe in Worten"), blank=True)
    tasks = points(_("Aufgaben"))
    non_tasks = points(_("Ausdrücklich keine Aufgaben"))
    access = models.TextField(_("Zugang"), blank=True)
    providers = StreamField(
        [("provider", ProviderBlock())], blank=True, verbose_name=_("Träger und wo")
    )

    structured: ClassVar[tuple[str, ...]] = (
        "service",
        "legal_basis",
        "funding",
        "target_group",
        "tasks",
        "non_tasks",
        "access",
        "providers",
    )
    asked_when_editing: ClassVar[tuple[str, ...]] = ("service",)
    service_panels: ClassVar[list[Any]] = [
        FieldPanel("service"),
        FieldPanel("target_group"),
        FieldPanel("access"),
        FieldPanel("tasks"),
        FieldPanel("non_tasks"),
        FieldPanel("providers"),
        MultiFieldPanel(
            [FieldPanel("legal_basis"), FieldPanel("funding")],
            heading=_("Grundlagen"),
            classname="collapsed",
        ),
    ]

    class Meta(SectionPage.Meta):
        abstract = True

    def structured_fields(self) -> list[StructuredField]:
        """Return the fields; providers are named, since a UUID alone says nothing in a text."""
        return [
            StructuredField(field.key, field.label, self._named_providers())
            if field.key == "providers"
            else field
            for field in super().structured_fields()
        ]

    def _named_providers(self) -> list[dict[str, Any]]:
        values = [child.value for child in self.providers]
        codes = [value["organisation"] for value in values if value["organisation"]]
        names = {
            str(code): title
            for code, title in OrganisationPage.objects.filter(uuid__in=codes).values_list(
                "uuid", "title"
            )
        }
        return [
            {
                "organisation": value["organisation"],
                "name": names.get(value["organisation"], ""),
                "municipalities": sorted(value["municipalities"]),
                "valid_from": plain_value(value["valid_from"]),
                "valid_until": plain_value(value["valid_until"]),
            }
            for value in values
        ]


class MigrationAdviceSectionPage(ServiceSectionPage):
    """The migration advice service for adults (MBE)."""

    stage_of_residence = models.TextField(_("Phase des Aufenthalts"), blank=True)
    kinds_of_advice = points(_("Formen der Beratung"))

    kind = "mbe"
    structured = (*ServiceSectionPage.structured, "stage_of_residence", "kinds_of_advice")
    content_panels = [
        *SectionPage.content_panels,
        *ServiceSectionPage.service_panels,
        FieldPanel("stage_of_residence"),
        FieldPanel("kinds_of_advice"),
        *SectionPage.clause_panels,
    ]

    class Meta:
        verbose_name = _("Abschnitt Migrationsberatung (MBE)")
        verbose_name_plural = _("Abschnitte Migrationsberatung (MBE)")


class YouthMigrationSectionPage(ServiceSectionPage):
    """The youth migration service (JMD)."""

    school_and_work = models.TextField(_("Übergang von Schule und Beruf"), blank=True)
    group_offers = points(_("Gruppenangebote"))

    kind = "jmd"
    structured = (*ServiceSectionPage.structured, "school_and_work", "group_offers")
    content_panels = [
        *SectionPage.content_panels,
        *ServiceSectionPage.service_panels,
        FieldPanel("school_and_work"),
        FieldPanel("group_offers"),
        *SectionPage.clause_panels,
    ]

    class Meta:
        verbose_name = _("Abschnitt Jugendmigrationsdienst (JMD)")
        verbose_name_plural = _("Abschnitte Jugendmigrationsdienst (JMD)")


class IntegrationManagementSectionPage(ServiceSectionPage):
    """Integration management (IM), which some municipalities provide themselves."""

    kinds_of_accommodation = CodesField(_("Arten der Unterbringung"), codes=Accommodation.choices)
    integration_plan = models.TextField(_("Integrationsplan"), blank=True)
    period = models.TextField(_("Beratungszeitraum"), blank=True)

    kind = "im"
    structured = (
        *ServiceSectionPage.structured,
        "kinds_of_accommodation",
        "integration_plan",
        "period",
    )
    content_panels = [
        *SectionPage.content_panels,
        *ServiceSectionPage.service_panels,
        FieldPanel("kinds_of_accommodation"),
        FieldPanel("integration_plan"),
        FieldPanel("period"),
        *SectionPage.clause_panels,
    ]

    class Meta:
        verbose_name = _("Abschnitt Integrationsmanagement (IM)")
        verbose_name_plural = _("Abschnitte Integrationsmanagement (IM)")


class InterfaceSectionPage(SectionPage):
    """How people pass from one service to another."""

    from_service = models.ForeignKey(
        Service,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Abgebender Dienst"),
    )
    to_service = models.ForeignKey(
        Service,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Aufnehmender Dienst"),
    )
    occasions = points(_("Anlässe"))
    steps = StreamField(
        [("step", HandOverStepBlock())], blank=True, verbose_name=_("Schritte der Übergabe")
    )
    documents = points(_("Unterlagen"))
    consent = models.TextField(_("Einwilligung"), blank=True)
    escalation = models.TextField(_("Wenn es hakt"), blank=True)

    kind = "interface"
    structured = (
        "from_service",
        "to_service",
        "occasions",
        "steps",
        "documents",
        "consent",
        "escalation",
    )
    asked_when_editing: ClassVar[tuple[str, ...]] = ("from_service", "to_service")
    content_panels = [
        *SectionPage.content_panels,
        *(FieldPanel(name) for name in structured),
        *SectionPage.clause_panels,
    ]

    class Meta:
        verbose_name = _("Schnittstelle")
        verbose_name_plural = _("Schnittstellen")


class AnnexPage(SectionPage):
    """Documents that belong to the agreement; sealed by their hashes."""

    documents = StreamField(
        [("document", DocumentChooserBlock(label=_("Datei")))],
        blank=True,
        verbose_name=_("Dateien"),
    )

    kind = "annex"
    structured = ("documents",)
    content_panels = [
        *SectionPage.content_panels,
        FieldPanel("documents"),
        *SectionPage.clause_panels,
    ]

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")

    def structured_fields(self) -> list[StructuredField]:
        """Return the documents as title, file name, size and hash."""
        label = str(self._meta.get_field("documents").verbose_name)
        facts = [document_facts(child.value) for child in self.documents]
        return [StructuredField("documents", label, facts)]


SECTION_TYPES: Mapping[str, type[SectionPage]] = {
    page_type.kind: page_type
    for page_type in (
        GeneralSectionPage,
        MigrationAdviceSectionPage,
        YouthMigrationSectionPage,
        IntegrationManagementSectionPage,
        InterfaceSectionPage,
        AnnexPage,
    )
}
"""Every type that editors make, by its kind."""
