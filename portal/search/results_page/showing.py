"""What the page of results shows beside the results: facets, what is chosen, pages."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from portal.search.asking.answer import Choice, Found
from portal.search.asking.question import LAST_PAGE, PAGE_LENGTH, Order, Question
from portal.search.models import Facet
from portal.search.results_page.asked import PARAMETERS, address_of, without

AT_ONCE = 6
"""So many values of a facet are seen before one asks for the others."""
MOST_RESULTS = PAGE_LENGTH * LAST_PAGE


@dataclass(frozen=True)
class FacetShown:
    """A facet as it is offered: its values with counts, the long tail folded away."""

    name: str
    parameter: str
    choices: list[Choice]
    more: list[Choice]


@dataclass(frozen=True)
class Chosen:
    """A chosen value, and the address of the same search without it."""

    facet: str
    name: str
    url: str


@dataclass(frozen=True)
class Ordering:
    """An order of the results, and the address of the same search in it."""

    name: str
    url: str
    is_current: bool


def facets_of(found: Found) -> list[FacetShown]:
    """Return the facets worth offering: those with something to choose between."""
    shown = []
    for facet, parameter in PARAMETERS.items():
        choices = found.choices.get(facet, [])
        offered = [one for one in choices if one.count or one.is_chosen]
        if len(offered) > 1 or any(one.is_chosen for one in offered):
            first = [one for one in offered if one.is_chosen or one in offered[:AT_ONCE]]
            more = [one for one in offered if one not in first]
            shown.append(FacetShown(str(Facet(facet).label), parameter, first, more))
    return shown


def chosen_of(question: Question, found: Found) -> list[Chosen]:
    """Return what is chosen, each with the way to take it back."""
    names = {
        (facet, one.value): one.name for facet, choices in found.choices.items() for one in choices
    }
    return [
        Chosen(str(Facet(facet).label), names.get((facet, value), value), url)
        for facet in PARAMETERS
        for value in sorted(question.values_of(facet))
        if (url := without(question, facet, value))
    ]


def orders_of(question: Question) -> list[Ordering]:
    """Return the orders that can be chosen."""
    names = {Order.BEST: _("Passendste zuerst"), Order.NEWEST: _("Neueste zuerst")}
    return [
        Ordering(str(name), address_of(question, order=order), order == question.order)
        for order, name in names.items()
    ]


def page_of_results(question: Question, found: Found) -> "Page[int]":
    """Return the page that is shown: the last one for who asks for one behind it."""
    paginator = Paginator(range(min(found.total, MOST_RESULTS)), PAGE_LENGTH)
    return paginator.page(min(question.page, paginator.num_pages))
