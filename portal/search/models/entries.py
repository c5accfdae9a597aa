"""The list of everything that can be found: one row for each thing, kept with what it is about.

The rows are written in the same transaction as what they speak of. The database searches them
itself; Elasticsearch gets copies of them, later, and whatever it did not get yet is marked.
"""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.search.querysets import SearchEntryQuerySet


class Facet(models.TextChoices):
    """By what results can be narrowed."""

    KIND = "kind", _("Art")
    ORGANISATION = "organisation", _("Organisation")
    TOPIC = "topic", _("Thema")
    MUNICIPALITY = "municipality", _("Gemeinde")
    YEAR = "year", _("Jahr")


class WordsField(index.SearchField):
    """A field that the database searches by the words kept beside it, see `language.analysed`."""

    def get_value(self, obj: Any) -> str:
        """Return the words of a field: `title_words` of `title`."""
        return str(getattr(obj, f"{self.field_name}_words"))


class SearchEntry(index.Indexed, models.Model):
    """One thing that can be found, or one side of it that other people see (`part`).

    Who may see it is not kept here: the thing's own visibility policy is asked each time.
    """

    source = models.CharField(max_length=20)
    """The name of the source it comes from, see `portal.search.entries.registry`."""
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    """The base model of the thing: for every page it is `Page`."""
    object_id = models.PositiveBigIntegerField()
    part = models.CharField(max_length=20, blank=True, default="")
    kind = models.CharField(max_length=30)
    """What people call it, a word of `portal.search.kinds`."""
    language = models.CharField(max_length=12)
    translated_into = models.JSONField(default=list)
    """The other languages it can be read in: there, the translation is found instead."""

    title = models.CharField(max_length=255)
    draft_title = models.CharField(max_length=255, blank=True, default="")
    """What only the search of the admin looks at."""
    label = models.CharField(max_length=255, blank=True, default="")
    """What stands beside the title and is looked for, too: a clause's number, a short name."""
    text = models.TextField(blank=True, default="")
    title_words = models.TextField(blank=True, default="")
    """Title and label in the forms the database compares, see `portal.search.language`."""
    text_words = models.TextField(blank=True, default="")

    date = models.DateField(null=True)
    expires_at = models.DateTimeField(null=True)
    path = models.CharField(max_length=255, blank=True, default="", db_index=True)
    """Its place in the tree of pages; empty for what has none."""
    version = models.ForeignKey(
        "agreement.AgreementVersion", models.CASCADE, null=True, related_name="+"
    )
    """The version a wording belongs to; found while that version is in force."""

    digest = models.CharField(max_length=64)
    """The hash of what is found, to see whether anything has changed."""
    revision = models.PositiveBigIntegerField(default=1)
    """Counts the changes; Elasticsearch refuses a copy older than the one it has."""
    is_pending = models.BooleanField(default=True)
    """Whether Elasticsearch still has to be told."""
    is_deleted = models.BooleanField(default=False)
    """Whether the thing is gone and the row only waits for Elasticsearch to forget it."""
    changed_at = models.DateTimeField()
    """Since when it has been pending."""

    objects: ClassVar[Any] = SearchEntryQuerySet.as_manager()

    search_fields: ClassVar[list[Any]] = [
        # Wagtail's index keeps a field named title apart, so that titles can count more.
        WordsField("title", boost=4),
        WordsField("text"),
        index.FilterField("id"),
    ]

    class Meta:
        verbose_name = _("Eintrag der Suche")
        verbose_name_plural = _("Einträge der Suche")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "part"], name="search_entry_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["changed_at"],
                condition=models.Q(is_pending=True),
                name="search_entry_pending",
            ),
            models.Index(fields=["source", "object_id"], name="search_entry_source"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryFacet(models.Model):
    """A value by which an entry can be narrowed down: `topic` = `sprachkurs`."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="facets")
    name = models.CharField(max_length=20, choices=Facet)
    value = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("Merkmal eines Eintrags")
        verbose_name_plural = _("Merkmale von Einträgen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="entry_facet_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "value", "entry"], name="entry_facet_value")
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
