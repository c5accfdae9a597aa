"""An adviser at the box, without JavaScript."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.factories import people
from tests.integration.finder.conftest import Network

BOX = "/intern/zustaendigkeit/"


class Adviser:
    """Types into the box, taps what is shown, and sees what comes of it."""

    def __init__(self, client: Client, path: str = BOX) -> None:
        self.client = client
        self.arrive(client.get(path))

    def ask(self, text: str, **fields: str) -> None:
        """Type a question and press Enter."""
        self.arrive(self.client.post(BOX, {**self.fields, "frage": text, **fields}))

    def tap(self, label: str) -> None:
        """Press the button of the box that begins with these words."""
        for button in self.page.select("main button[type=submit]"):
            if " ".join(button.get_text(" ").split()).startswith(label):
                named = {str(button["name"]): str(button["value"])} if button.get("name") else {}
                path = str(button.get("formaction") or BOX)
                self.arrive(self.client.post(path, {**self.fields, **named}))
                return
        raise AssertionError(f"no button called {label!r}: {self.text}")

    @property
    def fields(self) -> dict[str, str]:
        """What the form sends as it stands."""
        form = self.page.select_one("main form")
        assert isinstance(form, Tag)
        fields = {str(i["name"]): str(i.get("value") or "") for i in form.select("input[name]")}
        for choice in form.select("select"):
            chosen = choice.select_one("option[selected]") or choice.select_one("option")
            fields[str(choice["name"])] = str(chosen["value"]) if chosen else ""
        return {name: v for name, v in fields.items() if name != "csrfmiddlewaretoken"}

    @property
    def facts(self) -> dict[str, str]:
        """The facts that are known, by what they are called."""
        return {
            _words(chip.select_one(".fact__label")).rstrip(":"): _words(
                chip.select_one(".fact__value")
            )
            for chip in self.page.select(".fact.is-known")
        }

    @property
    def text(self) -> str:
        """The content as a reader sees it."""
        return _words(self.page.select_one("main"))

    @property
    def heading(self) -> str:
        """What the answer is."""
        return _words(self.page.select_one("#antwort"))

    @property
    def offices(self) -> list[str]:
        """The names of the offices, in order."""
        return [_words(one) for one in self.page.select(".office__name")]

    def copy(self, language: str = "de") -> str:
        """The answer to copy."""
        found = self.page.select_one(f"textarea[lang={language}]")
        assert found is not None
        return found.get_text()

    def arrive(self, response: Any) -> None:
        """See a page."""
        self.response = response
        self.page = BeautifulSoup(response.content, "html.parser")


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


@pytest.fixture
def adviser(agreement_in_force: Network, client: Client) -> Adviser:
    """Somebody of the network at the box."""
    client.force_login(people.staff())
    return Adviser(client)
