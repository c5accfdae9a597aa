"""Why a case is answered as it is: services, clauses, and which rule lost to which exception."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.coverage.texts import ClausePlace, CoveredText
from agreement.coverage.words import facts_in_words
from agreement.responsibility.answers import Answer, Lost, ServiceAnswer
from agreement.responsibility.explanation import RuleReport
from agreement.wording import Words, rule_in_words


@dataclass(frozen=True)
class ServiceReason:
    """A service and the clauses that name it."""

    name: str
    clauses: tuple[ClausePlace, ...]


@dataclass(frozen=True)
class LostReason:
    """A rule that matches and does not count, and the clauses it lost to."""

    rule: str
    clause: ClausePlace
    to: tuple[ClausePlace, ...]


@dataclass(frozen=True)
class AnswerReasons:
    """An answer with its reasons; `via` are the clauses by which the parents' age decides."""

    leads: tuple[ServiceReason, ...]
    supports: tuple[ServiceReason, ...]
    refers: tuple[ServiceReason, ...]
    lost: tuple[LostReason, ...]
    via: tuple[ClausePlace, ...]

    @property
    def places(self) -> tuple[ClausePlace, ...]:
        """Every clause that has to do with it, once: where something can be changed."""
        services = (*self.leads, *self.supports, *self.refers)
        named = [place for service in services for place in service.clauses]
        beaten = [place for lost in self.lost for place in (*lost.to, lost.clause)]
        return tuple(dict.fromkeys([*named, *beaten, *self.via]))


_TAGS = {"counts": "ok", "lost": "not", "perhaps": "warning", "no": "past"}
"""How each outcome of a rule is marked."""


def _states() -> dict[str, str]:
    return {
        "counts": _("gilt"),
        "lost": _("verdrängt"),
        "perhaps": _("vielleicht"),
        "no": _("passt nicht"),
    }


@dataclass(frozen=True)
class RuleLine:
    """A rule in words with its clause, what becomes of it in a case, and why."""

    rule: str
    clause: ClausePlace
    state: str
    tag: str
    why: str


class Reasons:
    """Says why, in the words and with the clauses of one text."""

    def __init__(self, text: CoveredText, words: Words) -> None:
        self._text = text
        self._words = words
        self._rules = {rule.id: rule for rule in text.rules}

    def of(self, answer: Answer) -> AnswerReasons:
        """Return the reasons of an answer."""
        return AnswerReasons(
            leads=self._services(answer.leads),
            supports=self._services(answer.supports),
            refers=self._services(answer.refers),
            lost=tuple(self._loss(lost) for lost in answer.lost),
            via=tuple(self._text.clauses[uid] for uid in answer.via),
        )

    def lines(self, reports: Iterable[RuleReport]) -> list[RuleLine]:
        """Return every rule with what becomes of it in a case."""
        return [
            RuleLine(
                rule=rule_in_words(report.rule, self._words),
                clause=self._text.clauses[report.rule.clause],
                state=_states()[str(report.outcome)],
                tag=_TAGS[str(report.outcome)],
                why=self._why(report),
            )
            for report in reports
        ]

    def _why(self, report: RuleReport) -> str:
        if not report.is_valid:
            return _("An diesem Tag gilt sie nicht.")
        if report.lost_to:
            numbers = ", ".join(place.number for place in self._clauses(report.lost_to))
            return _("Es geht vor: %s") % numbers
        if report.failing:
            return _("Passt nicht: %s") % facts_in_words(report.failing)
        if report.unknown:
            return _("Kommt darauf an: %s") % facts_in_words(report.unknown)
        return ""

    def _services(self, services: Iterable[ServiceAnswer]) -> tuple[ServiceReason, ...]:
        return tuple(
            ServiceReason(
                self._words.services.get(one.service, one.service),
                tuple(self._text.clauses[uid] for uid in one.clauses),
            )
            for one in services
        )

    def _loss(self, lost: Lost) -> LostReason:
        rule = rule_in_words(self._rules[lost.rule], self._words)
        return LostReason(rule, self._clause_of(lost.rule), self._clauses(lost.to))

    def _clause_of(self, rule_id: str) -> ClausePlace:
        return self._text.clauses[self._rules[rule_id].clause]

    def _clauses(self, rule_ids: Iterable[str]) -> tuple[ClausePlace, ...]:
        return tuple(dict.fromkeys(self._clause_of(rule_id) for rule_id in rule_ids))
