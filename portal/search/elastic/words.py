"""How Elasticsearch is asked for the words of a question. Pure: it makes JSON.

A word counts most as it was typed, less by its stem, least with a typing mistake in it; more in
a title than in a text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.search.elastic.analysis import Json, field_language
from portal.search.language import Citation, Query, Term
from portal.search.language.analysis import is_short_name
from portal.search.language.folding import folded
from portal.search.language.stop_words import STOP_WORDS

SHORTEST_BEGINNING = 3
SHORTEST_MISTAKEN = 5
"""In shorter words every other one is a typing mistake away."""
FUZZINESS: Json = {"fuzziness": "AUTO:5,9", "prefix_length": 1, "max_expansions": 30}
MARKED_FUZZINESS: Json = {**FUZZINESS, "fuzziness": 1}
"""Marks are looked for in each hit anew, and all that is two mistakes away from a long word
takes ten times as long."""
TIE = 0.15
"""What the second-best place of a word adds to the best one."""
MORE_WORDS = 15
"""What lifts things with most of the words above those that have one of them in their title."""
MEANT = 0.9
"""What another word with the same meaning counts."""


@dataclass(frozen=True)
class Wording:
    """In which languages' fields words are looked for, and which words nobody writes like that.

    The last word may be half a word: its beginning suffices. `apart` has the mistaken words,
    each with the words it is made of, if it is: similar words are found, and its parts. `needed`
    says how many terms suffice, if not as many as the question would have it.
    """

    codes: tuple[str, ...]
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: int | None = None


def codes_of(language: str) -> tuple[str, ...]:
    """Return the languages of the fields that a reader's results may be written in."""
    return tuple(dict.fromkeys((field_language(language), "de")))


def wanted(query: Query, wording: Wording) -> Json:
    """Return what finds a question: all that was quoted, most of the rest, the best first."""
    quoted = [phrase(term.words, wording) for term in query.terms if term.is_phrase]
    last = query.terms[-1] if query.terms else None
    rest = [
        term_wanted(term, wording, is_last=term is last)
        for term in query.terms
        if not term.is_phrase
    ] + [_cited(citation, wording) for citation in query.citations]
    must = list(quoted)
    lifted = _close_together(query, wording)
    if rest:
        needed = max((wording.needed or query.needed) - len(quoted), 1)
        must.append(_so_many(rest, needed))
        more = {query.needed - len(quoted), len(rest)}
        lifted += [
            {"constant_score": {"filter": _so_many(rest, many), "boost": MORE_WORDS}}
            for many in sorted(more)
            if many > needed
        ]
    return {"bool": {"must": must, "should": lifted}}


def _so_many(ways: list[Json], needed: int) -> Json:
    return {"bool": {"should": ways, "minimum_should_match": needed}}


def term_wanted(term: Term, wording: Wording, *, is_last: bool = False) -> Json:
    """Return what finds one term or what means the same."""
    ways = _ways(term.words, wording)
    if len(term.words) > 1:
        ways += [_match(name, term.word, boost) for name, boost in _stems(wording)]
    if is_last and len(term.words) == 1:
        ways += _beginnings(term.word)
    if term.word in wording.apart:
        ways += [_fuzzy("title", term.word, 0.8), _fuzzy("words", term.word, 0.3)]
        ways += _in_parts(wording.apart[term.word], wording)
    for other in term.alternatives:
        ways += [_weakened(way) for way in _ways(other, wording)]
    return _best_of(ways)


def begun(text: str, query: Query, wording: Wording) -> Json:
    """Return what finds titles with words that begin like what is being typed."""
    last = query.terms[-1] if query.terms else None
    ways = [
        _match("prefix", text, 2),
        *(_match(f"title_{code}", text, 1) for code in wording.codes),
    ]
    if last and len(query.terms) == 1:
        ways += [
            _phrase(f"title_{code}", " ".join(other), 2 * MEANT)
            for other in last.alternatives
            for code in wording.codes
            if not _is_small_word(other)
        ]
    lifted: list[Json] = [
        {"match_phrase_prefix": {"title": {"query": text, "boost": 2}}},
        {"prefix": {"title.whole": {"value": " ".join(map(folded, text.split())), "boost": 3}}},
        _match("label", text, 3),
    ]
    return {"bool": {"must": _best_of(ways), "should": lifted}}


def begun_alike(text: str) -> Json:
    """Return what finds titles with words nearly like those that were typed."""
    return {"match": {"title": {"query": text, "operator": "and", **FUZZINESS}}}


def phrase(words: Sequence[str], wording: Wording) -> Json:
    """Return what finds words side by side, as they were typed."""
    text = " ".join(words)
    ways = [_phrase("title", text, 6), _phrase("label", text, 6), _phrase("words", text, 2)]
    return _best_of(ways + [_phrase(f"text_{code}", text, 0.1) for code in wording.codes])


