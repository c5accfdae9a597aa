"""From what an adviser types on the phone, “19 Duldung Östringen”, to the facts of a case.

Pure and deterministic: no text makes it raise. What is not understood is told, never guessed:
a wrong fact would name a wrong office.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from agreement.responsibility.facts import Ages
from agreement.vocabulary import ARRIVAL_OF_STATUS, Accommodation, Arrival
from directory.places import Gazetteer, Place
from portal.finder.answers import Answers, Field
from portal.finder.staff.notes import Note, phrase
from portal.finder.staff.phrases import PHRASES, SILENT
from portal.finder.staff.reading_ages import read_age, read_parents, set_other_numbers_aside
from portal.finder.staff.reading_paragraphs import read_paragraphs
from portal.finder.staff.reading_places import read_places

SHORTEST_MISTYPED = 6
"""In shorter words one wrong letter may already be another word."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A fact as it travels in `Answers`, and the words it was read from."""

    field: Field
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a note says.

    `places` are those to ask about when the note may mean several; `outside` is what was typed
    for a place outside the district; `left_over` are words that were not understood, or that
    contradict what was read before them.
    """

    answers: Answers
    understood: tuple[Understood, ...] = ()
    places: tuple[Place, ...] = ()
    outside: str = ""
    left_over: tuple[str, ...] = ()


def read_text(text: str, gazetteer: Gazetteer, topics: Mapping[str, str]) -> Reading:
    """Read a note. `topics` are the names of the topics by code; others are not understood."""
    note = Note(text)
    facts: list[Understood] = []
    odd: list[str] = []
    _keep(facts, odd, _papers(note, odd))
    odd += set_other_numbers_aside(note)
    _keep(facts, odd, _phrases(note, topics))
    _keep(facts, odd, _ages(note))
    places = read_places(note, gazetteer, SILENT)
    _keep(facts, odd, (Understood(Field.PLACE, ags, words) for ags, words in places.found))
    _keep(facts, odd, _mistyped(note, topics))
    facts = [_home_of_a_refugee(fact, facts) for fact in facts]
    answers = Answers()
    for fact in facts:
        answers = answers.stating(fact.field, fact.value)
    order = list(Field)
    return Reading(
        answers=answers,
        understood=tuple(sorted(facts, key=lambda fact: order.index(fact.field))),
        places=places.choices if answers.place is None else (),
        outside=places.outside if answers.place is None else "",
        left_over=(*odd, *note.left_over(SILENT)),
    )


def _keep(facts: list[Understood], odd: list[str], read: Iterable[Understood]) -> None:
    """Keep the first fact of each kind; what says something else is left over."""
    for fact in read:
        known = next((one for one in facts if one.field is fact.field), None)
        if known is None:
            facts.append(fact)
        elif known.value != fact.value:
            odd.append(fact.words)


def _papers(note: Note, odd: list[str]) -> Iterator[Understood]:
    for status, words in read_paragraphs(note):
        if status:
            yield Understood(Field.STATUS, status, words)
        else:
            odd.append(words)


def _vocabulary(topics: Mapping[str, str]) -> list[tuple[str, Field, str]]:
    """Return phrases with what they mean, the longest first: they are the most exact."""
    known = [
        (words, field, code)
        for field, by_code in PHRASES.items()
        for code, phrases in by_code.items()
        for words in phrases
        if field is not Field.TOPIC or code in topics
    ]
    known += [(name, Field.TOPIC, code) for code, name in topics.items()]
    return sorted(known, key=lambda one: (-len(one[0]), one))


def _phrases(note: Note, topics: Mapping[str, str]) -> Iterator[Understood]:
    for words, field, code in _vocabulary(topics):
        for found in phrase(words).finditer(note.rest):
            if not note.is_denied(found.start()):
                yield Understood(field, code, note.take(*found.span()))


def _mistyped(note: Note, topics: Mapping[str, str]) -> Iterator[Understood]:
    """Read words with one wrong letter, if they can mean one thing only."""
    known = {
        variant: (field, code)
        for words, field, code in _vocabulary(topics)
        for variant in _variants(words)
    }
    for start, end in note.words():
        word = note.rest[start:end]
        if len(word) < SHORTEST_MISTYPED or word in SILENT or note.is_denied(start):
            continue
        meant = {known[one] for one in known if OSA.distance(word, one, score_cutoff=1) <= 1}
        if len(meant) == 1:
            ((field, code),) = meant
            yield Understood(field, code, note.take(start, end))


def _variants(words: str) -> tuple[str, ...]:
    """Return a single word as it may be folded, with umlauts flat and written out."""
    word = words.casefold().removesuffix("*").replace("ß", "ss")
    if len(word) < SHORTEST_MISTYPED or not word.isalpha():
        return ()
    flat = word.translate(str.maketrans("äöü", "aou"))
    return (flat, word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))


def _ages(note: Note) -> Iterator[Understood]:
    for field, found in ((Field.PARENTS, read_parents(note)), (Field.AGE, read_age(note))):
        if found:
            ages, words = found
            yield Understood(field, _travelling(ages), words)


def _travelling(ages: Ages) -> str:
    return f"{ages.low}-{ages.high}"


def _home_of_a_refugee(fact: Understood, facts: Iterable[Understood]) -> Understood:
    """A refugee's own flat counts as follow-up accommodation (§§ 17, 18 FlüAG).

    The closed set says so: “private” is the home of somebody who did not come as a refugee.
    """
    said = {one.field: one.value for one in facts}
    arrival = said.get(Field.ARRIVAL) or ARRIVAL_OF_STATUS.get(said.get(Field.STATUS, ""))
    is_private = fact.field is Field.HOUSING and fact.value == Accommodation.PRIVATE.value
    if is_private and arrival == Arrival.REFUGEE.value:
        return replace(fact, value=Accommodation.FOLLOW_UP.value)
    return fact
