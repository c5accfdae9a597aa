"""The admin speaks German to whoever works there; Wagtail brings its German along."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po

from portal.accounts.models import User
from tests.factories.directory import office, organisation
from tests.factories.news import article
from tests.factories.people import coordination, lead_editor
from tests.integration.workplace.reading import logged_in, menu_of, request_of

pytestmark = pytest.mark.django_db

ENGLISH = re.compile(r"\b(the|and|your|you|with|this|are|not|page|search|save|None)\b")
"""Words that no German sentence has."""
NOT_READ = {"script", "style", "template", "svg"}
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "use"}
CATALOGUES = sorted(Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/*.po"))


class Reader(HTMLParser):
    """Collects what a person reads: texts and labels, without scripts and what is hidden."""

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.read: list[str] = []
        self.unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read labels; stop reading where a hidden part begins."""
        facts = dict(attrs)
        if self.unread or tag in NOT_READ or (tag == "div" and "hidden" in facts):
            self.unread += [] if tag in VOID else [tag]
        else:
            self.read += [facts.get(name) or "" for name in ("aria-label", "title", "placeholder")]

    def handle_endtag(self, tag: str) -> None:
        """Read on where a hidden part ends."""
        if self.unread and tag in self.unread:
            while self.unread.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Read a text."""
        if not self.unread:
            self.read.append(data)


def read(html: str) -> str:
    """Return what a person reads on a page."""
    reader = Reader()
    reader.feed(html)
    return " ".join(" ".join(reader.read).split())


@pytest.mark.parametrize("who", ["lead editor", "coordination"])
def test_no_english_word_is_read_where_the_menu_leads_or_where_pages_are_edited(who: str) -> None:
    verein = organisation()
    place, news = office(of=verein), article(verein)
    person: User = lead_editor(of=verein) if who == "lead editor" else coordination()
    place.save_revision(user=person).publish()
    client = logged_in(person)
    paths = [str(item.url) for item in menu_of(request_of(person))]
    paths += ["/admin/", "/admin/account/", f"/admin/pages/{verein.pk}/"]
    for page in (verein, place, news):
        paths += [f"/admin/pages/{page.pk}/{act}/" for act in ("edit", "history", "unpublish")]

    found = {}
    for path in paths:
        text = read(client.get(path, follow=True).content.decode())
        found[path] = [text[max(m.start() - 40, 0) : m.end() + 40] for m in ENGLISH.finditer(text)]

    assert {path: sentences for path, sentences in found.items() if sentences} == {}


@pytest.mark.parametrize("english", CATALOGUES, ids=lambda path: "-".join(path.parts[-5:-3]))
def test_wagtails_own_german_has_no_gap(english: Path) -> None:
    german = english.parent.parent.parent / "de" / "LC_MESSAGES" / english.name
    with english.open("rb") as source, german.open("rb") as translated:
        known = {message.id: message.string for message in read_po(translated)}
        texts = [message.id for message in read_po(source) if message.id]

    assert [text for text in texts if not known.get(text)] == []
