"""The pages that ask: each question with its answers, and the ways on and back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreement.responsibility.facts import Ages
from agreement.responsibility.routing import POSSIBLE_PARENTS
from directory.models import Topic
from portal.core.languages import language_links
from portal.finder.answers import Answers, Field
from portal.finder.discretion import NEUTRAL_PAGE
from portal.finder.outcome import parents_decide
from portal.finder.steps import Step, after, before, number, step_asking
from portal.finder.visit import Visit
from portal.finder.ways import FORM_ID, Choice, PersonWay, address, choice, way_to, way_without
from portal.finder.wording import (
    ARRIVALS,
    HOUSING,
    PERIODS,
    PERSONS,
    STATUSES,
    Option,
    age_words,
    question_of,
    sentence,
)

_FIXED: Mapping[Field, tuple[Option, ...]] = {
    Field.HOUSING: HOUSING,
    Field.STATUS: STATUSES,
    Field.ARRIVAL: ARRIVALS,
    Field.PERIOD: PERIODS,
}


def options(field: Field, visit: Visit) -> tuple[Option, ...]:
    """The answers that are offered to a question, ages as the rules of today tell them apart."""
    if field is Field.AGE:
        return tuple(_age_option(ages) for ages in visit.book.age_breaks())
    if field is Field.PARENTS:
        shared = (ages.shared_with(POSSIBLE_PARENTS) for ages in visit.book.age_breaks())
        return tuple(_age_option(ages) for ages in shared if ages)
    if field is Field.TOPIC:
        topics = Topic.objects.values_list("code", "name")
        return tuple(Option(code, _(name)) for code, name in topics)
    if field is Field.PLACE:
        towns = visit.gazetteer.municipalities
        return tuple(Option(town.ags, town.name) for town in towns)
    return _FIXED[field]


def choices(field: Field, visit: Visit, leading_to: Step | None = None) -> list[Choice]:
    """The answers to a question as links or buttons, by default to the step after it."""
    return [
        choice(field, option, leading_to or _after_answer(field, option, visit), visit.answers)
        for option in options(field, visit)
    ]


def frame(step: Step, visit: Visit) -> dict[str, Any]:
    """What every page of the finder needs: its form, its languages, its way out."""
    answers = visit.answers
    return {
        "robots": "noindex",
        "form_id": FORM_ID,
        "hidden": answers.to_body(),
        "languages": language_links(address(step, answers)),
        "language_form": FORM_ID if answers.is_private else "",
        "quick_exit": NEUTRAL_PAGE if answers.concerns_violence else "",
    }


def way_back(step: Step, visit: Visit) -> dict[str, Any]:
    """Where the visitor is among the questions, and the way to the one before."""
    position, total = number(step, parents=visit.parents)
    previous = before(step, parents=visit.parents)
    back = way_to(previous, visit.answers) if previous else None
    return {"number": position, "total": total, "back": back}


def question_page(step: Step, visit: Visit) -> dict[str, Any]:
    """One question with its answers; a wrong value is named beside it."""
    field, answers = step.field, visit.answers
    asked_here = (one for one in Field if step_asking(one) is step)
    error = next((found for one in asked_here if (found := visit.parsed.error(one))), None)
    return {
        **frame(step, visit),
        **way_back(step, visit),
        "question": question_of(field, answers.person),
        "persons": persons(visit) if step is Step.AGE else [],
        "error": sentence(error) if error else "",
        "choices": choices(field, visit),
        "action": address(_next(step, visit), answers.without(field)),
        "skip": way_without(field, after(step, parents=visit.parents), answers),
    }


def persons(visit: Visit) -> list[PersonWay]:
    """For whom the question is put, each as a way to the same question about that person."""
    answers = visit.answers
    return [
        PersonWay(
            option.label,
            way_to(Step.AGE, answers.stating(Field.PERSON, option.value)),
            is_current=answers.person == option.value,
        )
        for option in PERSONS
    ]


def _next(step: Step, visit: Visit) -> Step:
    """Where the form leads; whether the parents are asked shows when the age is known."""
    return after(step, parents=visit.parents or step is Step.AGE)


def _after_answer(field: Field, option: Option, visit: Visit) -> Step:
    step = Step[field.name]
    if step is not Step.AGE:
        return after(step, parents=visit.parents)
    age = Answers().stating(field, option.value).age
    return after(step, parents=parents_decide(visit.book, age))


def _age_option(ages: Ages) -> Option:
    return Option(f"{ages.low}-{ages.high}", age_words(ages))
