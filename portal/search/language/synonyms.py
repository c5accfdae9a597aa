"""Other words for what was asked. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from portal.search.language.query import Query, Term
from portal.search.language.stemming import stem
from portal.search.language.tokens import tokens

LONGEST = 4
"""Words of one synonym that are compared with a question, at most."""
Key = tuple[str, ...]


def with_synonyms(query: Query, groups: Collection[Sequence[str]]) -> Query:
    """Return a query whose terms also know the words that mean the same, except those in quotes.

    `groups` are words and phrases with one meaning each (`("MBE", "Migrationsberatung")`). Words
    side by side that are one phrase of a group become one term: `Runder Tisch`.
    """
    known = _known(groups)
    if not known:
        return query
    terms: list[Term] = []
    waiting = list(query.terms)
    while waiting:
        run = _run(waiting, known)
        terms.append(_widened(waiting[:run], known))
        del waiting[:run]
    return replace(query, terms=tuple(terms))


def _key(phrase: str) -> Key:
    return tuple(stem(token.word, "de") for token in tokens(phrase))


def _known(groups: Collection[Sequence[str]]) -> dict[Key, list[tuple[str, ...]]]:
    """Return the words of all synonyms of a phrase by the phrase's stems."""
    known: dict[Key, list[tuple[str, ...]]] = {}
    for group in groups:
        phrases = {_key(phrase): tuple(t.word for t in tokens(phrase)) for phrase in group}
        for key in phrases:
            if key:
                others = [words for other, words in phrases.items() if other != key and words]
                known.setdefault(key, []).extend(others)
    return known


def _run(terms: list[Term], known: dict[Key, list[tuple[str, ...]]]) -> int:
    """Return how many of the next terms are one known phrase; at least one."""
    for length in range(min(LONGEST, len(terms)), 1, -1):
        run = terms[:length]
        if not any(term.is_phrase for term in run) and _key_of(run) in known:
            return length
    return 1


def _key_of(terms: list[Term]) -> Key:
    return _key(" ".join(term.word for term in terms))


def _widened(run: list[Term], known: dict[Key, list[tuple[str, ...]]]) -> Term:
    if run[0].is_phrase:
        return run[0]
    others = known.get(_key_of(run), [])
    term = run[0] if len(run) == 1 else Term(" ".join(term.word for term in run))
    return replace(term, alternatives=tuple(dict.fromkeys([*term.alternatives, *others])))
