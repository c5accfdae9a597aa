"""Where an imported text goes: an agreement with its working text, or one that is not there yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from agreement.enums import ProcessState
from agreement.importing.composing import KnownSection
from agreement.importing.draft import ASKED, NEW
from agreement.importing.identifiers import clause_uid
from agreement.importing.imported import ImportedText
from agreement.importing.matching import Match, MatchState, Wording, match_clauses
from agreement.models import Agreement, Clause, SectionPage, VersionProcess, WorkingTextPage
from agreement.numbering import clause_number, section_numbers
from agreement.text.parse import parse_rich_text
from agreement.text.runs import plain_text


@dataclass(frozen=True)
class Target:
    """An agreement as it stands in its published working text; nothing at all for a new one."""

    uuid: UUID
    agreement: Agreement | None = None
    working_text: WorkingTextPage | None = None
    pages: tuple[SectionPage, ...] = ()

    @cached_property
    def sections(self) -> list[KnownSection]:
        """The sections with their clauses, as they are stored."""
        return [
            KnownSection(
                page.pk, page.kind, page.title, page.plain_summary, list(page.clauses.raw_data)
            )
            for page in self.pages
        ]

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The stored values of the clauses by their uids."""
        return {clause["id"]: clause["value"] for one in self.sections for clause in one.clauses}

    @cached_property
    def wordings(self) -> list[Wording]:
        """The clauses as they are compared."""
        return [
            Wording(uid, value["heading"], plain_text(parse_rich_text(value["text"] or "")))
            for uid, value in self.values.items()
        ]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Number and heading of every clause by its uid, in order."""
        numbers = section_numbers(page.is_annex for page in self.pages)
        return {
            clause["id"]: f"{clause_number(number, place)} {clause['value']['heading']}".strip()
            for number, section in zip(numbers, self.sections, strict=True)
            for place, clause in enumerate(section.clauses, start=1)
        }


def target_of(agreement: Agreement | None) -> Target:
    """Return where a text for this agreement goes; for None a new agreement, with a fresh UUID."""
    if agreement is None:
        return Target(uuid4())
    working_text = WorkingTextPage.objects.filter(agreement=agreement).first()
    pages = tuple(working_text.sections(drafts=True)) if working_text else ()
    return Target(agreement.uuid, agreement, working_text, pages)


def agreement_of(text: ImportedText) -> Agreement | None:
    """Return the agreement that a text is a version of: of its reference, else of its title."""
    if text.reference:
        found = Agreement.objects.filter(reference=text.reference).order_by("slug").first()
        if found is not None:
            return found
    return Agreement.objects.filter(title=text.title).order_by("slug").first()


def matches_of(text: ImportedText, target: Target) -> list[Match]:
    """Return for each clause of a text what it is among the clauses of the target."""
    found = [
        Wording(
            clause_uid(clause.uid, target.uuid) if clause.uid else None,
            clause.heading,
            plain_text(clause.text),
        )
        for _place, _position, clause in text.clauses()
    ]
    if all(clause.uid for clause in found):
        # Nothing has to be compared, and reading all that rich text takes its time.
        return match_clauses(found, [Wording(uid, "", "") for uid in target.values])
    return match_clauses(found, target.wordings)


def answers_of(text: ImportedText, matches: Sequence[Match]) -> tuple[tuple[str, ...], ...]:
    """Return the answers that matches give by themselves, section by section; doubts stay open."""
    flat = [_answer(match) for match in matches]
    answers = []
    for section in text.sections:
        answers.append(tuple(flat[: len(section.clauses)]))
        flat = flat[len(section.clauses) :]
    return tuple(answers)


def _answer(match: Match) -> str:
    if match.state is MatchState.DOUBTFUL:
        return ASKED
    return match.uid or NEW


def hindrances(target: Target) -> list[str]:
    """Return why the working text cannot be written now: somebody's work would be lost."""
    found = []
    consulted = VersionProcess.objects.filter(
        agreement=target.agreement, state=ProcessState.CONSULTATION
    )
    if target.agreement is not None and consulted.exists():
        found.append(
            _(
                "Der Text ist gerade in der Abstimmung. Nehmen Sie ihn unter „Fassung vorbereiten“ "
                "zuerst wieder in Bearbeitung."
            )
        )
    for page in target.pages:
        if page.has_unpublished_changes or not page.live:
            found.append(
                _(
                    "„%(title)s“ hat Änderungen, die nicht veröffentlicht sind. Veröffentlichen "
                    "oder verwerfen Sie sie zuerst, sonst gingen sie verloren."
                )
                % {"title": page.get_admin_display_title()}
            )
        elif page.locked:
            sentence = _("„%(title)s“ ist gesperrt. Heben Sie die Sperre zuerst auf.")
            found.append(sentence % {"title": page.title})
    return found


def strangers(uids: Sequence[str], target: Target) -> set[str]:
    """Return the uids that belong to another agreement, sealed or in its working text."""
    sealed = Clause.objects.filter(uid__in=filter(None, uids)).exclude(agreement=target.uuid)
    found = {str(uid) for uid in sealed.values_list("uid", flat=True)}
    own = {page.pk for page in target.pages}
    wanted = set(uids)
    for page in SectionPage.objects.exclude(pk__in=own).only("clauses"):
        found |= wanted & {clause["id"] for clause in page.clauses.raw_data}
    return found
