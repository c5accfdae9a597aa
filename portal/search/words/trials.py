"""What words would change before they are taught: counts, and the first new results."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from portal.core.visibility import Viewer
from portal.search.asking import find
from portal.search.asking.answer import Found, Hit
from portal.search.asking.question import PAGE_LENGTH, Question
from portal.search.entries.registry import all_sources
from portal.search.language import analysed
from portal.search.language.analysis import STEM
from portal.search.language.stemming import stem
from portal.search.models import SearchEntry, Synonyms
from portal.search.words.groups import compared, read_group
from portal.search.words.taught import Groups, compound_words, trying

MOST_SHOWN = 5
MOST_COMPARED = 5 * PAGE_LENGTH
"""How many results of a word are compared one by one; what comes later is only counted."""
MOST_READ = 500
"""In how many entries a part of words is looked for."""
MOST_LONG_WORDS = 15


@dataclass(frozen=True)
class WordTrial:
    """What somebody finds who types one word: how much now, how much then, and what is new."""

    word: str
    before: int
    after: int
    new: list[Hit]

    @property
    def more(self) -> int:
        """How many results are added (below zero: fall away)."""
        return self.after - self.before


@dataclass(frozen=True)
class PartTrial:
    """In which words a part is found, and which entries it would bring.

    `is_whole` is False if only the first entries were read.
    """

    word: str
    before: int
    after: int
    long_words: list[tuple[str, int]]
    new: list[str]
    is_whole: bool


def try_group(
    words: Sequence[str], who: Viewer, language: str, *, instead_of: int | None = None
) -> list[WordTrial]:
    """Return, for each word of a group, what it finds now and what it would find.

    `instead_of` is the key of the group that is being changed; an empty `words` tries to do
    without it.
    """
    changed = Synonyms.objects.filter(pk__in=[] if instead_of is None else [instead_of])
    kept = Synonyms.objects.filter(is_active=True).exclude(pk__in=changed)
    groups: Groups = tuple(
        group for row in kept.order_by("pk") if len(group := read_group(row.words)) > 1
    )
    asked = {compared(word): word for row in changed for word in read_group(row.words)}
    asked |= {compared(word): word for word in words}
    tried = (*groups, tuple(words)) if words else groups
    return [_try_word(word, tried, who, language) for word in asked.values()]


def _try_word(word: str, groups: Groups, who: Viewer, language: str) -> WordTrial:
    question = Question(word, language=language)
    before = find(question, who)
    with trying(groups):
        after = find(question, who)
        then = _hits(question, after, who) if after.total else []
    known = {hit.entry for hit in _hits(question, before, who)}
    new = [hit for hit in then if hit.entry not in known]
    return WordTrial(word, before.total, after.total, new[:MOST_SHOWN])


def _hits(question: Question, first: Found, who: Viewer) -> list[Hit]:
    """Return the first results, of several pages."""
    hits = list(first.hits)
    last = -(-min(first.total, MOST_COMPARED) // PAGE_LENGTH)
    for page in range(2, last + 1):
        asked = Question(question.text, language=question.language, page=page)
        hits += find(asked, who).hits
    return hits


def try_part(word: str, who: Viewer) -> PartTrial:
    """Return what a part of words would bring to what this reader finds."""
    spelled = (word, word.lower(), word.capitalize())
    inside = Q()
    for form in spelled:
        inside |= Q(title__contains=form) | Q(text__contains=form) | Q(label__contains=form)
    seen = Q(pk__in=())
    for source in all_sources():
        seen |= Q(source=source.name) & source.seen(who)
    entries = SearchEntry.objects.there().filter(inside).filter(seen).order_by("pk").distinct()
    rows = list(entries[: MOST_READ + 1])
    return _compare(word, rows[:MOST_READ], is_whole=len(rows) <= MOST_READ)


def _compare(word: str, rows: Iterable[SearchEntry], *, is_whole: bool) -> PartTrial:
    known = compound_words()
    taught = known | {word}
    long_words: Counter[str] = Counter()
    before = 0
    new: list[str] = []
    for row in rows:
        text = f"{row.title} {row.label} {row.text}"
        asked = {STEM + stem(word, row.language)}
        if asked <= set(analysed(text, row.language, known).split()):
            before += 1
        elif asked <= set(analysed(text, row.language, taught).split()):
            new.append(row.title)
        long_words.update(set(_words_with(word, text)))
    most = long_words.most_common(MOST_LONG_WORDS)
    return PartTrial(word, before, before + len(new), most, new[:MOST_SHOWN], is_whole)


def _words_with(part: str, text: str) -> list[str]:
    pattern = re.compile(rf"\w*{re.escape(part)}\w*", re.IGNORECASE)
    return [word for word in pattern.findall(text) if len(word) > len(part)]
