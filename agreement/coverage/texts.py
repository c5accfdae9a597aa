"""The rules of a text with the clauses they stand on: of the working text or of a version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from agreement.models.sealed import AgreementVersion
from agreement.numbering import clause_number, section_numbers
from agreement.reading import text_of
from agreement.responsibility.rules import ProblemCode, Rule, check_rules
from agreement.rules_of_blocks import finished_rules
from portal.core.languages import localized_path


@dataclass(frozen=True)
class ClausePlace:
    """A clause and where it is read; `section_pk` is the section to edit, None in a version."""

    uid: str
    number: str
    heading: str
    url: str
    section_pk: int | None = None


@dataclass(frozen=True)
class CoveredText:
    """The rules of a text in their order, its clauses by uid, and clauses with unfinished rules.

    An unfinished rule, such as one without a service in a draft, does not count.
    """

    rules: tuple[Rule, ...]
    clauses: Mapping[str, ClausePlace]
    unfinished: tuple[ClausePlace, ...] = ()

    @property
    def numbers(self) -> dict[str, str]:
        """The numbers of the clauses by uid."""
        return {uid: place.number for uid, place in self.clauses.items()}

    @property
    def contradictions(self) -> list[tuple[ProblemCode, ClausePlace]]:
        """What is wrong between the rules, so that they answer nothing, with its clause."""
        places = {rule.id: self.clauses[rule.clause] for rule in self.rules}
        return [
            (problem.code, places[rule_id])
            for problem in check_rules(self.rules)
            if problem.code is not ProblemCode.UNKNOWN_CLAUSE
            for rule_id in problem.rule_ids
        ]


@dataclass(frozen=True)
class TextClause:
    """A clause with its finished rules; `is_finished` if these are all it has."""

    uid: str
    heading: str
    rules: tuple[Rule, ...]
    is_finished: bool = True


@dataclass(frozen=True)
class _Section:
    """A section of the working text: its page, its number, and its clauses to look at."""

    page: Any
    number: str
    clauses: tuple[TextClause, ...]


def published_text(working_text: Any) -> CoveredText:
    """Return the published rules of a working text (one query)."""
    return _covered(_published(working_text), working_text.url or "")


def text_with(working_text: Any, section: Any, clauses: tuple[TextClause, ...]) -> CoveredText:
    """Return the published rules, with other clauses in one section: those of a form or draft.

    A section that is not published yet comes last.
    """
    sections = list(_published(working_text))
    pks = [each.page.pk for each in sections]
    if section.pk in pks:
        place = pks.index(section.pk)
        sections[place] = _Section(section, sections[place].number, clauses)
    else:
        sections.append(_Section(section, _("Entwurf"), clauses))
    return _covered(sections, working_text.url or "")


def version_text(version: AgreementVersion, agreement_slug: str) -> CoveredText:
    """Return the rules of a version; its clauses are read at the addresses of that version."""
    base = localized_path(f"/{agreement_slug}/fassungen/{version.number}/")
    snapshot = text_of(version)
    clauses = {
        clause.uid: ClausePlace(
            clause.uid, clause.number, clause.heading, f"{base}{section.slug}/#k-{clause.uid}"
        )
        for section, clause in snapshot.clauses()
    }
    return CoveredText(snapshot.rules(), clauses)


def _published(working_text: Any) -> Iterator[_Section]:
    sections: Any = apps.get_model("agreement", "SectionPage")
    # The base row holds the clauses; what a type adds has no rules.
    pages = list(sections.objects.child_of(working_text).live().order_by("path"))
    numbers = section_numbers(page.is_annex for page in pages)
    for page, number in zip(pages, numbers, strict=True):
        yield _Section(page, number, stored_clauses(page.clauses))


def stored_clauses(stream: Any) -> tuple[TextClause, ...]:
    """Return the clauses of a section as they are stored."""
    return tuple(_stored_clause(child) for child in stream)


def _stored_clause(child: Any) -> TextClause:
    blocks = list(child.value["rules"].bound_blocks)
    rules = tuple(finished_rules(((block.id, block.value) for block in blocks), str(child.id)))
    return TextClause(str(child.id), child.value["heading"], rules, len(rules) == len(blocks))


def _covered(sections: Iterable[_Section], text_url: str) -> CoveredText:
    rules: list[Rule] = []
    clauses: dict[str, ClausePlace] = {}
    unfinished: list[ClausePlace] = []
    for section in sections:
        url = f"{text_url}{section.page.slug}/"
        for position, clause in enumerate(section.clauses, start=1):
            place = ClausePlace(
                uid=clause.uid,
                number=clause_number(section.number, position),
                heading=clause.heading,
                url=f"{url}#k-{clause.uid}",
                section_pk=section.page.pk,
            )
            clauses[place.uid] = place
            rules += clause.rules
            if not clause.is_finished:
                unfinished.append(place)
    return CoveredText(tuple(rules), clauses, tuple(unfinished))
