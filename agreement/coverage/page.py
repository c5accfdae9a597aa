"""What the coverage page shows of a text: findings, what is accepted, the matrix, a cell of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from agreement import reading
from agreement.coverage.by_day import DayFindings
from agreement.coverage.days import days_to_check
from agreement.coverage.forms import Selection, SelectionForm
from agreement.coverage.identity import finding_key
from agreement.coverage.reasons import AnswerReasons, Reasons, RuleLine
from agreement.coverage.subjects import Accepted, Subject
from agreement.coverage.tables import CellPlace, Table, cell_named, matrix_of, short_name, tables_of
from agreement.coverage.words import facts_in_words, finding_in_words
from agreement.problem_sentences import broken_rule_in_words
from agreement.responsibility.coverage import Coverage
from agreement.responsibility.explanation import explain
from agreement.responsibility.findings import Acceptance, Finding, FindingKind
from agreement.responsibility.matrix import Matrix
from agreement.responsibility.rules import Condition
from agreement.wording import condition_in_words


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is read: its key, its words and its reasons."""

    key: str
    is_gap: bool
    words: str
    reasons: AnswerReasons


@dataclass(frozen=True)
class LaterRow:
    """What begins on a later day."""

    day: date
    findings: tuple[str, ...]
    query: str


@dataclass(frozen=True)
class AcceptedRow:
    """Something accepted, in words; unused if no case is left that it accepts."""

    accepted: Accepted
    is_gap: bool
    words: str
    is_unused: bool


@dataclass(frozen=True)
class CellView:
    """A cell of the matrix, opened: every answer it can come to, and what becomes of each rule."""

    title: str
    answers: tuple[AnswerReasons, ...]
    rules: tuple[RuleLine, ...]
    open_question: str


class CoverageOfText:
    """The coverage of one text as one reader asks for it; raises nothing for what he typed."""

    def __init__(self, subject: Subject, asked: Mapping[str, str]) -> None:
        self.subject = subject
        self._cell_name = asked.get("zelle", "")
        names = ("tag", "anliegen", "gemeinde", "gekommen", "zeitraum")
        given = {name: asked[name] for name in names if asked.get(name)}
        self.form = SelectionForm(
            {"tag": subject.first_day.isoformat(), **given}, words=subject.words
        )
        self.selection: Selection = self.form.selection(subject.first_day)
        self._given = {name: text for name, text in given.items() if name not in self.form.errors}
        self.reasons = Reasons(subject.text, subject.words)

    @property
    def query(self) -> str:
        """The filters as they stand in the address, without a question mark."""
        return urlencode(self._given)

    @cached_property
    def contradictions(self) -> list[tuple[str, Any]]:
        """What is wrong between the rules, each with its clause; then nothing can be told."""
        return [
            (broken_rule_in_words(code, place.number), place)
            for code, place in self.subject.text.contradictions
        ]

    @property
    def can_tell(self) -> bool:
        """Whether there are rules that make sense together."""
        return bool(self.subject.text.rules) and not self.contradictions

    @cached_property
    def coverage(self) -> Coverage:
        """The coverage on the day looked at."""
        return self.subject.rules.on(self.selection.day)

    @cached_property
    def _by_day(self) -> tuple[list[DayFindings], tuple[Acceptance, ...]]:
        subject = self.subject
        days = days_to_check(subject.text.rules, subject.first_day, subject.last_day)
        return subject.rules.by_day(days)

    @property
    def by_day(self) -> list[DayFindings]:
        """What is open from each day on on which rules begin or end, the first day first."""
        return self._by_day[0]

    @cached_property
    def open(self) -> list[FindingRow]:
        """What is open on the day looked at, as far as it touches what is selected."""
        touching = (each for each in self.coverage.open if self.selection.touches(each))
        return [self._row(finding) for finding in touching]

    @property
    def gaps(self) -> list[FindingRow]:
        """The open gaps."""
        return [row for row in self.open if row.is_gap]

    @property
    def overlaps(self) -> list[FindingRow]:
        """The open overlaps."""
        return [row for row in self.open if not row.is_gap]

    @property
    def elsewhere(self) -> int:
        """How many open findings the selection leaves out."""
        return len(self.coverage.open) - len(self.open)

    @cached_property
    def later(self) -> list[LaterRow]:
        """What begins on a later day than today, unless that day is looked at."""
        return [
            LaterRow(
                each.day,
                tuple(finding_in_words(finding, self.subject.words) for finding in each.new),
                urlencode({**self._given, "tag": each.day.isoformat()}),
            )
            for each in self.by_day[1:]
            if each.new and each.day != self.selection.day
        ]

    @cached_property
    def accepted(self) -> list[AcceptedRow]:
        """Everything that is accepted."""
        unused = self._by_day[1] if self.can_tell else ()
        return [
            AcceptedRow(
                accepted=each,
                is_gap=each.acceptance.kind is FindingKind.GAP,
                words=finding_in_words(each.acceptance, self.subject.words),
                is_unused=each.acceptance in unused,
            )
            for each in self.subject.accepted
        ]

    @cached_property
    def matrix(self) -> Matrix:
        """The matrix on the day looked at, for what is selected."""
        return matrix_of(self.coverage, self.selection)

    @cached_property
    def tables(self) -> list[Table]:
        """The matrix as tables."""
        return tables_of(self.matrix, self.subject.words)

    @property
    def services(self) -> list[tuple[str, str]]:
        """The services that the rules name, in short and by name."""
        named = {rule.service for rule in self.subject.text.rules}
        names = self.subject.words.services.items()
        return [(short_name(code), name) for code, name in names if code in named]

    @cached_property
    def cell_place(self) -> CellPlace | None:
        """The cell looked at; None also for one that does not exist."""
        return cell_named(self._cell_name, self.matrix)

    @cached_property
    def cell(self) -> CellView | None:
        """The cell looked at, opened."""
        place = self.cell_place
        if place is None:
            return None
        found = self.matrix.cell(place.ages, place.accommodation, place.status)
        case = place.case(self.selection)
        book = reading.book_of(self.subject.text.rules, self.selection.day, self.subject.rules.sets)
        ask = book.route(case).ask
        return CellView(
            title=condition_in_words(self._condition(place), self.subject.words),
            answers=tuple(self.reasons.of(answer) for answer in found.answers),
            rules=tuple(self.reasons.lines(explain(book, case))),
            open_question=facts_in_words([ask]) if ask else "",
        )

    def finding(self, key: str) -> Finding | None:
        """Return an open finding by its key, None if it is not open (any more)."""
        if not self.can_tell:
            return None
        return next((each for each in self.coverage.open if finding_key(each) == key), None)

    def rows(self, findings: Iterable[Finding]) -> list[FindingRow]:
        """Return findings as they are read."""
        return [self._row(finding) for finding in findings]

    def _row(self, finding: Finding) -> FindingRow:
        return FindingRow(
            key=finding_key(finding),
            is_gap=finding.kind is FindingKind.GAP,
            words=finding_in_words(finding, self.subject.words),
            reasons=self.reasons.of(finding.answer),
        )

    def _condition(self, place: CellPlace) -> Condition:
        chosen = self.selection

        def only(code: str | None) -> frozenset[str]:
            return frozenset({code}) if code else frozenset()

        return Condition(
            ages=place.ages,
            statuses=only(place.status),
            accommodations=only(place.accommodation),
            arrivals=only(chosen.arrival),
            municipalities=only(chosen.municipality),
            topics=only(chosen.topic),
            periods=only(chosen.period),
        )
