"""What the forms of a word have in common, by the stemmer of its language. Pure."""

from functools import cache, lru_cache
from threading import local
from typing import Any

import snowballstemmer

from portal.search.language.folding import folded, plain_case

GERMAN = frozenset({"de", "de-simple"})
ALGORITHMS = {
    "ar": "arabic",
    "da": "danish",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Snowball's stemmers by language; a language that is missing is searched by whole words."""

_of_thread = local()


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Return the folded stem of a word; for an unknown language, the folded word."""
    if language in GERMAN:
        # German folds first, so that Häuser and Haeuser have one stem.
        return _stemmer("german").stemWord(folded(word))
    algorithm = ALGORITHMS.get(language.partition("-")[0])
    if algorithm is None:
        return folded(word)
    return folded(_stemmer(algorithm).stemWord(plain_case(word))) or folded(word)


def _stemmer(algorithm: str) -> Any:
    """Return this thread's stemmer: they keep the word at hand within themselves."""
    if not hasattr(_of_thread, "stemmers"):
        _of_thread.stemmers = cache(snowballstemmer.stemmer)
    return _of_thread.stemmers(algorithm)
