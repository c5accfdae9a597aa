"""Words that are written as one that was typed, but for a slip. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.search.language.analysis import STEM, WHOLE
from portal.search.language.folding import folded
from portal.search.language.stemming import stem

MOST_CORRECTIONS = 3
ONE_SLIP, TWO_SLIPS = 5, 9
"""From how many letters on a word may differ in one sign, and in two; as in Elasticsearch."""


class Vocabulary:
    """The forms that occur in some texts, with how many texts have each."""

    def __init__(self, forms: Mapping[str, int], texts: int) -> None:
        self.forms = forms
        self.texts = texts

    @classmethod
    def of(cls, analysed_texts: Iterable[str]) -> "Vocabulary":
        """Return the vocabulary of analysed texts."""
        counted: dict[str, int] = defaultdict(int)
        texts = 0
        for text in analysed_texts:
            texts += 1
            for form in set(text.split()):
                counted[form] += 1
        return cls(dict(counted), texts)

    def knows(self, word: str, languages: Collection[str] = ("de",)) -> bool:
        """Whether a word, a form of it in some languages or a compound with it occurs."""
        stems = (STEM + stem(word, language) for language in languages)
        return WHOLE + folded(word) in self.forms or any(form in self.forms for form in stems)

    def share(self, form: str) -> float:
        """Return which share of the texts has a form, between 0 and 1."""
        return self.forms.get(form, 0) / self.texts if self.texts else 0.0

    def nearest(self, word: str) -> tuple[str, ...]:
        """Return folded words a slip or two away that begin like a word, the nearest first.

        Among those equally near, the more frequent comes first. Short words have none.
        """
        sought = folded(word)
        slips = (len(sought) >= ONE_SLIP) + (len(sought) >= TWO_SLIPS)
        if not slips:
            return ()
        found = process.extract(
            sought,
            self._by_beginning.get(sought[0], ()),
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=None,
        )
        order = sorted((slip, -self.forms[WHOLE + near], near) for near, slip, _ in found if slip)
        return tuple(near for *_, near in order[:MOST_CORRECTIONS])

    @cached_property
    def _by_beginning(self) -> dict[str, list[str]]:
        """Words without digits by their first letters."""
        beginnings: dict[str, list[str]] = defaultdict(list)
        for form in self.forms:
            if form[0] == WHOLE and form[1:].isalpha():
                beginnings[form[1]].append(form[1:])
        return beginnings
