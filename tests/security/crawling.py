"""Goes wherever links, forms, frames and lists lead, and notes which secret words are shown."""

import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from tests.security.asking import FORM, Onlooker
from tests.security.world.markers import found_in

LINK = re.compile(r"""(?:href|src|action|formaction|data-[\w-]*url)=["']([^"'#]*)|<loc>([^<]+)""")
IN_JSON = re.compile(r'"(?:[\w-]*url|href|src)": *"([^"]+)"')
OURS = ("localhost", "testserver", "localhost:8000")
NOT_FOLLOWED = (
    "/static/",
    "/konto/abmelden/",
    "/admin/logout/",
    "/admin/sprite/",
    "/admin/jsi18n/",
)
SORTED_OR_FILTERED = {"ordering", "export", "filter", "next", "stand"}
"""The same list once more: what it shows was seen without."""


@dataclass
class Crawl:
    """What one person found, and where."""

    onlooker: Onlooker
    alike: int
    """How many addresses of one pattern are looked at: the hundredth edit form shows no more."""
    found: dict[str, str] = field(default_factory=dict)
    """The place of each secret word that was shown, with the first address that showed it."""
    pages: int = 0
    crashes: list[str] = field(default_factory=list)

    def start(self, seeds: Iterable[str]) -> None:
        """Ask for every seed, and for whatever is linked from there on."""
        waiting, seen, patterns = deque(dict.fromkeys(seeds)), set(seeds), Counter[str]()
        while waiting:
            for target in self._links(self.look(waiting.popleft())):
                pattern = _pattern(target)
                if target not in seen and patterns[pattern] < self.alike:
                    seen.add(target)
                    patterns[pattern] += 1
                    waiting.append(target)

    def look(
        self, address: str, method: str = "GET", form: str = "", content_type: str = FORM
    ) -> Any:
        """Ask for one address, and note what the answer shows."""
        answer = self.onlooker.answer(method, address, form, content_type=content_type)
        self.pages += 1
        is_to_come = answer.status_code == 503 and answer.has_header("Retry-After")
        if answer.status_code >= 500 and not is_to_come:
            self.crashes.append(f"{method} {address}: {getattr(answer, 'exc_info', '')}")
        answer.seen = self.onlooker.text_of(answer)
        shown = found_in(answer.seen)
        if answer.status_code >= 300 or address.startswith("/konto/anmelden/"):
            shown -= found_in(address)  # what is refused may name the address that was asked for
        shown -= found_in(unquote_plus(form))  # nor is what was typed, and stands there again
        for place in shown:
            self.found.setdefault(place, f"{method} {address}: {answer.status_code}")
        return answer

    @staticmethod
    def _links(answer: Any) -> Iterable[str]:
        found = [unescape(a or b) for a, b in LINK.findall(answer.seen)]
        found += [each.replace("\\/", "/") for each in IN_JSON.findall(answer.seen)]
        if answer.has_header("Location"):
            found.append(answer["Location"])
        for link in found:
            parts = urlsplit(link)
            if parts.netloc not in {"", *OURS} or not parts.path.startswith("/"):
                continue
            names = {name for name, _value in parse_qsl(parts.query)}
            if parts.path.startswith(NOT_FOLLOWED) or names & SORTED_OR_FILTERED:
                continue
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def _pattern(address: str) -> str:
    """Return an address with its language, numbers, uids and values left out.

    The translation of a page has an address by heart; everything else is the same page with
    other words around it.
    """
    parts = urlsplit(address)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "0", parts.path)
    path = re.sub(r"^/(en|de-simple)/", "/", path)
    return f"{path}?{'&'.join(name for name, _value in parse_qsl(parts.query))}"
