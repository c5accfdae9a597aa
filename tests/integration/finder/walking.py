"""A visitor without JavaScript: follows links and submits forms as a browser would."""

from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.test import Client

FINDER = "/anlaufstelle-finden/"


class Visitor:
    """Walks from page to page, and remembers every address on the way."""

    def __init__(self, client: Client, path: str = FINDER) -> None:
        self.client = client
        self.addresses: list[str] = []
        self.visit(path)

    def visit(self, path: str) -> None:
        """Open an address, following redirects."""
        self._arrive(self.client.get(path, follow=True), path)

    def choose(self, label: str) -> None:
        """Follow the link or press the button that begins with these words."""
        found = [one for one in self.page.select("main a, main button") if _begins(one, label)]
        assert found, f"no way called {label!r} on {self.addresses[-1]}: {self.text}"
        self.take(found[0])

    def take(self, way: Tag) -> None:
        """Follow a link, or submit a form by one of its buttons."""
        if way.name == "a":
            self.visit(urljoin(self.addresses[-1], str(way["href"])))
            return
        form = way.find_parent("form") or self.page.find("form", id=way["form"])
        assert isinstance(form, Tag)
        if way.get("form"):
            form = self.page.find("form", id=way["form"])
            assert isinstance(form, Tag)
        fields = [(i["name"], i.get("value", "")) for i in form.select("input[name]")]
        if way.get("name"):
            fields.append((way["name"], way["value"]))
        self._submit(str(form["method"]), str(way.get("formaction") or form["action"]), fields)

    def search(self, place: str) -> None:
        """Type a place and press the search form's button."""
        field = self.page.select_one("main input[type=text]")
        assert isinstance(field, Tag)
        field["value"] = place
        form = field.find_parent("form")
        assert isinstance(form, Tag)
        button = form.select_one("button")
        assert isinstance(button, Tag)
        self.take(button)

    def switch_language(self, name: str) -> None:
        """Use the language switch of the header."""
        ways = self.page.select(".language-list a, .language-list button")
        self.take(next(one for one in ways if _begins(one, name)))

    @property
    def heading(self) -> str:
        """What the page is about."""
        heading = self.page.select_one("h1")
        assert isinstance(heading, Tag)
        return " ".join(heading.get_text().split())

    @property
    def text(self) -> str:
        """The content as a reader sees it."""
        main = self.page.select_one("main")
        assert isinstance(main, Tag)
        return " ".join(main.get_text(" ").split())

    @property
    def offices(self) -> list[str]:
        """The names of the offices, in order."""
        return [one.get_text(strip=True) for one in self.page.select(".office__name")]

    @property
    def first_office(self) -> str:
        """The text of the card that comes first."""
        return " ".join(self.page.select(".office")[0].get_text(" ").split())

    def links(self) -> list[str]:
        """Every address that this page leads to."""
        found = [
            one.get(name)
            for one in self.page.select("[href], [action], [formaction], [src]")
            for name in ("href", "action", "formaction", "src")
        ]
        return [str(address) for address in found if address]

    def _submit(self, method: str, action: str, fields: list[tuple[Any, Any]]) -> None:
        if method == "get":
            path = action.partition("?")[0]
            self._arrive(self.client.get(path, fields, follow=True), path)
            return
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(str(name), []).append(str(value))
        self._arrive(self.client.post(action, data), action)

    def _arrive(self, response: Any, asked: str) -> None:
        self.response = response
        self.page = BeautifulSoup(response.content, "html.parser")
        hops = [url for url, _status in getattr(response, "redirect_chain", [])]
        query = response.wsgi_request.META.get("QUERY_STRING", "")
        here = response.wsgi_request.path + (f"?{query}" if query else "")
        self.addresses += [asked, *hops, here]


def _begins(way: Tag, label: str) -> bool:
    return " ".join(way.get_text(" ").split()).startswith(label)
