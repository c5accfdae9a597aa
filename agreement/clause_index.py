"""All clauses of the working texts as they stand in the newest drafts, with their numbers."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import Page

from agreement.identity import CLAUSE, Stored
from agreement.numbering import clause_number, section_numbers


@dataclass(frozen=True)
class ClauseEntry:
    """A clause and its place: its section (primary key) and its working text (tree path)."""

    uid: str
    number: str
    heading: str
    section_pk: int
    working_text: str

    @property
    def label(self) -> str:
        """Number and heading: `§ 4 Abs. 2 · Zielgruppe`."""
        return f"{self.number} · {self.heading}"


def working_text_path(section: Page) -> str:
    """Return the tree path of the working text that a section belongs to."""
    return str(section.path[: -Page.steplen])


def newest_clauses(section: Any) -> list[Stored]:
    """Return the stored clauses of a section's newest draft, or of its row if it has none.

    For many sections select `latest_revision` along with them.
    """
    if section.latest_revision is None:
        return list(section.clauses.raw_data)
    return list(json.loads(section.latest_revision.content["clauses"]))


def clause_entries() -> list[ClauseEntry]:
    """Return the clauses of every working text in their order (one query)."""
    return [entry for entry, _stored in newest_entries()]


def newest_entries() -> list[tuple[ClauseEntry, Stored]]:
    """Return every clause with its place, as its newest draft stores it (one query)."""
    sections: Any = apps.get_model("agreement", "SectionPage")
    by_text: dict[str, list[Any]] = defaultdict(list)
    for section in sections.objects.order_by("path").select_related("latest_revision"):
        by_text[working_text_path(section)].append(section)
    return [entry for path in by_text for entry in _entries(path, by_text[path])]


def _entries(path: str, sections: Iterable[Any]) -> Iterator[tuple[ClauseEntry, Stored]]:
    """Yield the clauses of one text; a section that is not published has no number yet."""
    sections = list(sections)
    published = section_numbers(section.is_annex for section in sections if section.live)
    numbers = iter(published)
    for section in sections:
        number = next(numbers) if section.live else _("Entwurf „%s“") % section.draft_title
        clauses = (block for block in newest_clauses(section) if block["type"] == CLAUSE)
        for position, block in enumerate(clauses, start=1):
            entry = ClauseEntry(
                uid=block.get("id") or "",
                number=clause_number(number, position),
                heading=block["value"].get("heading") or "",
                section_pk=section.pk,
                working_text=path,
            )
            yield entry, block
