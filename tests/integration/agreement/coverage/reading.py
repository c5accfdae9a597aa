"""Reading the coverage as somebody sees it."""

import re
from html import unescape
from typing import Any

from django.test import Client

PAGE = "/intern/abdeckung/"
_ACCEPT = re.compile(r'href="(?P<url>/intern/abdeckung/hinnehmen/[^"]+)"')
_CELL = re.compile(r'href="(?P<url>/intern/abdeckung/[^"]*zelle=(?P<name>[\d-]+))#feld"')


def browser_of(person: Any) -> Client:
    """Return the browser of somebody who has logged in."""
    client = Client()
    client.force_login(person)
    return client


def words(answer: Any) -> str:
    """Return what is to be read in the content of a page."""
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def part(answer: Any, name: str) -> str:
    """Return what is to be read in the section of a page with this id."""
    html = answer.content.decode()
    section = html[html.index(f'id="{name}"') :]
    section = section[section.index(">") + 1 : section.index("</section>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", section)).split())


def ways_to_accept(answer: Any) -> list[str]:
    """Return the addresses at which each open finding is accepted, in the order of the page."""
    return [unescape(found["url"]) for found in _ACCEPT.finditer(answer.content.decode())]


def cells(answer: Any) -> dict[str, str]:
    """Return the address of each cell of the matrix by its name."""
    found = _CELL.finditer(answer.content.decode())
    return {each["name"]: unescape(each["url"]) for each in found}
