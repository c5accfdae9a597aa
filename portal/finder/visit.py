"""One visit to a page of the finder: what was answered, and the closed sets it is read with."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from agreement.reading import InForceRules
from agreement.responsibility.facts import Dimension
from agreement.responsibility.routing import RuleBook
from directory.gazetteer import gazetteer
from directory.places import Gazetteer, Municipality
from portal.finder.answers import Answers, Parsed, parse
from portal.finder.outcome import parents_decide
from portal.finder.rules import rules_in_force


@dataclass(frozen=True)
class Visit:
    """What a page of the finder is made from; `rules` hold today."""

    rules: InForceRules
    gazetteer: Gazetteer
    parsed: Parsed

    @property
    def book(self) -> RuleBook:
        """The rules, ready to answer."""
        return self.rules.book

    @property
    def answers(self) -> Answers:
        """What is known of the visitor."""
        return self.parsed.answers

    @cached_property
    def parents(self) -> bool:
        """Whether the parents' age is asked."""
        return parents_decide(self.book, self.answers.age)

    @property
    def municipality(self) -> Municipality | None:
        """Where the visitor lives."""
        known = self.gazetteer.municipalities
        return next((one for one in known if one.ags == self.answers.place), None)

    def knowing(self, answers: Answers) -> "Visit":
        """The same visit with other answers."""
        return replace(self, parsed=replace(self.parsed, answers=answers))


def visit_of(request: HttpRequest) -> Visit | None:
    """Read a request; None while no version of the agreement is in force."""
    rules = rules_in_force(timezone.localdate())
    if rules is None:
        return None
    parsed = parse(
        request.GET.dict(),
        request.POST.dict(),
        places=rules.book.codes(Dimension.MUNICIPALITY),
        topics=rules.book.codes(Dimension.TOPIC),
    )
    return Visit(rules, gazetteer(), parsed)
