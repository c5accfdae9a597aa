"""What the database looks for: a question in the forms that `analysed` writes. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portal.search.language.analysis import SHORT, STEM, WHOLE, parts
from portal.search.language.citations import keys
from portal.search.language.folding import folded
from portal.search.language.query import Citation, Query, Term
from portal.search.language.spelling import Vocabulary
from portal.search.language.stemming import stem
from portal.search.language.stop_words import STOP_WORDS
from portal.search.language.tokens import tokens

EXACT, STEMMED, SAME_MEANING, BEGUN, MISTYPED, UNTOLD = 1.0, 0.9, 0.85, 0.5, 0.45, 0.1
"""How much a match counts: word for word, as another form, as a synonym, half typed, misspelt."""
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Form:
    """One way in which a term may stand in a text.

    Its words stand side by side, or anywhere if `is_loose`; of `is_begun` ones the text has more.
    """

    words: tuple[str, ...]
    strength: float
    is_loose: bool = False
    is_begun: bool = False

    def is_in(self, text: str) -> bool:
        """Whether an analysed text with a blank before and after it has the form."""
        if self.is_loose:
            return all(f" {word} " in text for word in self.words)
        end = "" if self.is_begun else " "
        return f" {' '.join(self.words)}{end}" in text


@dataclass(frozen=True)
class Wanted:
    """A term in all its forms, the strongest first.

    If `typed` is no known word, `corrections` are the folded words that it may mean.
    """

    forms: tuple[Form, ...]
    typed: str = ""
    corrections: tuple[str, ...] = ()

    def strength_in(self, text: str) -> float:
        """Return how well an analysed text (blanks around it) has it; 0 if not at all."""
        return next((form.strength for form in self.forms if form.is_in(text)), 0.0)


def wanted(
    query: Query, languages: Collection[str], vocabulary: Vocabulary, compounds: frozenset[str]
) -> tuple[Wanted, ...]:
    """Return the citations and terms of a query in the forms of the readers' languages.

    A word that the vocabulary does not know is also taken for the beginning of one, for a
    mistyped one, and for a compound whose parts may stand apart.
    """
    places = [_cited(citation) for citation in query.citations]
    return (*places, *(_of(term, languages, vocabulary, compounds) for term in query.terms))


def _cited(citation: Citation) -> Wanted:
    typed = tuple(WHOLE + folded(token.word) for token in tokens(citation.typed))
    forms = [Form((keys(citation)[0],), EXACT)]
    if len(typed) > 1:
        forms.append(Form(typed, STEMMED))
    return Wanted(tuple(forms))


def _of(
    term: Term, languages: Collection[str], vocabulary: Vocabulary, compounds: frozenset[str]
) -> Wanted:
    words = [token.word for token in tokens(term.word)]
    is_split = len(term.words) > 1 and not term.is_phrase
    forms = list(_forms(words, languages, EXACT, STEMMED, is_loose=is_split))
    if len(words) > 1 and not term.is_phrase and not is_split:
        # Tied by a hyphen, they may stand apart: EU-Bürger, Bürgerinnen und Bürger der EU.
        forms.extend(_forms(words, languages, BEGUN, BEGUN, is_loose=True))
    corrections: tuple[str, ...] = ()
    if len(words) == 1 and not term.is_phrase:
        word = words[0]
        if folded(word) in STOP_WORDS:
            forms = [Form((SHORT + folded(word),), EXACT)]
            if not word.isupper():
                forms.append(Form((WHOLE + folded(word),), UNTOLD))
        elif not vocabulary.knows(word, languages):
            corrections = vocabulary.nearest(word)
            forms.extend(_guesses(word, corrections, compounds))
    for other in term.alternatives:
        forms.extend(_forms(other, languages, SAME_MEANING, SAME_MEANING, is_loose=False))
    best = dict.fromkeys(sorted(forms, key=lambda form: -form.strength))
    return Wanted(tuple(best), term.word, corrections)


def _forms(
    words: Collection[str],
    languages: Collection[str],
    whole: float,
    stemmed: float,
    *,
    is_loose: bool,
) -> Iterator[Form]:
    yield Form(tuple(WHOLE + folded(word) for word in words), whole, is_loose)
    stems = {tuple(STEM + stem(word, language) for word in words) for language in languages}
    for each in sorted(stems):
        yield Form(each, stemmed, is_loose)


def _guesses(word: str, corrections: tuple[str, ...], compounds: frozenset[str]) -> Iterator[Form]:
    if len(folded(word)) >= SHORTEST_BEGINNING:
        yield Form((WHOLE + folded(word),), BEGUN, is_begun=True)
    for near in corrections:
        yield from _forms((near,), ("de",), MISTYPED, MISTYPED, is_loose=False)
    apart = sorted(parts(word, compounds))
    if len(apart) > 1:
        yield Form(tuple(apart), MISTYPED, is_loose=True)
