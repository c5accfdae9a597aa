"""How Elasticsearch takes texts apart, for each language. Pure."""

from collections.abc import Iterable
from typing import Any

from portal.search.language.compounds import Parts
from portal.search.language.folding import folded

Json = dict[str, Any]

FOLDING = ["lowercase", "german_normalization", "asciifolding"]
"""Small letters without accents; ä, ae and a are one, ß and ss, too: Mueller finds Müller."""

LANGUAGES: dict[str, list[str]] = {
    "de": ["lowercase", "german_normalization", "de_stem"],
    "en": ["en_possessive", "lowercase", "asciifolding", "en_stem"],
    "ar": ["lowercase", "decimal_digit", "arabic_normalization", "ar_stem"],
    "fa": ["lowercase", "decimal_digit", "arabic_normalization", "persian_normalization"],
    "fr": ["fr_elision", "lowercase", "asciifolding", "fr_stem"],
    "ro": ["lowercase", "ro_stem"],
    "ru": ["lowercase", "ru_stem"],
    "tr": ["apostrophe", "tr_lowercase", "tr_stem"],
    "uk": ["lowercase"],
    "es": ["lowercase", "es_stem", "asciifolding"],
    "it": ["it_elision", "lowercase", "it_stem", "asciifolding"],
    "other": FOLDING,
}
"""The filters of each language that has its own; Ukrainian has no stemmer here."""

FILTERS: Json = {
    "de_stem": {"type": "stemmer", "language": "light_german"},
    "en_possessive": {"type": "stemmer", "language": "possessive_english"},
    "en_stem": {"type": "stemmer", "language": "english"},
    "ar_stem": {"type": "stemmer", "language": "arabic"},
    "fr_elision": {"type": "elision", "articles_case": True, "articles": [*"lmtnsjdc", "qu"]},
    "fr_stem": {"type": "stemmer", "language": "light_french"},
    "ro_stem": {"type": "stemmer", "language": "romanian"},
    "ru_stem": {"type": "stemmer", "language": "russian"},
    "tr_lowercase": {"type": "lowercase", "language": "turkish"},
    "tr_stem": {"type": "stemmer", "language": "turkish"},
    "es_stem": {"type": "stemmer", "language": "light_spanish"},
    "it_elision": {"type": "elision", "articles_case": True, "articles": ["l", "un", "dell"]},
    "it_stem": {"type": "stemmer", "language": "light_italian"},
    "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 20},
    "only_long": {"type": "length", "min": 4, "max": 40},
}

SHORTEST_PART = 4
SHORT_NAME = r"(?<![\p{L}\p{N}])(\p{Lu}[\p{Lu}\p{N}]{1,5})(?![\p{L}\p{N}])"
"""IM, MBE, SGB: a word of capitals, which in small letters may be quite another one."""


def field_language(language: str) -> str:
    """Return the language by whose rules a text is searched: `de` for plain German, too."""
    first = language.partition("-")[0]
    return first if first in LANGUAGES else "other"


def analysis(compounds: Iterable[str]) -> Json:
    """Return the analyzers; `compounds` are the words that long German words are made of.

    Texts are taken apart into those parts, questions are not: who asks for “Management” finds
    “Integrationsmanagement”, but not the other way round. `hyphenation_decompounder` would need
    no list, but a large pattern file brings the node down. A word of its list is left whole, so
    those that are compounds themselves (Beratungsstelle) are taken out of longer ones first.
    """
    words = frozenset(part for part in map(folded, compounds) if len(part) >= SHORTEST_PART)
    of_words = Parts(words)
    wholes = frozenset(word for word in words if of_words.of(word))
    return {
        "filter": {
            **FILTERS,
            "de_wholes": _decompounder(wholes),
            "de_parts": _decompounder(words - wholes),
        },
        "tokenizer": {"capitals": {"type": "pattern", "pattern": SHORT_NAME, "group": 1}},
        "analyzer": {
            "folded": _analyzer(FOLDING),
            "beginning": _analyzer([*FOLDING, "beginnings"]),
            "short_names": {"type": "custom", "tokenizer": "capitals"},
            "as_written": _analyzer(["lowercase", "only_long"]),
            **{f"{code}_asked": _analyzer(filters) for code, filters in LANGUAGES.items()},
            **{f"{code}_read": _analyzer(_read(code)) for code in LANGUAGES},
        },
        "normalizer": {"as_one": {"type": "custom", "filter": FOLDING}},
    }


def _decompounder(words: frozenset[str]) -> Json:
    return {
        "type": "dictionary_decompounder",
        "word_list": sorted(words) or ["beratung"],
        "min_word_size": 7,
        "min_subword_size": SHORTEST_PART,
        "max_subword_size": 30,
        "only_longest_match": False,
    }


def _analyzer(filters: list[str]) -> Json:
    return {"type": "custom", "tokenizer": "standard", "filter": filters}


def _read(language: str) -> list[str]:
    """Return the filters for a text; those for a question must find what they leave."""
    filters = LANGUAGES[language]
    if language != "de":
        return filters
    return [*filters[:-1], "de_wholes", "de_parts", filters[-1], "remove_duplicates"]
