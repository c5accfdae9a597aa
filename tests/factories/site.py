"""The standing site and plain pages on it."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction

from portal.home.models import HomePage, PlainPage

_numbers = count(1)


def home(language: str = "de") -> HomePage:
    """Return the home page of a language, on the standing site."""
    page: HomePage = HomePage.objects.get(locale__language_code=language)
    return page


def intern() -> Page:
    """Return the entrance to the staff area."""
    return Page.objects.get(slug="intern")


def plain_page(parent: Page, title: str = "", **fields: Any) -> PlainPage:
    """Return a page of text below another one."""
    name = title or f"Textseite {next(_numbers)}"
    # Read anew: a page in memory does not know what was added below it in the meantime.
    made: PlainPage = Page.objects.get(pk=parent.pk).add_child(
        instance=PlainPage(title=name, locale=parent.locale, **fields)
    )
    return made


def close(
    page: Page, groups: Iterable[Group] = (), kind: str = BaseViewRestriction.GROUPS
) -> PageViewRestriction:
    """Close a page, and what is below it, to all but some groups."""
    restriction: PageViewRestriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="offen" if kind == "password" else ""
    )
    restriction.groups.set(groups)
    return restriction
