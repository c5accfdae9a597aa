"""Words that the coordination teaches the search."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Synonyms(models.Model):
    """Words and phrases that mean the same: whoever looks for one also finds the others."""

    words = models.TextField(
        _("Wörter mit derselben Bedeutung"),
        help_text=_("Durch Kommas getrennt, zum Beispiel: MBE, Migrationsberatung"),
    )
    is_active = models.BooleanField(_("Gilt"), default=True)

    class Meta:
        verbose_name = _("Gleichbedeutende Wörter")
        verbose_name_plural = _("Gleichbedeutende Wörter")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words


class CompoundWord(models.Model):
    """A word that long German words are made of: with “Beratung”, “Migrationsberatung” is found."""

    word = models.CharField(
        _("Wortteil"),
        max_length=40,
        unique=True,
        help_text=_("Ein Wort, das in längeren steckt, zum Beispiel: Beratung"),
    )

    class Meta:
        verbose_name = _("Wortteil")
        verbose_name_plural = _("Wortteile")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word
