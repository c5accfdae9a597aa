"""All example cases asked of one text, with what a reader needs to mend the red ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from agreement.enums import ExampleState
from agreement.examples.facts import case_of, expected_of, facts_in_words
from agreement.examples.texts import RuleText
from agreement.examples.words import answer_in_words, expected_in_words
from agreement.models.findings import ExampleCase
from agreement.reading import ClauseLink, ClosedSets, book_of, closed_sets
from agreement.responsibility.answers import Answer, Lost
from agreement.responsibility.replay import replay
from agreement.wording import Words


@dataclass(frozen=True)
class LostRule:
    """A rule that would have counted, and the clauses it lost to."""

    clause: ClauseLink
    to: tuple[ClauseLink, ...]


@dataclass(frozen=True)
class Actual:
    """An answer of the rules in words, the clauses it rests on, and the rules that lost."""

    sentence: str
    clauses: tuple[ClauseLink, ...]
    lost: tuple[LostRule, ...]


@dataclass(frozen=True)
class Result:
    """How a case comes out. `problem` says why it could not be asked at all."""

    example: ExampleCase
    facts: str
    expected: str
    passes: bool
    actual: tuple[Actual, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Report:
    """How all cases come out by one text. `problem` says why its rules answer nothing."""

    text: RuleText
    results: tuple[Result, ...]
    problem: str = ""

    @cached_property
    def agreed(self) -> tuple[Result, ...]:
        """The cases that the partners agreed on; the others count for nothing yet."""
        return tuple(r for r in self.results if r.example.state == ExampleState.AGREED)

    @cached_property
    def proposed(self) -> tuple[Result, ...]:
        """The cases that somebody proposed."""
        return tuple(r for r in self.results if r.example.state == ExampleState.PROPOSED)

    @cached_property
    def red(self) -> tuple[Result, ...]:
        """The agreed cases that come out differently."""
        return tuple(result for result in self.agreed if not result.passes)

    @property
    def green_count(self) -> int:
        """How many agreed cases come out as agreed."""
        return len(self.agreed) - len(self.red)


def replay_all(examples: Iterable[ExampleCase], text: RuleText, words: Words) -> Report:
    """Ask a text all cases (one query). A rule book is built once for each day they name."""
    sets = closed_sets()
    try:
        book_of(text.rules, text.day, sets)
    except ValueError:
        problem = _(
            "Die Regeln dieses Textes widersprechen sich: Klauseln gehen einander im Kreis vor. "
            "Beispielfälle lassen sich erst prüfen, wenn das behoben ist."
        )
        return Report(text, tuple(_unasked(e, words, problem) for e in examples), problem)
    return Report(text, tuple(_result(e, text, words, sets) for e in examples))


def _unasked(example: ExampleCase, words: Words, problem: str) -> Result:
    expected = expected_in_words(expected_of(example), words)
    return Result(example, facts_in_words(example, words), expected, passes=False, problem=problem)


def _result(example: ExampleCase, text: RuleText, words: Words, sets: ClosedSets) -> Result:
    try:
        book = book_of(text.rules, example.day(text.day), sets)
        found = replay(book, case_of(example), expected_of(example))
    except ValueError:
        # A place or a topic that the directory no longer has.
        problem = _("Eine Angabe dieses Falls gibt es nicht mehr. Ändern Sie den Fall.")
        return _unasked(example, words, problem)
    return Result(
        example=example,
        facts=facts_in_words(example, words),
        expected=expected_in_words(found.expected, words),
        passes=found.passes,
        actual=tuple(_actual(found.differing or found.routing.possible, text, words)),
    )


def _actual(answers: Iterable[Answer], text: RuleText, words: Words) -> Iterator[Actual]:
    """Yield what the rules say, each sentence once, with all clauses it may rest on."""
    by_sentence: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_sentence[answer_in_words(answer, words)].append(answer)
    for sentence, alike in by_sentence.items():
        uids = (uid for answer in alike for uid in _clauses(answer))
        lost = (_lost(one, text) for answer in alike for one in answer.lost)
        yield Actual(
            sentence=sentence,
            clauses=tuple(text.clauses[uid] for uid in dict.fromkeys(uids)),
            lost=tuple(dict.fromkeys(lost)),
        )


def _clauses(answer: Answer) -> Iterator[str]:
    for one in (*answer.leads, *answer.supports):
        yield from one.clauses
    yield from answer.via


def _lost(lost: Lost, text: RuleText) -> LostRule:
    to = dict.fromkeys(text.clause_of(rule) for rule in lost.to)
    return LostRule(text.clause_of(lost.rule), tuple(to))
