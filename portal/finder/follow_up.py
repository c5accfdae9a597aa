"""The one question left on the page that answers, where its answer would decide."""

from typing import Any

from portal.finder.answers import Field
from portal.finder.outcome import Outcome
from portal.finder.questions import choices
from portal.finder.steps import Step, step_asking
from portal.finder.visit import Visit
from portal.finder.ways import address, way_to
from portal.finder.wording import FIELD_OF, question_of, sentence

ASKED_ON_THEIR_PAGE = frozenset({Field.PLACE, Field.TOPIC, Field.STATUS})
"""Questions with so many answers that they would bury the offices."""


def follow_up(outcome: Outcome, visit: Visit) -> dict[str, Any]:
    """Put the question, or nothing if nothing is left that decides.

    A short one is answered at once and leads back here, a long one on its own page.
    """
    answers = visit.answers
    page: dict[str, Any] = {"action": address(Step.RESULT, answers), "error": _error(visit)}
    if outcome.ask is None:
        return page
    field = FIELD_OF[outcome.ask]
    page["question"] = question_of(field, answers.person)
    if field in ASKED_ON_THEIR_PAGE:
        return {**page, "ask": way_to(step_asking(field), answers)}
    action = address(Step.RESULT, answers.without(field))
    return {**page, "action": action, "choices": choices(field, visit, Step.RESULT)}


def _error(visit: Visit) -> str:
    """What is wrong with an answer given on this page."""
    found = (visit.parsed.error(field) for field in (Field.ARRIVAL, Field.PERIOD))
    return next((sentence(error) for error in found if error), "")