def may_be_mistaken(term: Term) -> bool:
    """Return whether a term is a word that is worth another spelling."""
    word = term.word
    return not term.is_phrase and len(term.words) == 1 and len(folded(word)) >= SHORTEST_MISTAKEN


def _ways(words: Sequence[str], wording: Wording) -> list[Json]:
    """Return the ways in which one word, or several side by side, are found."""
    if len(words) > 1:
        text = " ".join(words)
        fields = [("title", 6.0), ("label", 6.0), ("words", 1.5), *_stems(wording)]
        return [_phrase(name, text, boost) for name, boost in fields]
    word = words[0]
    ways = [_match("short_names", word, 6)] if is_short_name(word) else []
    if _is_small_word(words):
        return ways
    fields = [("title", 6.0), ("label", 6.0), ("label.stems", 4.0), ("words", 1.5)]
    return ways + [_match(name, word, boost) for name, boost in [*fields, *_stems(wording)]]


def _stems(wording: Wording) -> list[tuple[str, float]]:
    return [
        (f"{name}_{code}", boost)
        for code in wording.codes
        for name, boost in (("title", 4.0), ("text", 1.0))
    ]


def _in_parts(parts: Sequence[str], wording: Wording) -> list[Json]:
    """Return what finds the words that a long one is made of, standing apart."""
    if len(parts) < 2:
        return []
    each = [
        _best_of([_match(name, part, boost * 0.2) for name, boost in _stems(wording)])
        for part in parts
    ]
    return [{"bool": {"must": each}}]


def _beginnings(word: str) -> list[Json]:
    """Return what finds words that begin like the one that is perhaps being typed."""
    if not _may_be_half(word):
        return []
    begun: Json = {"prefix": {"words": {"value": folded(word), "boost": 0.3}}}
    return [_match("prefix", word, 0.8), begun]


def _may_be_half(word: str) -> bool:
    return len(folded(word)) >= SHORTEST_BEGINNING and not is_short_name(word)


def _is_small_word(words: Sequence[str]) -> bool:
    """Whether it is a short name that every text has in small letters: IM is a service."""
    return len(words) == 1 and is_short_name(words[0]) and folded(words[0]) in STOP_WORDS


def _cited(citation: Citation, wording: Wording) -> Json:
    """Return what finds a place in the agreement or a law, or a file number."""
    text = " ".join(citation.words)
    fields = [("label", 12.0), ("title", 8.0), ("words", 3.0)]
    return _best_of([_phrase(name, text, boost) for name, boost in fields])


def _close_together(query: Query, wording: Wording) -> list[Json]:
    """Return what lifts those that have the words side by side, or nothing else in their title."""
    words = [word for term in query.terms for word in term.words]
    whole: list[Json] = [{"term": {"title.whole": {"value": query.text, "boost": 12}}}]
    if len(words) == 1:
        return whole
    text = " ".join(words)
    for code in wording.codes:
        whole.append(_phrase(f"title_{code}", text, 6, slop=2))
        whole.append(_phrase(f"text_{code}", text, 2, slop=4))
    return whole


def _best_of(ways: list[Json]) -> Json:
    return {"dis_max": {"queries": ways, "tie_breaker": TIE}}


def _match(name: str, word: str, boost: float) -> Json:
    return {"match": {name: {"query": word, "boost": boost, "operator": "and"}}}


def _fuzzy(name: str, word: str, boost: float, how: Json = FUZZINESS) -> Json:
    return {"match": {name: {"query": word, "boost": boost, **how}}}


def _phrase(name: str, text: str, boost: float, slop: int = 0) -> Json:
    return {"match_phrase": {name: {"query": text, "boost": boost, "slop": slop}}}


def _weakened(way: Json) -> Json:
    [(kind, fields)] = way.items()
    [(name, asked)] = fields.items()
    return {kind: {name: {**asked, "boost": asked["boost"] * MEANT}}}


def marked_words(query: Query, name: str, wording: Wording) -> Json:
    """Return what is marked in one field: every word by its stem, and what means the same.

    Beginnings are marked in titles only: in texts that takes longer than the search itself.
    """
    last = query.terms[-1] if query.terms else None
    ways: list[Json] = [_phrase(name, " ".join(each.words), 3) for each in query.citations]
    for term in query.terms:
        meant = [term.words, *term.alternatives]
        ways += [_phrase(name, " ".join(words), 1) for words in meant if not _is_small_word(words)]
        if term.word in wording.apart:
            ways.append(_fuzzy(name, term.word, 1, MARKED_FUZZINESS))
            ways += [_match(name, part, 0.2) for part in wording.apart[term.word]]
        is_half = term is last and not term.is_phrase and _may_be_half(term.word)
        if is_half and name.startswith("title"):
            ways.append({"prefix": {name: {"value": folded(term.word)}}})
    return {"bool": {"should": ways}}
