"""Taking a question apart, whatever was typed. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from portal.search.language.citations import places
from portal.search.language.folding import folded
from portal.search.language.query import Citation, Query, Term
from portal.search.language.stop_words import OPERATORS, STOP_WORDS
from portal.search.language.tokens import tokens

LONGEST_QUESTION = 1_000
"""Signs of a question that are read: nobody types more, and somebody pastes a whole letter."""
MOST_TERMS = 12

QUOTED = re.compile(r"[\"„“”«»‟〝〞＂]([^\"„“”«»‟〝〞＂]*)[\"„“”«»‟〝〞＂]")
LONGEST_WORD = 60


def parse(text: str) -> Query:
    """Return what a question asks for; nonsense gives an empty query, never an error.

    Quoted words stay together, citations come first, and words that only hold a question
    together are left out, unless there are no others. At most twelve terms.
    """
    tidy = _tidied(text)
    rest, phrases = _without_phrases(tidy)
    rest, citations = _without_citations(rest)
    words = list(_words(rest))
    terms = _once([*phrases, *_telling(words, alone=not (phrases or citations))])
    return Query(tidy, tuple(terms[:MOST_TERMS]), tuple(citations[:MOST_TERMS]))


def _tidied(text: str) -> str:
    """Return a question in composed signs, without control signs and halves of them."""
    kept = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"} else sign
        for sign in text[:LONGEST_QUESTION]
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _without_phrases(text: str) -> tuple[str, list[Term]]:
    phrases = []
    for found in QUOTED.finditer(text):
        words = [token.word[:LONGEST_WORD] for token in tokens(found[1]) if folded(token.word)]
        if words:
            phrases.append(Term(" ".join(words), is_phrase=True))
    return QUOTED.sub(" ", text), phrases


def _without_citations(text: str) -> tuple[str, list[Citation]]:
    found = sorted(places(text, is_question=True), key=lambda place: place.start)
    for start, end in sorted({(place.start, place.end) for place in found}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text, list(dict.fromkeys(place.citation for place in found))


def _words(text: str) -> Iterator[str]:
    """Return words, those tied by hyphens as one."""
    tied: list[str] = []
    for token in tokens(text):
        if not folded(token.word):
            continue
        if tied and not token.is_joined:
            yield "-".join(tied)
            tied = []
        tied.append(token.word[:LONGEST_WORD])
    if tied:
        yield "-".join(tied)


def _telling(words: list[str], *, alone: bool) -> list[Term]:
    """Return the words that say what is looked for; all if none does and nothing else was asked."""
    shouted = len(words) > 1 and all(word.isupper() for word in words)
    telling = [word for word in words if _tells(word, shouted=shouted)]
    if not telling and alone:
        telling = words
    return [_term(word) for word in telling]


def _tells(word: str, *, shouted: bool) -> bool:
    """Whether a word says something: `IM` is a service, `im` is not."""
    if word in OPERATORS:
        return False
    is_short_name = len(word) > 1 and word.isupper() and not shouted
    return is_short_name or folded(word) not in STOP_WORDS


def _term(word: str) -> Term:
    """Return a word as a term; tied by hyphens, it may also be written in one."""
    parts = word.split("-")
    if len(parts) == 1:
        return Term(word)
    return Term(word, alternatives=(("".join(parts),),))


def _once(terms: Iterable[Term]) -> list[Term]:
    """Return terms without those that were asked before."""
    kept: dict[tuple[str, ...], Term] = {}
    for term in terms:
        kept.setdefault(tuple(folded(word) for word in term.words), term)
    return list(kept.values())
