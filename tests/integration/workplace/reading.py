"""Reading the home page of the admin as somebody sees it."""

import re
from html import unescape
from typing import Any

from django.test import Client, RequestFactory
from wagtail.admin.menu import SubmenuMenuItem, admin_menu

from portal.accounts.models import User

PANEL = re.compile(r'<section[^>]*id="workplace-(?P<name>[\w-]+)-section".*?</section>', re.DOTALL)


def logged_in(person: User) -> Client:
    """Return the browser of somebody who has logged in."""
    client = Client()
    client.force_login(person)
    return client


def home_of(person: User) -> dict[str, str]:
    """Return the words of each panel on somebody's home page, by the panel's name."""
    answer = logged_in(person).get("/admin/")
    assert answer.status_code == 200
    return panels(answer.content.decode())


def panels(html: str) -> dict[str, str]:
    """Return the words of each panel in the HTML of a home page."""
    return {match["name"]: words(match[0]) for match in PANEL.finditer(html)}


def words(html: str) -> str:
    """Return what is to be read in a piece of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def request_of(person: User) -> Any:
    """Return a request that somebody makes to the admin."""
    request = RequestFactory().get("/admin/")
    request.user = person
    return request


def menu_of(request: Any) -> list[Any]:
    """Return every item of the admin's menu with an address, those of submenus included."""
    found, waiting = [], list(admin_menu.menu_items_for_request(request))
    while waiting:
        item = waiting.pop()
        if isinstance(item, SubmenuMenuItem):
            waiting += item.menu.menu_items_for_request(request)
        elif item.url != "#":
            found.append(item)
    return found
