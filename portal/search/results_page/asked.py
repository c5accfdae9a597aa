"""What an address asks of the search, and the address that asks for it again.

Nothing in an address is an error: what makes no sense is left out.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from portal.search.asking.question import LAST_PAGE, Order, Question
from portal.search.kinds import Kind
from portal.search.models import Facet

LONGEST = 200
"""So many characters are searched for; a question of a hundred words finds nothing better."""
MOST_VALUES = 20
"""So many values of a facet count."""
PARAMETERS: dict[str, str] = {
    Facet.KIND: "art",
    Facet.ORGANISATION: "organisation",
    Facet.TOPIC: "thema",
    Facet.MUNICIPALITY: "gemeinde",
    Facet.YEAR: "jahr",
}
"""What the facets are called in addresses."""
NEWEST, PAST = "neueste", "alle"

_POSSIBLE: dict[str, str] = {
    Facet.KIND: "|".join(Kind.values),
    Facet.ORGANISATION: "[0-9]{1,18}",
    Facet.TOPIC: r"[\w-]{1,100}",
    Facet.MUNICIPALITY: "[0-9]{1,12}",
    Facet.YEAR: "[0-9]{4}",
}


@dataclass(frozen=True)
class Asked:
    """A question as an address asks it, and what is to be said about the address itself."""

    question: Question
    is_too_long: bool = False

    @property
    def is_searchable(self) -> bool:
        """Whether there is a letter or a digit to look for; signs alone are found nowhere."""
        return any(character.isalnum() for character in self.question.text)


def asked_by(parameters: QueryDict, language: str, *, is_staff: bool) -> Asked:
    """Read a question out of an address. Only staff also get the wordings of other days."""
    text = typed(parameters)
    filters = {
        (facet, value)
        for facet, name in PARAMETERS.items()
        for value in parameters.getlist(name)[:MOST_VALUES]
        if re.fullmatch(_POSSIBLE[facet], value)
    }
    question = Question(
        text=text[:LONGEST],
        language=language,
        filters=frozenset(filters),
        order=Order.NEWEST if parameters.get("sortierung") == NEWEST else Order.BEST,
        page=_page(parameters.get("page", "")),
        past=is_staff and parameters.get("fassungen") == PAST,
    )
    return Asked(question, is_too_long=len(text) > LONGEST)


def typed(parameters: QueryDict) -> str:
    """Return what was typed, on one line and without control characters."""
    text = parameters.get("q", "")[: LONGEST * 10]
    return " ".join(without_controls(text).split())


def address_of(question: Question, route: str = "search", **changes: Any) -> str:
    """Return the address of a question, possibly with something changed; the first page of it."""
    changed = replace(question, **{"page": 1, **changes})
    return f"{reverse(route)}?{urlencode([('q', changed.text), *_narrowing(changed)])}"


def without(question: Question, facet: str, value: str) -> str:
    """Return the address of a question without one of its chosen values."""
    return address_of(question, filters=question.filters - {(facet, value)})


def _narrowing(question: Question) -> Iterable[tuple[str, str]]:
    for facet, name in PARAMETERS.items():
        yield from ((name, value) for value in sorted(question.values_of(facet)))
    if question.order == Order.NEWEST:
        yield "sortierung", NEWEST
    if question.past:
        yield "fassungen", PAST
    if question.page > 1:
        yield "page", str(question.page)


def without_controls(text: str) -> str:
    """Return a text with blanks for control characters, which no feed and no line can hold."""
    return "".join(" " if _is_control(one) else one for one in text)


def _is_control(character: str) -> bool:
    # Not the joiners that Persian is written with.
    return unicodedata.category(character) in {"Cc", "Cs"}


def _page(number: str) -> int:
    """Return the page that is meant: the first one for what is no number."""
    if not re.fullmatch("[0-9]+", number):
        return 1
    return min(max(int(number[:9]), 1), LAST_PAGE)
