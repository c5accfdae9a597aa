"""A search that answers what a test puts into it, and remembers what it was asked."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.utils.safestring import SafeString

from portal.core.visibility import Viewer
from portal.search import asking
from portal.search.asking import Found, Hit, Question, Suggestion


def hit(number: int = 1, **fields: Any) -> Hit:
    """Return a result."""
    return Hit(
        **{
            "entry": number,
            "key": str(number),
            "title": SafeString("Beratung am <mark>Zinn</mark>platz &lt;b&gt;"),
            "url": f"/partner/zinn/{number}/",
            "kind": "office",
            "kind_name": "Beratungsstelle",
            "excerpt": SafeString("Wer zum <mark>Zinn</mark>platz will &amp; fragt"),
            "notes": ("Zinnverein", "Bretten"),
            "date": date(2026, 3, 1),
            **fields,
        }
    )


@dataclass
class Search:
    """What the search answers, and what it was asked by whom."""

    found: Found = field(default_factory=lambda: Found([hit()], 1))
    offered: list[Suggestion] = field(default_factory=list)
    asked: list[tuple[Question, Viewer]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def find(self, question: Question, who: Viewer, now: Any = None) -> Found:
        """Answer."""
        self.asked.append((question, who))
        return self.found

    def suggest(self, text: str, who: Viewer, language: str, now: Any = None) -> list[Suggestion]:
        """Offer."""
        self.typed.append(text)
        return self.offered


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    """The search of a test."""
    there = Search()
    monkeypatch.setattr(asking, "find", there.find)
    monkeypatch.setattr(asking, "suggest", there.suggest)
    return there
