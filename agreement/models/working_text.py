"""The working text: one per agreement, with its parties and its sections."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from agreement.blocks import ClausesBlock
from agreement.clause_index import newest_clauses
from agreement.coverage.panel import CoverageChangesPanel
from agreement.examples.panel import ExamplesPanel
from agreement.forms import SectionForm
from agreement.identity import reminted
from agreement.models.sealed import Agreement
from agreement.models.working_page import WorkingPage
from agreement.panels import ClausesInWordsPanel, NewerVersionPanel
from agreement.structured import StructuredField, plain_value
from agreement.vocabulary import RESERVED_SLUGS
from agreement.working_view import section_context, text_context
from directory.models import OrganisationPage, Service


class WorkingTextPage(WorkingPage):
    """The text that is being worked on; its sections stand below it, in order."""

    agreement = models.OneToOneField(
        Agreement,
        on_delete=models.PROTECT,
        related_name="working_text",
        verbose_name=gettext_lazy("Vereinbarung"),
    )

    content_panels = [
        *WorkingPage.content_panels,
        FieldPanel("agreement"),
        InlinePanel("parties", heading=gettext_lazy("Partner"), label=gettext_lazy("Partner")),
    ]
    parent_page_types = ["intern.InternPage"]
    subpage_types = [
        "agreement.GeneralSectionPage",
        "agreement.MigrationAdviceSectionPage",
        "agreement.YouthMigrationSectionPage",
        "agreement.IntegrationManagementSectionPage",
        "agreement.InterfaceSectionPage",
        "agreement.AnnexPage",
    ]
    template = "agreement/working/text.html"

    class Meta:
        verbose_name = gettext_lazy("Arbeitsfassung")
        verbose_name_plural = gettext_lazy("Arbeitsfassungen")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the page; raises PermissionDenied for a second text of the same agreement."""
        others = WorkingTextPage.objects.filter(agreement=self.agreement_id)
        if self._state.adding and others.exists():
            raise PermissionDenied(_("Diese Vereinbarung hat schon eine Arbeitsfassung."))
        super().save(*args, **kwargs)

    def sections(self, *, drafts: bool = False) -> list["SectionPage"]:
        """Return the published sections in their order, each as its own type.

        With `drafts` those that are not published, too; all of them as their rows say, without
        changes that nobody has published.
        """
        sections = SectionPage.objects.child_of(self).order_by("path").specific()
        return list(sections if drafts else sections.live())

    def outline(self) -> models.QuerySet["SectionPage"]:
        """Return all sections in their order, drafts too, without their clauses: one query."""
        sections: models.QuerySet[SectionPage] = SectionPage.objects.child_of(self).order_by("path")
        return sections.defer("clauses")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add contents and clauses, as they stand in the drafts."""
        return {**super().get_context(request, *args, **kwargs), **text_context(self)}


class Party(Orderable):
    """A partner of the agreement: an organisation, its part in it, and who signs for it."""

    working_text = ParentalKey(WorkingTextPage, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        OrganisationPage,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("Organisation"),
    )
    role = models.CharField(
        gettext_lazy("Rolle in der Vereinbarung"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Zum Beispiel: Träger der Migrationsberatung"),
    )
    signatory = models.CharField(
        gettext_lazy("Wer unterzeichnet"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Die Funktion, kein Name. Zum Beispiel: Vorstand"),
    )

    deputy = models.CharField(
        gettext_lazy("Wer in Vertretung unterzeichnet"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Die Funktion, kein Name. Zum Beispiel: Geschäftsführung"),
    )
    succeeds = models.ForeignKey(
        OrganisationPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("Tritt an die Stelle von"),
        help_text=gettext_lazy("Der bisherige Partner, der in dieser Organisation aufging."),
    )

    panels = [
        FieldPanel("organisation"),
        FieldPanel("role"),
        FieldPanel("signatory"),
        FieldPanel("deputy"),
        FieldPanel("succeeds"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = gettext_lazy("Partner")
        verbose_name_plural = gettext_lazy("Partner")

    def __str__(self) -> str:
        return self.organisation.title if self.organisation else ""


class SectionPage(WorkingPage):
    """A section of the working text: the base of all section types, never made itself.

    The ids of its clause blocks are the uids of the clauses.
    """

    plain_summary = models.TextField(
        gettext_lazy("Zusammenfassung in einfachen Worten"),
        blank=True,
        help_text=gettext_lazy("Kurze Sätze für alle. Nicht bindend."),
    )
    clauses = StreamField(
        ClausesBlock(), blank=True, collapsed=True, verbose_name=gettext_lazy("Klauseln")
    )

    kind: ClassVar[str] = ""
    structured: ClassVar[tuple[str, ...]] = ()
    """The names of the type's own fields, in the order in which they are sealed and shown."""
    asked_when_editing: ClassVar[tuple[str, ...]] = ()
    """Fields that whoever publishes must fill in; an imported text does not know them yet."""

    base_form_class = SectionForm
    content_panels = [
        NewerVersionPanel(
            template="agreement/working/newer_version.html",
            heading=gettext_lazy("Neue Fassung von jemand anderem"),
        ),
        *WorkingPage.content_panels,
        FieldPanel("plain_summary"),
    ]
    clause_panels: ClassVar[list[Any]] = [
        FieldPanel("clauses"),
        ClausesInWordsPanel(
            template="agreement/working/clauses_in_words.html",
            heading=gettext_lazy("Nummern und Regeln in Worten"),
        ),
        CoverageChangesPanel(
            template="agreement/coverage/changes_panel.html",
            heading=gettext_lazy("Was sich an der Abdeckung ändert"),
        ),
        ExamplesPanel(
            template="agreement/examples/panel.html",
            heading=gettext_lazy("Beispielfälle"),
        ),
    ]
    # Copies get clauses with uids of their own, see copy_all_child_relations().
    exclude_fields_in_copy = ["clauses"]
    parent_page_types = ["agreement.WorkingTextPage"]
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False

    class Meta:
        verbose_name = gettext_lazy("Abschnitt")
        verbose_name_plural = gettext_lazy("Abschnitte")

    is_autosave = False
    """Whether the request that edits this copy was sent by the browser itself."""
    autosaved_from = ""
    """The opened form that saves this copy automatically; every revision remembers its own."""

    published_before: Sequence[Any] = ()
    """The clauses that the row showed the public before this copy was saved over it."""

    def serializable_data(self) -> dict[str, Any]:
        """Return what a revision keeps."""
        return {**super().serializable_data(), "autosaved_from": self.autosaved_from}

    @property
    def is_annex(self) -> bool:
        """Whether the section counts as “Anlage” instead of “§”."""
        return getattr(self.specific_class, "kind", "") == "annex"

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """Return the one template of all types: they differ in what their fields say."""
        return "agreement/working/section.html"

    def clean(self) -> None:
        """Refuse an address that the public pages of the agreement need for themselves."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            sentence = _("Diese Adresse braucht das Portal selbst. Wählen Sie eine andere.")
            raise ValidationError({"slug": sentence})

    def copy_all_child_relations(self, target: Any, *args: Any, **kwargs: Any) -> Any:
        """Give a copy the newest wording with uids of its own.

        Every copy of a page passes here, and nowhere else knows both pages. Revisions copied
        along get the same clauses (Wagtail replaces excluded fields in them), so that no uid
        of this section comes back by a revert of the copy.
        """
        copied = super().copy_all_child_relations(target, *args, **kwargs)
        stored = reminted(newest_clauses(self))
        target.clauses = self._meta.get_field("clauses").to_python(stored)
        return copied

    def structured_fields(self) -> list[StructuredField]:
        """Return the type's own fields, as they are sealed and shown."""
        return [self._structured_field(name) for name in self.structured]

    def _structured_field(self, name: str) -> StructuredField:
        label = str(self._meta.get_field(name).verbose_name)
        value = getattr(self, name)
        value = value.code if isinstance(value, Service) else value
        return StructuredField(name, label, plain_value(value))

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the section's number, its own fields and its clauses."""
        return {**super().get_context(request, *args, **kwargs), **section_context(self)}


def is_section(page: Page) -> bool:
    """Whether a page is a section of a working text."""
    return issubclass(page.specific_class, SectionPage)
