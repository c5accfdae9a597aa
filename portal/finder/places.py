"""The first question: where somebody lives, typed in his own words."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from directory.places import Place, PlaceResult
from portal.core.languages import language_links
from portal.finder.answers import Field
from portal.finder.forms import TYPED, PlaceForm, place_form
from portal.finder.questions import frame, way_back
from portal.finder.steps import Step
from portal.finder.visit import Visit
from portal.finder.ways import address, choice, way_without
from portal.finder.wording import QUESTIONS, Option, sentence


def place_page(visit: Visit, form: PlaceForm | None = None) -> dict[str, Any]:
    """The question, with what is known already in its field."""
    answers, error = visit.answers, visit.parsed.error(Field.PLACE)
    known = visit.municipality
    return {
        **frame(Step.PLACE, visit),
        **way_back(Step.PLACE, visit),
        "question": QUESTIONS[Field.PLACE],
        "form": form or PlaceForm(initial={TYPED: known.name if known else ""}),
        "error": sentence(error) if error else "",
        "place_method": "post" if answers.is_private else "get",
        "place_url": address(Step.PLACE, answers),
        "place_keeps": answers.to_body() or answers.without(Field.PLACE).in_the_address(),
        "skip": way_without(Field.PLACE, Step.AGE, answers),
        "action": address(Step.AGE, answers.without(Field.PLACE)),
    }


def start_page(visit: Visit) -> dict[str, Any]:
    """The first question at the entrance, which search engines may find when it says nothing."""
    query = visit.answers.to_query()
    return {
        **place_page(visit),
        "back": None,
        "languages": language_links(reverse("finder:start") + query),
        "robots": "noindex" if query else "",
    }


def unclear_place_page(visit: Visit, typed: str, result: PlaceResult) -> dict[str, Any]:
    """The question again: which of several places, or what is wrong with what was typed."""
    meant = result.choices or result.suggestions
    form = PlaceForm(initial={TYPED: typed}) if result.choices else place_form(typed, result)
    return {
        **place_page(visit, form),
        **_kept(visit, typed),
        "typed": typed,
        "is_ambiguous": bool(result.choices),
        "choices": [choice(Field.PLACE, _option(one), Step.AGE, visit.answers) for one in meant],
    }


def outside_page(visit: Visit, typed: str, result: PlaceResult) -> dict[str, Any]:
    """Where to go on for somebody who lives outside the district."""
    return {**place_page(visit), **_kept(visit, typed), "town": result.outside_name}


def _kept(visit: Visit, typed: str) -> dict[str, Any]:
    """What was typed, for the same page in another language."""
    answers = visit.answers
    if answers.is_private:
        return {"hidden": [*answers.to_body(), (TYPED, typed)]}
    pairs = [*answers.in_the_address(), (TYPED, typed)]
    url = reverse(f"finder:{Step.PLACE.value}")
    return {"languages": language_links(f"{url}?{urlencode(pairs)}")}


def _option(place: Place) -> Option:
    return Option(place.municipality.ags, place.label)
