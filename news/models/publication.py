"""What articles and events have in common: who reads of it where, and the picture above it."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.search import index

from directory.models import Municipality, OrganisationPage, Topic
from news.gone import ClosesForGood
from news.permissions import ArticlePermissions
from portal.core.models import GermanOnlyPage

LEVELS_BELOW_ORGANISATION = 2
MOST_PICTURES = 20


class CreditedPicture(blocks.StructBlock):
    """A picture of a gallery, with what is said below it."""

    image = ImageBlock(label=_("Bild"))
    caption = blocks.CharBlock(label=_("Bildunterschrift"), max_length=200, required=False)
    credit = blocks.CharBlock(
        label=_("Bildnachweis"),
        max_length=150,
        required=False,
        help_text=_("Wer das Bild gemacht hat, zum Beispiel „Foto: Caritasverband Ettlingen“."),
    )

    class Meta:
        icon = "image"
        label = _("Bild")


BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", blocks.CharBlock(label=_("Überschrift"), icon="title")),
    (
        "paragraph",
        blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "ol", "ul", "link"]),
    ),
    ("image", ImageBlock(label=_("Bild"))),
    (
        "gallery",
        blocks.ListBlock(
            CreditedPicture(), label=_("Bildergalerie"), icon="image", max_num=MOST_PICTURES
        ),
    ),
    ("attachment", DocumentChooserBlock(label=_("Anhang"), icon="doc-full")),
    (
        "office",
        blocks.PageChooserBlock(
            page_type="directory.OfficePage", label=_("Zugehörige Stelle"), icon="home"
        ),
    ),
]


class PublicationPage(ClosesForGood, GermanOnlyPage):
    """The base of what an organisation publishes in its folder."""

    teaser = models.CharField(
        _("Kurz gesagt"),
        max_length=300,
        help_text=_("Ein oder zwei Sätze. Sie stehen in der Liste und über dem Text."),
    )
    body = StreamField(BODY_BLOCKS, verbose_name=_("Text"))
    lead_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Bild über dem Text"),
    )
    lead_image_alt = models.CharField(
        _("Was das Bild zeigt"),
        max_length=250,
        blank=True,
        help_text=_("Für Menschen, die das Bild nicht sehen."),
    )
    lead_image_is_ornament = models.BooleanField(
        _("Das Bild ist nur Schmuck"),
        default=False,
        help_text=_("Dann braucht es keine Beschreibung, und Vorleseprogramme übergehen es."),
    )
    lead_image_credit = models.CharField(_("Bildnachweis"), max_length=150, blank=True)
    topics: Any = ParentalManyToManyField(
        Topic, blank=True, related_name="%(class)ss", verbose_name=_("Anliegen")
    )
    municipalities: Any = ParentalManyToManyField(
        Municipality,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("Gemeinden"),
        help_text=_("Für welche Orte das wichtig ist. Keine heißt: für alle."),
    )

    lead_image_panel: ClassVar[Any] = MultiFieldPanel(
        [
            FieldPanel("lead_image"),
            FieldPanel("lead_image_alt"),
            FieldPanel("lead_image_is_ornament"),
            FieldPanel("lead_image_credit"),
        ],
        heading=_("Bild über dem Text"),
    )
    subject_panel: ClassVar[Any] = MultiFieldPanel(
        [
            FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
            FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Worum es geht und wo"),
        classname="collapsed",
    )
    search_fields = [
        *GermanOnlyPage.search_fields,
        index.SearchField("teaser"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a picture that neither says what it shows nor is called ornament."""
        super().clean()
        if self.lead_image_id and not (self.lead_image_alt.strip() or self.lead_image_is_ornament):
            raise ValidationError(
                {
                    "lead_image_alt": _(
                        "Bitte beschreiben Sie, was das Bild zeigt, oder kreuzen Sie an, "
                        "dass es nur Schmuck ist."
                    )
                }
            )

    @property
    def organisation_path(self) -> str:
        """The place of the organisation in the tree of pages."""
        path: str = self.path[: -LEVELS_BELOW_ORGANISATION * self.steplen]
        return path

    @cached_property
    def organisation(self) -> OrganisationPage:
        """The organisation that publishes this; lists look it up by its place."""
        organisation: OrganisationPage = self.get_parent().get_parent().specific
        return organisation

    def permissions_for_user(self, user: Any) -> ArticlePermissions:
        """Return what somebody may do with this page."""
        return ArticlePermissions(user, self)
