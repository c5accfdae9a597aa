"""The working text as the network reads it: what is published, with numbers and rules in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreement.comparison_page.addresses import working_comparison_url
from agreement.enums import ClauseKind
from agreement.labels import words_with
from agreement.numbering import clause_number, section_numbers
from agreement.rendering import render_text
from agreement.rules_of_blocks import rule_of
from agreement.structured_words import field_in_words
from agreement.text.parse import parse_rich_text
from agreement.wording import Words, rule_in_words


@dataclass(frozen=True)
class WorkingClause:
    """A clause of the working text."""

    uid: str
    number: str
    heading: str
    is_binding: bool
    html: SafeString
    plain: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class WorkingSection:
    """A section of the working text, or what a list of contents needs of it."""

    page: Any
    number: str
    url: str
    clauses: tuple[tuple[str, str, str], ...]
    """Uid, number and heading of every clause."""


def contents(working_text: Any) -> list[WorkingSection]:
    """Return the published sections with the numbers of their clauses, in order."""
    pages = working_text.sections()
    numbers = section_numbers(page.is_annex for page in pages)
    return [_section(page, number) for page, number in zip(pages, numbers, strict=True)]


def _section(page: Any, number: str) -> WorkingSection:
    clauses = tuple(
        (child.id or "", clause_number(number, position), child.value["heading"])
        for position, child in enumerate(page.clauses, start=1)
    )
    return WorkingSection(page, number, page.url or "", clauses)


def text_context(working_text: Any) -> dict[str, Any]:
    """Return what the page of the whole text shows: contents and partners."""
    parties = [party for party in working_text.parties.all() if party.organisation]
    return {
        "sections": contents(working_text),
        "parties": parties,
        "comparison_url": working_comparison_url(working_text.agreement),
    }


def section_context(page: Any) -> dict[str, Any]:
    """Return what the page of a section shows; a section not published yet has no number."""
    working_text = page.get_parent().specific
    sections = contents(working_text)
    place = next((i for i, section in enumerate(sections) if section.page.pk == page.pk), None)
    here = _section(page, sections[place].number if place is not None else _("Entwurf"))
    if place is not None:
        sections[place] = here
    numbers = {uid: number for section in [*sections, here] for uid, number, _h in section.clauses}
    words = words_with(numbers)
    shown = [(f.label, field_in_words(f, words)) for f in page.structured_fields()]
    return {
        "text_url": working_text.url,
        "section": here,
        "comparison_url": working_comparison_url(working_text.agreement, page.slug),
        "fields": [(label, lines) for label, lines in shown if lines],
        "clauses": _clauses(page, here, words, _addresses([*sections, here])),
        "previous": sections[place - 1] if place else None,
        "next": sections[place + 1] if place is not None and place + 1 < len(sections) else None,
    }


def _addresses(sections: Sequence[WorkingSection]) -> dict[str, tuple[str, str]]:
    """Return number and address of every clause by its uid."""
    return {
        uid: (number, f"{section.url}#k-{uid}")
        for section in sections
        for uid, number, _heading in section.clauses
    }


def _clauses(
    page: Any, section: WorkingSection, words: Words, addresses: Mapping[str, tuple[str, str]]
) -> list[WorkingClause]:
    def reference(uid: str) -> tuple[str, str]:
        return addresses.get(uid, (_("(Verweis ins Leere)"), "#"))

    return [
        WorkingClause(
            uid=uid,
            number=number,
            heading=heading,
            is_binding=child.value["kind"] == ClauseKind.BINDING,
            html=render_text(parse_rich_text(child.value["text"].source or ""), reference),
            plain=child.value["plain"],
            rules=tuple(_rules(child, words)),
        )
        for (uid, number, heading), child in zip(section.clauses, page.clauses, strict=True)
    ]


def _rules(child: Any, words: Words) -> list[str]:
    return [
        _rule(rule.id, child.id or "", rule.value, words)
        for rule in child.value["rules"].bound_blocks
    ]


def _rule(rule_id: str, uid: str, value: Any, words: Words) -> str:
    try:
        return rule_in_words(rule_of(rule_id, uid, value), words)
    except ValueError:
        return _("Diese Regel ist noch unvollständig.")
