"""An event: where and when an organisation invites to something, and on which days again."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from directory.models import Language
from directory.validators import validate_postal_code
from news.enums import EventState, ExceptionKind, Repeats
from news.events.checks import check_event
from news.events.form import EventForm
from news.events.page import event_context
from news.models.publication import PublicationPage
from news.querysets import EventQuerySet


class EventPage(PublicationPage):
    """An event of one organisation. Days and hours are those of the clock on the wall there."""

    starts_on = models.DateField(_("Beginnt am"))
    starts_at = models.TimeField(
        _("um"), null=True, blank=True, help_text=_("Leer heißt: den ganzen Tag.")
    )
    ends_on = models.DateField(
        _("Endet am"), null=True, blank=True, help_text=_("Leer heißt: am selben Tag.")
    )
    ends_at = models.TimeField(_("um"), null=True, blank=True)
    state = models.CharField(
        _("Stand"), max_length=20, choices=EventState, default=EventState.PLANNED
    )
    state_note = models.CharField(
        _("Hinweis dazu"),
        max_length=200,
        blank=True,
        help_text=_("Warum es abgesagt ist, oder wann es zuerst sein sollte."),
    )
    repeats = models.CharField(_("Wiederholt sich"), max_length=20, choices=Repeats, blank=True)
    repeats_until = models.DateField(
        _("Zuletzt am"),
        null=True,
        blank=True,
        help_text=_("Höchstens zwei Jahre nach dem ersten Tag."),
    )
    office = models.ForeignKey(
        "directory.OfficePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("In dieser Stelle"),
    )
    place_name = models.CharField(_("Oder an diesem Ort"), max_length=200, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    postal_code = models.CharField(
        _("Postleitzahl"), max_length=5, blank=True, validators=[validate_postal_code]
    )
    town = models.CharField(_("Ort"), max_length=100, blank=True)
    online_url = models.URLField(_("Oder online unter"), blank=True)
    registration_url = models.URLField(_("Anmeldung im Internet"), blank=True)
    registration_contact = models.CharField(
        _("Anmeldung bei"),
        max_length=200,
        blank=True,
        help_text=_("Telefon oder E-Mail der Stelle, zum Beispiel „030 23125 100“."),
    )
    registration_until = models.DateField(_("Anmeldung bis"), null=True, blank=True)
    languages: Any = ParentalManyToManyField(
        Language, blank=True, related_name="events", verbose_name=_("Sprachen")
    )
    accessibility = models.CharField(
        _("Barrierefreiheit"),
        max_length=250,
        blank=True,
        help_text=_("Zum Beispiel: „Eingang ohne Stufen, Gebärdensprache auf Anfrage.“"),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(EventQuerySet)()

    base_form_class = EventForm
    parent_page_types = ["news.NewsFolderPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "news/event_page.html"
    content_panels = [
        *PublicationPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_at")]),
                FieldRowPanel([FieldPanel("ends_on"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("state"), FieldPanel("state_note")]),
            ],
            heading=_("Wann"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeats_until")]),
                InlinePanel("exceptions", label=_("Ausnahme"), heading=_("Ausnahmen")),
            ],
            heading=_("Mehrere Tage"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldPanel("office"),
                FieldPanel("place_name"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("town")]),
                FieldPanel("online_url"),
            ],
            heading=_("Wo"),
        ),
        FieldPanel("teaser"),
        PublicationPage.lead_image_panel,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("registration_url"),
                FieldPanel("registration_contact"),
                FieldPanel("registration_until"),
            ],
            heading=_("Anmeldung"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("languages", widget=forms.CheckboxSelectMultiple),
                FieldPanel("accessibility"),
            ],
            heading=_("Sprachen und Barrierefreiheit"),
            classname="collapsed",
        ),
        PublicationPage.subject_panel,
    ]
    search_fields = [
        *PublicationPage.search_fields,
        index.SearchField("place_name"),
        index.SearchField("town"),
        index.FilterField("starts_on"),
    ]

    class Meta:
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")

    def clean(self) -> None:
        """Refuse days and hours that cannot be; see `news.events.checks`."""
        super().clean()
        check_event(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the organisation, the days, the place, and the way here."""
        context = event_context(self, request)
        return {**super().get_context(request, *args, **kwargs), **context}


class EventException(Orderable):
    """One day on which a recurring event does not take place, or at another time."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField(_("An diesem Tag"))
    kind = models.CharField(
        _("Was anders ist"),
        max_length=20,
        choices=ExceptionKind,
        default=ExceptionKind.CANCELLED,
    )
    new_day = models.DateField(_("Stattdessen am"), null=True, blank=True)
    new_starts_at = models.TimeField(_("um"), null=True, blank=True)
    note = models.CharField(_("Hinweis dazu"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("Ausnahme")
        verbose_name_plural = _("Ausnahmen")


class EventOccurrence(models.Model):
    """One time that a published event takes place: written at publishing, for quick lists."""

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="occurrences")
    day = models.DateField()
    """The day by the rule, which names the occurrence for good, also when it is moved."""
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    """The moment it is over; of a whole day the next midnight."""
    is_all_day = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=EventState, default=EventState.PLANNED)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering = ["starts", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "day"], name="event_once_a_day"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ends", "starts"], name="occurrence_coming"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.day}"
