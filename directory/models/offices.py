"""Offices: where one goes, whom one calls, and what is offered there for whom."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from directory.enums import Appointment
from directory.gathered import Gathered
from directory.model_fields import HoursField
from directory.models.entries import EntryPage
from directory.models.reference import Language, Municipality, Service
from directory.presentation.office import office_context
from directory.querysets import OfferQuerySet, OfficeQuerySet
from directory.reach import reach_in_memory
from directory.reach_query import gather_reach
from directory.special_days.panel import SpecialDaysPanel
from directory.validators import validate_phone, validate_postal_code

if TYPE_CHECKING:
    from directory.models.organisations import OrganisationPage


class OfficePage(EntryPage):
    """An office of an organisation. Its address says nothing about whom it serves."""

    ACCESSIBILITY_FACTS: ClassVar[tuple[str, ...]] = (
        "step_free_entrance",
        "lift",
        "accessible_toilet",
        "accessible_parking",
        "hearing_support",
    )

    street = models.CharField(_("Straße und Hausnummer"), max_length=200)
    postal_code = models.CharField(
        _("Postleitzahl"), max_length=5, validators=[validate_postal_code]
    )
    town = models.CharField(_("Ort"), max_length=100)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Internetseite"), blank=True)
    hours = HoursField(_("Öffnungszeiten"))
    hours_note = models.CharField(
        _("Hinweis zu den Öffnungszeiten"),
        max_length=250,
        blank=True,
        help_text=_("Zum Beispiel: „In den Schulferien nur vormittags.“"),
    )
    appointment = models.CharField(
        _("Termin"),
        max_length=20,
        choices=Appointment,
        blank=True,
        help_text=_("Leer heißt: nicht bekannt."),
    )
    languages: Any = ParentalManyToManyField(
        Language, blank=True, related_name="offices", verbose_name=_("Sprachen")
    )
    interpreters = models.BooleanField(
        _("Dolmetschen auf Anfrage"),
        null=True,
        blank=True,
        help_text=_("Ob Sie für ein Gespräch eine Dolmetscherin oder einen Dolmetscher holen."),
    )
    step_free_entrance = models.BooleanField(_("Eingang ohne Stufen"), null=True, blank=True)
    lift = models.BooleanField(_("Räume ohne Treppe erreichbar"), null=True, blank=True)
    accessible_toilet = models.BooleanField(_("Barrierefreie Toilette"), null=True, blank=True)
    accessible_parking = models.BooleanField(_("Behindertenparkplatz"), null=True, blank=True)
    hearing_support = models.BooleanField(_("Hilfe für Hörgeschädigte"), null=True, blank=True)

    reach = Gathered(gather_reach, reach_in_memory)

    objects: ClassVar[Any] = PageManager.from_queryset(OfficeQuerySet)()

    parent_page_types = ["directory.OrganisationPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "directory/office_page.html"
    content_panels = [
        *EntryPage.content_panels,
        FieldPanel("hours"),
        FieldPanel("hours_note"),
        SpecialDaysPanel(heading=_("Besondere Tage")),
        FieldPanel("appointment"),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("town")]),
            ],
            heading=_("Adresse"),
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")],
            heading=_("So erreicht man uns"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("languages", widget=forms.CheckboxSelectMultiple),
                FieldPanel("interpreters"),
            ],
            heading=_("Sprachen"),
        ),
        InlinePanel(
            "language_times",
            heading=_("Sprachen zu bestimmten Zeiten"),
            label=_("Sprache"),
            help_text=_(
                "Sprachen, die Sie nur an manchen Tagen sprechen, oder zu denen dann jemand "
                "dolmetscht. Was Sie immer sprechen, kreuzen Sie oben an."
            ),
        ),
        InlinePanel(
            "channels",
            heading=_("Beratungswege mit eigenen Zeiten"),
            label=_("Beratungsweg"),
            help_text=_("Zum Beispiel eine Telefonsprechstunde oder eine Außensprechstunde."),
        ),
        InlinePanel("offers", heading=_("Dienste"), label=_("Dienst")),
        MultiFieldPanel(list(map(FieldPanel, ACCESSIBILITY_FACTS)), heading=_("Barrierefreiheit")),
    ]
    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("street"),
        index.SearchField("postal_code"),
        index.SearchField("town", boost=2),
        index.AutocompleteField("town"),
        index.SearchField("hours_note"),
        index.RelatedFields("languages", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = _("Beratungsstelle")
        verbose_name_plural = _("Beratungsstellen")

    @cached_property
    def organisation(self) -> "OrganisationPage":
        """The organisation this office belongs to; lists attach it to all offices at once."""
        organisation: OrganisationPage = self.get_parent().specific
        return organisation

    @property
    def organisation_path(self) -> str:
        """The place of the organisation in the tree of pages."""
        path: str = self.path[: -self.steplen]
        return path

    @property
    def address(self) -> str:
        """The address in one line."""
        return f"{self.street}, {self.postal_code} {self.town}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the office as its reader may see it."""
        context = office_context(self, request)
        return {**super().get_context(request, *args, **kwargs), **context}


class Offer(ClusterableModel):
    """A service that an office offers: for which municipalities, from when until when."""

    office = ParentalKey(OfficePage, related_name="offers", on_delete=models.CASCADE)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name=_("Dienst"))
    municipalities: Any = ParentalManyToManyField(
        Municipality,
        blank=True,
        related_name="offers",
        verbose_name=_("Einzugsgebiet"),
        help_text=_("Keine Gemeinde angekreuzt heißt: ganzer Landkreis."),
    )
    valid_from = models.DateField(_("Gilt ab"), null=True, blank=True)
    valid_until = models.DateField(_("Gilt bis einschließlich"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    panels = [
        FieldPanel("service"),
        FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    ]

    class Meta:
        ordering = ["service__order", "pk"]
        indexes = [
            models.Index(fields=["service", "valid_from", "valid_until"], name="offer_service_span")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="offer_ends_after_it_begins",
            )
        ]
        verbose_name = _("Dienst der Beratungsstelle")
        verbose_name_plural = _("Dienste der Beratungsstelle")

    def __str__(self) -> str:
        return str(self.service)

    def holds_on(self, day: date) -> bool:
        """Return whether the service is offered on a day; both ends belong to the span."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def clean(self) -> None:
        """Refuse a span that ends before it begins."""
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError(
                {"valid_until": _("Das Ende liegt vor dem Beginn. Bitte tauschen Sie die Tage.")}
            )
