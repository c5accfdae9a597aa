"""Reference data: what offices offer, in which language, and where. Codes never change."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.validators import validate_postal_code

SHORTEST_ALIAS = 3


class Service(models.Model):
    """A kind of advice, such as youth migration services."""

    code = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(_("Kurzname"), max_length=100)
    description = models.TextField(_("Für wen und wofür, in einfachen Worten"), blank=True)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("Dienst")
        verbose_name_plural = _("Dienste")

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What somebody needs help with."""

    code = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Name"), max_length=200)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("Anliegen")
        verbose_name_plural = _("Anliegen")

    def __str__(self) -> str:
        return self.name


class Language(models.Model):
    """A language that is spoken in an office, by its code (BCP 47)."""

    code = models.SlugField(_("Kürzel"), unique=True)
    name = models.CharField(_("Deutscher Name"), max_length=100)
    endonym = models.CharField(_("Eigener Name"), max_length=100)

    class Meta:
        ordering = ["name"]
        verbose_name = _("Sprache")
        verbose_name_plural = _("Sprachen")

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A town of the district, by its official key."""

    ags = models.CharField(
        _("Amtlicher Gemeindeschlüssel"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^\d{8}\Z", _("Der Schlüssel hat acht Ziffern."))],
    )
    name = models.CharField(_("Name"), max_length=100)
    kind = models.CharField(_("Art"), max_length=50)
    lat = models.FloatField(_("Breitengrad"))
    lon = models.FloatField(_("Längengrad"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("Gemeinde")
        verbose_name_plural = _("Gemeinden")

    def __str__(self) -> str:
        return self.name


class PostalCode(models.Model):
    """A postal code; in this district each belongs to one municipality."""

    code = models.CharField(
        _("Postleitzahl"), max_length=5, unique=True, validators=[validate_postal_code]
    )
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="postal_codes", verbose_name=_("Gemeinde")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("Postleitzahl")
        verbose_name_plural = _("Postleitzahlen")

    def __str__(self) -> str:
        return self.code


class Locality(models.Model):
    """A part of a municipality; the same name may stand in two of them."""

    name = models.CharField(_("Name"), max_length=100)
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="localities", verbose_name=_("Gemeinde")
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "municipality"], name="locality_once")
        ]
        verbose_name = _("Ortsteil")
        verbose_name_plural = _("Ortsteile")

    def __str__(self) -> str:
        return f"{self.name} ({self.municipality.name})"


class PlaceAlias(models.Model):
    """Another spelling of a municipality or one of its parts, such as in another script."""

    name = models.CharField(_("Schreibweise"), max_length=100)
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="aliases", verbose_name=_("Gemeinde")
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "municipality"], name="place_alias_once")
        ]
        verbose_name = _("Schreibweise eines Orts")
        verbose_name_plural = _("Schreibweisen von Orten")

    def __str__(self) -> str:
        return f"{self.name} ({self.municipality.name})"

    def clean(self) -> None:
        """Refuse what the search could not find: a spelling needs letters, and no digits."""
        super().clean()
        letters = sum(letter.isalpha() for letter in self.name)
        if letters < SHORTEST_ALIAS or any(letter.isdigit() for letter in self.name):
            sentence = _("Eine Schreibweise hat mindestens drei Buchstaben und keine Ziffern.")
            raise ValidationError({"name": sentence})
