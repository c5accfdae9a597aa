"""Why an answer is as it is: what each rule does in a case."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from agreement.responsibility.compiled import Compiled, bits
from agreement.responsibility.facts import POSSIBLE_PARENTS, SET_DIMENSIONS, Ages, Case, Dimension
from agreement.responsibility.resolving import Resolver
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Mode, Rule
from agreement.responsibility.sweep import fold


class RuleOutcome(StrEnum):
    """What a rule does in a case.

    COUNTS: it holds, whatever else turns out. LOST: it matches, but always loses to others.
    PERHAPS: it depends on facts left open. NO: it does not match.
    """

    COUNTS = "counts"
    LOST = "lost"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What one rule does in a case.

    `lost_to` are the ids of the rules it loses to, in some case at least. `failing` are the
    facts by which it does not match; `unknown` those left open that decide whether it counts.
    `is_valid` is false for a rule of other days, which never matches.
    """

    rule: Rule
    outcome: RuleOutcome
    lost_to: tuple[str, ...] = ()
    failing: tuple[Dimension, ...] = ()
    unknown: tuple[Dimension, ...] = ()
    is_valid: bool = True


def explain(book: RuleBook, case: Case) -> tuple[RuleReport, ...]:
    """What every rule of a book does in a case, in the book's order.

    The age of the parents counts where a rule says so; then every other rule is asked with it
    instead of the own age. Raises ValueError for a code that is not in its closed set.
    """
    tally = _Tally(book, case)
    place = {rule.id: i for i, rule in enumerate(book.compiled.rules)}
    return tuple(
        tally.report(rule, place[rule.id])
        if rule.id in place
        else RuleReport(rule, RuleOutcome.NO, is_valid=False)
        for rule in book.rules
    )


class _Tally:
    """What the rules do in all cells of a case, as masks of rules."""

    def __init__(self, book: RuleBook, case: Case) -> None:
        self._compiled: Compiled = book.compiled
        self._case = book.completed(case)
        self._resolver = Resolver(book.compiled)
        everything = book.compiled.everything
        self._matched, self._counted = 0, 0
        self._always_matched, self._always_counted = everything, everything
        self._lost: dict[int, int] = {}
        # Whether the own age decides in some cell, and the parents' age in some.
        self._by_own_age = self._by_parents = False
        for own, parents in self._cells(book):
            self._add(own, parents)

    def _cells(self, book: RuleBook) -> Iterator[tuple[int, int]]:
        parts = book.parts(self._case)
        bases = fold((parts[one] for one in SET_DIMENSIONS), self._compiled.everything)
        looks = self._compiled.modes[Mode.PARENTS]
        found: set[tuple[int, int]] = set()
        for base in bases:
            for ages in parts[Dimension.AGE]:
                own = base & ages.mask
                others = parts[Dimension.PARENT_AGE] if own & looks else ()
                found.update((own, base & one.mask) for one in others)
                if not others:
                    found.add((own, 0))
        yield from found

    def _add(self, own: int, parents: int) -> None:
        looks = self._compiled.modes[Mode.PARENTS]
        matched = own
        counting, lost = self._resolver.weighed(own)
        if referring := counting & looks:
            self._by_parents = True
            lost = {i: to for i, to in lost.items() if looks >> i & 1}
            counting, others = self._resolver.weighed(parents)
            matched = own & looks | parents & ~looks
            if counting & looks:
                # The parents' age looks to the parents once more: nobody is responsible.
                counting, others = 0, {}
            lost |= others
            counting = counting & ~looks | referring
        else:
            self._by_own_age = True
        self._matched |= matched
        self._counted |= counting
        self._always_matched &= matched
        self._always_counted &= counting
        for i, to in lost.items():
            self._lost[i] = self._lost.get(i, 0) | to

    def report(self, rule: Rule, place: int) -> RuleReport:
        """What one rule does; `place` is its bit."""
        if not self._matched >> place & 1:
            return RuleReport(rule, RuleOutcome.NO, failing=tuple(self._failing(rule)))
        lost = self._lost.get(place, 0)
        lost_to = tuple(sorted(self._compiled.rules[i].id for i in bits(lost)))
        if self._always_counted >> place & 1:
            return RuleReport(rule, RuleOutcome.COUNTS)
        if self._always_matched >> place & 1 and not self._counted >> place & 1:
            return RuleReport(rule, RuleOutcome.LOST, lost_to)
        unknown = {one for each in self._deciding(place) for one in self._open(each)}
        ordered = tuple(one for one in Dimension if one in unknown)
        return RuleReport(rule, RuleOutcome.PERHAPS, lost_to, unknown=ordered)

    def _deciding(self, place: int) -> list[Rule]:
        """The rule, those it loses to, those these lose to, and so on; and whose age counts."""
        deciding = waiting = 1 << place
        while waiting:
            found = 0
            for i in bits(waiting):
                found |= self._lost.get(i, 0)
            waiting = found & ~deciding
            deciding |= found
        if self._by_own_age and self._by_parents:
            deciding |= self._matched & self._compiled.modes[Mode.PARENTS]
        return [self._compiled.rules[i] for i in bits(deciding)]

    def _failing(self, rule: Rule) -> list[Dimension]:
        """The facts by which a rule matches in no cell."""
        failing = [one for one in SET_DIMENSIONS if self._fails(rule, one)]
        missed = [one for one, known in self._ages_asked(rule) if not _shares(rule, known)]
        if not failing or len(missed) == len(self._ages_asked(rule)):
            failing += missed
        return [one for one in Dimension if one in failing]

    def _fails(self, rule: Rule, dimension: Dimension) -> bool:
        allowed = rule.when.allowed(dimension)
        return bool(allowed) and not allowed & set(self._possible(dimension))

    def _open(self, rule: Rule) -> Iterator[Dimension]:
        """The facts left open that decide whether a rule matches."""
        for dimension in SET_DIMENSIONS:
            allowed = rule.when.allowed(dimension)
            possible = set(self._possible(dimension))
            if allowed & possible and possible - allowed:
                yield dimension
        for dimension, known in self._ages_asked(rule):
            if rule.when.ages and rule.when.ages.shared_with(known) not in (None, known):
                yield dimension

    def _possible(self, dimension: Dimension) -> Collection[str]:
        code = self._case.fact(dimension)
        return self._compiled.values[dimension] if code is None else (code,)

    def _ages_asked(self, rule: Rule) -> list[tuple[Dimension, Ages]]:
        """The ages a rule is asked with, in some cell: the own one, the parents' one, or both."""
        parents = self._case.parent_ages.shared_with(POSSIBLE_PARENTS) or self._case.parent_ages
        asked = []
        if self._by_own_age or rule.mode is Mode.PARENTS:
            asked.append((Dimension.AGE, self._case.ages))
        if self._by_parents and rule.mode is not Mode.PARENTS:
            asked.append((Dimension.PARENT_AGE, parents))
        return asked


def _shares(rule: Rule, known: Ages) -> bool:
    return rule.when.ages is None or rule.when.ages.shared_with(known) is not None
