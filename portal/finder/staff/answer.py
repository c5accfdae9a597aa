"""What the page of the box shows: facts as chips, whom to name, why, and a text to copy."""

from typing import Any

from django.http import HttpRequest

from portal.core.visibility import viewer
from portal.finder.finding import find
from portal.finder.outcome import Outcome
from portal.finder.staff.chips import chips_of, fact_labels, taps
from portal.finder.staff.copies import copies_of
from portal.finder.staff.explained import explanation
from portal.finder.staff.question import FACTS, Question
from portal.finder.staff.reading_text import Reading
from portal.finder.visit import Visit
from portal.finder.ways import Choice
from portal.finder.wording import FIELD_OF


def answer_of(request: HttpRequest, question: Question) -> dict[str, Any]:
    """Return the answer to a question that can be asked; the facts alone while none is known."""
    visit, day = question.visit, question.day
    if visit is None or day is None:
        return {}
    context = facts_of(visit, question.reading)
    if not question.has_facts:
        return context
    found = find(request, visit, viewer(request))
    return {
        **context,
        "found": found,
        "state": found.outcome.state.value,
        "asked": _asked(found.outcome, visit),
        "via": [visit.rules.clause(uid) for uid in found.outcome.via],
        "needs_coordination": found.needs_coordination,
        "copies": copies_of(request, found, visit.rules, day),
        "explanation": explanation(visit.rules, visit.answers.to_case()),
        "version_number": visit.rules.version_number,
    }


def facts_of(visit: Visit, reading: Reading) -> dict[str, Any]:
    """Return the facts as chips, as hidden fields, and the places to choose from."""
    places = reading.places if visit.answers.place is None else ()
    return {
        "chips": chips_of(visit, reading),
        "kept": [(field.value, visit.answers.value(field)) for field in FACTS],
        "places": [_place(one.municipality.ags, one.label) for one in places],
        "outside": reading.outside if visit.answers.place is None else "",
    }


def _place(ags: str, label: str) -> Choice:
    return Choice(label, "", name="setzen", value=f"ort={ags}")


def _asked(outcome: Outcome, visit: Visit) -> dict[str, Any] | None:
    """The question that would decide most, with its answers to tap; None if nothing is open."""
    if outcome.ask is None:
        return None
    field = FIELD_OF[outcome.ask]
    return {
        "fact": fact_labels()[field],
        "taps": [one for one in taps(field, visit) if not one.is_current],
    }
