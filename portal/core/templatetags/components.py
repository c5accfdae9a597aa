"""Parts of pages that are the same for everybody who gives them the same values."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.translation import get_language

register = template.Library()

KEPT = 2_000
"""So many renderings are kept by a process: the cards of a directory in every language."""


@register.simple_tag
def component(component_name: str, **values: Any) -> str:
    """Return `components/<component_name>.html` rendered with these values and nothing else.

    What comes out depends on the values and the language alone, so it is kept: a list of
    offices is put together from cards instead of being rendered card by card.
    """
    # Types count, since a text that is safe and one that is not are equal to Python.
    typed = tuple((key, type(value), value) for key, value in values.items())
    return _rendered(component_name, get_language(), typed)


@lru_cache(maxsize=KEPT)
def _rendered(name: str, _language: str | None, values: tuple[tuple[str, type, Any], ...]) -> str:
    context = {key: value for key, _type, value in values}
    return get_template(f"components/{name}.html").render(context)
