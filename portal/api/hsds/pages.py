"""A page of a list, as the standard has it, and how an answer goes out."""

from collections.abc import Sequence
from math import ceil
from typing import Generic, TypeVar

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict

from directory.open_data.answers import open_data
from portal.api.hsds.parameters import Paged

T = TypeVar("T")
Item = TypeVar("Item", bound=BaseModel)


class Page(BaseModel, Generic[Item]):
    """A page of a list; past the last one it is empty and says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: tuple[Item, ...]


def on_page(rows: Sequence[T], asked: Paged) -> Sequence[T]:
    """Return the rows that stand on the page that is asked for."""
    first = (asked.page - 1) * asked.per_page
    return rows[first : first + asked.per_page]


def page(total: int, contents: Sequence[Item], asked: Paged) -> HttpResponse:
    """Answer with a page of a list."""
    pages = ceil(total / asked.per_page)
    return answer(
        Page[BaseModel](
            total_items=total,
            total_pages=pages,
            page_number=asked.page,
            size=len(contents),
            first_page=asked.page == 1,
            last_page=asked.page >= pages,
            empty=not contents,
            contents=tuple(contents),
        )
    )


def answer(document: BaseModel) -> HttpResponse:
    """Answer with one document; what is unknown is left out."""
    # Each object says itself what it has: a page of mixed kinds is none that the types know.
    text = document.model_dump_json(exclude_none=True, serialize_as_any=True)
    return open_data(text, "application/json")
