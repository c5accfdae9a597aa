"""The ways from one page of the finder to the next: links, or buttons where answers are private.

A link keeps what stands in the address. Once something is known that may not stand there, every
way on is a submit button of the page's one form, which carries the rest as hidden fields.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

from portal.finder.answers import IN_THE_ADDRESS, VIOLENCE, Answers, Field
from portal.finder.steps import Step
from portal.finder.wording import Option, Text

FORM_ID = "antworten"
"""The id of the one form that carries private answers."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another page; `posts` makes it a submit button to that address.

    The button's own name and value come after the hidden fields, and the last value counts.
    """

    url: str
    posts: bool = False
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class PersonWay:
    """A way to the same question, put about another person."""

    label: Text
    way: Way
    is_current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose, as components/choice_list.html takes it: a link, or a button."""

    label: Text
    hint: Text
    url: str = ""
    name: str = ""
    value: str = ""
    is_selected: bool = False


def address(step: Step, answers: Answers) -> str:
    """The address of a page, with what may stand in it."""
    return _path(step, get_language()) + answers.to_query()


def card_address(answers: Answers) -> str:
    """The address of the card to show, with what may stand in it."""
    return reverse("finder:card") + answers.to_query()


@lru_cache(maxsize=64)
def _path(step: Step, _language: str | None) -> str:
    """Kept by language: a page with sixteen answers asks sixteen times."""
    return reverse(f"finder:{step.value}")


def way_to(step: Step, answers: Answers) -> Way:
    """The way to a page with everything that is known."""
    return Way(address(step, answers), posts=answers.is_private)


def way_without(field: Field, step: Step, answers: Answers) -> Way:
    """The way on for whoever leaves a question open."""
    rest = answers.without(field)
    if answers.is_private:
        return Way(address(step, rest), posts=True, name=field.value, value="")
    return Way(address(step, rest))


def choice(field: Field, option: Option, step: Step, answers: Answers) -> Choice:
    """One answer to a question, leading to `step`."""
    selected = answers.value(field) == option.value
    if travels_in_body(field, option.value, answers):
        name = field.value
        return Choice(option.label, option.hint, "", name, option.value, is_selected=selected)
    url = address(step, answers.stating(field, option.value))
    return Choice(option.label, option.hint, url, is_selected=selected)


def travels_in_body(field: Field, value: str, answers: Answers) -> bool:
    """Whether an answer must not become part of an address here."""
    return answers.is_private or field not in IN_THE_ADDRESS or value == VIOLENCE
