"""The forms in which the coordination teaches the search words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.search.language import curated_compounds
from portal.search.models import CompoundWord, Synonyms
from portal.search.words.groups import (
    LONGEST,
    MOST_WORDS,
    compared,
    read_group,
    shared_words,
    tidied,
    written_group,
)

SHORTEST_PART = 4
"""Shorter parts are found by chance in words that have nothing to do with them."""


class SynonymsForm(WagtailAdminModelForm):
    """A group of words that mean the same."""

    def clean_words(self) -> str:
        """Return the group as it is kept; refuses what would find nothing or too much."""
        words = read_group(self.cleaned_data["words"])
        if len(words) < 2:
            raise ValidationError(
                _("Nennen Sie mindestens zwei verschiedene Wörter, mit einem Komma dazwischen.")
            )
        if len(words) > MOST_WORDS:
            sentence = _("Das sind %(count)d Wörter. Höchstens %(most)d gehen in eine Gruppe.")
            raise ValidationError(sentence % {"count": len(words), "most": MOST_WORDS})
        for word in words:
            if len(word) > LONGEST:
                sentence = _("„%(word)s …“ ist zu lang. Höchstens %(most)d Zeichen sind ein Wort.")
                raise ValidationError(sentence % {"word": word[:LONGEST], "most": LONGEST})
        self._refuse_overlap(words)
        return written_group(words)

    def _refuse_overlap(self, words: tuple[str, ...]) -> None:
        """Refuse a word of another group: one of the two meanings would be meant."""
        for other in Synonyms.objects.exclude(pk=self.instance.pk):
            if shared := shared_words(words, read_group(other.words)):
                sentence = _("„%(word)s“ steht schon in „%(group)s“. Ergänzen Sie diese Gruppe.")
                raise ValidationError(sentence % {"word": shared[0], "group": other.words})


class CompoundWordForm(WagtailAdminModelForm):
    """A word that longer ones are made of."""

    def clean_word(self) -> str:
        """Return the word; refuses what is none, and what the search knows already."""
        word = tidied(self.cleaned_data["word"])
        if not word.isalpha():
            raise ValidationError(_("Schreiben Sie ein einziges Wort, nur aus Buchstaben."))
        if len(word) < SHORTEST_PART:
            sentence = _("Das ist zu kurz. Nennen Sie mindestens %(least)d Buchstaben.")
            raise ValidationError(sentence % {"least": SHORTEST_PART})
        if self._is_known(word):
            raise ValidationError(_("„%(word)s“ kennt die Suche schon.") % {"word": word})
        return word

    def _is_known(self, word: str) -> bool:
        taught = CompoundWord.objects.exclude(pk=self.instance.pk)
        known: Any = [*curated_compounds(), *taught.values_list("word", flat=True)]
        return compared(word) in {compared(each) for each in known}
