"""The full explanation in words: what every rule of a text does in a case, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.labels import words_with
from agreement.reading import ClauseLink, InForceRules
from agreement.responsibility.explanation import RuleOutcome, RuleReport, explain
from agreement.responsibility.facts import Case, Dimension
from agreement.wording import Words, rule_in_words
from portal.finder.staff.chips import fact_labels
from portal.finder.wording import FIELD_OF


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """A rule in words, where it stands, and why it does what it does."""

    clause: ClauseLink
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that do the same in the case."""

    title: str
    rules: tuple[ExplainedRule, ...]


def explanation(rules: InForceRules, case: Case) -> list[RuleGroup]:
    """Return every rule of a text, those that count first; groups without rules are left out."""
    numbers = {clause.uid: clause.number for _section, clause in rules.snapshot.clauses()}
    explaining = _Explaining(rules, words_with(numbers))
    by_outcome: dict[RuleOutcome, list[ExplainedRule]] = {}
    for report in explain(rules.book, case):
        by_outcome.setdefault(report.outcome, []).append(explaining.rule(report))
    return [
        RuleGroup(title, tuple(by_outcome[outcome]))
        for outcome, title in _titles().items()
        if outcome in by_outcome
    ]


def _titles() -> dict[RuleOutcome, str]:
    return {
        RuleOutcome.COUNTS: _("Diese Regeln zählen"),
        RuleOutcome.PERHAPS: _("Diese Regeln zählen vielleicht"),
        RuleOutcome.LOST: _("Diese Regeln passen, aber eine andere geht vor"),
        RuleOutcome.NO: _("Diese Regeln passen nicht"),
    }


class _Explaining:
    """Says of single rules why they do what they do."""

    def __init__(self, rules: InForceRules, words: Words) -> None:
        self._rules = rules
        self._words = words
        self._clause_of: Mapping[str, str] = {
            rule.id: rule.clause for rule in rules.snapshot.rules()
        }
        self._facts = fact_labels()

    def rule(self, report: RuleReport) -> ExplainedRule:
        rule = report.rule
        return ExplainedRule(
            clause=self._rules.clause(rule.clause),
            sentence=rule_in_words(rule, self._words),
            why=" ".join(self._why(report)),
        )

    def _why(self, report: RuleReport) -> Iterable[str]:
        if not report.is_valid:
            yield _("Gilt an diesem Tag nicht.")
        if report.failing:
            yield _("Passt nicht wegen: %s.") % self._named(report.failing)
        if report.unknown:
            yield _("Noch offen: %s.") % self._named(report.unknown)
        if report.lost_to:
            clauses = dict.fromkeys(self._clause_of[rule] for rule in report.lost_to)
            numbers = ", ".join(self._rules.clause(uid).number for uid in clauses)
            if report.outcome is RuleOutcome.LOST:
                yield _("Es geht vor: %s.") % numbers
            else:
                yield _("Es kann vorgehen: %s.") % numbers

    def _named(self, dimensions: Iterable[Dimension]) -> str:
        return ", ".join(self._facts[FIELD_OF[one]] for one in dimensions)
