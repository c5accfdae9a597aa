"""A text in the forms that the database compares. Pure.

Each form is a word of letters and digits, so that no database's own language touches it; its
first sign says what it is: `0` a word as it is written, `1` a stem or a part of a compound, `2` a
citation, `3` a short name in capitals.
"""

from portal.search.language.citations import keys, places
from portal.search.language.compounds import parts_by
from portal.search.language.folding import folded
from portal.search.language.stemming import GERMAN, stem
from portal.search.language.tokens import Token, tokens

WHOLE, STEM, CITED, SHORT = "0", "1", "2", "3"
LONGEST_SHORT_NAME = 6
LONGEST_FORM = 200
"""PostgreSQL refuses words of more than 2,046 bytes; nobody looks for one as long as this."""


def analysed(text: str, language: str, compounds: frozenset[str]) -> str:
    """Return the forms of a text: all stems, then all words, both in their order, then the rest.

    So words side by side stay so, and a phrase can be found by its stems or word for word. German
    words are also found by their parts in `compounds`, words tied by hyphens also in one.
    """
    words = [token for token in tokens(text) if folded(token.word)]
    stems = [STEM + stem(token.word, language) for token in words]
    whole = [WHOLE + folded(token.word) for token in words]
    others = {SHORT + folded(token.word) for token in words if is_short_name(token.word)}
    for place in places(text):
        others.update(keys(place.citation))
    tied = _tied(words)
    for word in tied:
        others.update((WHOLE + folded(word), STEM + stem(word, language)))
    if language in GERMAN:
        for word in {*tied, *(token.word for token in words)}:
            others.update(parts(word, compounds))
    forms = [*stems, *whole, *sorted(others)]
    return " ".join(form[:LONGEST_FORM] for form in forms)


def parts(word: str, compounds: frozenset[str]) -> set[str]:
    """Return the forms of the parts of a German word."""
    found = parts_by(compounds).of(folded(word))
    return {STEM + stem(part, "de") for part in found}


def is_short_name(word: str) -> bool:
    """Whether a word is written like a short name: IM, MBE, SGB."""
    return 1 < len(word) <= LONGEST_SHORT_NAME and word.isupper()


def _tied(words: list[Token]) -> list[str]:
    """Return what words tied by hyphens are in one: Migrations-Beratung, Migrationsberatung."""
    tied = []
    run: list[str] = []
    for token in words:
        if not token.is_joined:
            run = []
        run.append(token.word)
        if len(run) > 1:
            tied.append("".join(run[-4:]))
    return tied
