"""From the published working text to the data that is sealed."""

from collections.abc import Iterator

from agreement.enums import ClauseKind
from agreement.models import AgreementVersion, SectionPage, WorkingTextPage
from agreement.numbering import clause_number, section_numbers
from agreement.rules_of_blocks import rule_of
from agreement.sealing_problems import ProblemCode, SealingProblem
from agreement.snapshot import (
    ClauseSnapshot,
    FieldSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
)
from agreement.text.parse import parse_rich_text


def build_snapshot(
    working_text: WorkingTextPage, previous: AgreementVersion | None, *, is_legacy: bool = False
) -> Snapshot:
    """Return the published working text as the version that would follow `previous`.

    Unpublished changes are not in it; see `unpublished_changes`.
    """
    agreement = working_text.agreement
    return Snapshot(
        agreement=str(agreement.uuid),
        title=agreement.title,
        reference=agreement.reference,
        number=previous.number + 1 if previous else 1,
        previous=previous.sha256 if previous else "",
        is_legacy=is_legacy,
        parties=tuple(_parties(working_text)),
        sections=tuple(_sections(working_text)),
    )


def unpublished_changes(working_text: WorkingTextPage) -> list[SealingProblem]:
    """Return a reason for every section that holds changes nobody has published."""
    return [
        SealingProblem(ProblemCode.UNPUBLISHED_CHANGES, section=section.slug, detail=section.title)
        for section in working_text.sections(drafts=True)
        if section.has_unpublished_changes or not section.live
    ]


def _parties(working_text: WorkingTextPage) -> Iterator[PartySnapshot]:
    for party in working_text.parties.select_related("organisation"):
        yield PartySnapshot(
            organisation=str(party.organisation.uuid) if party.organisation else "",
            name=str(party),
            role=party.role,
            signatory=party.signatory,
        )


def _sections(working_text: WorkingTextPage) -> Iterator[SectionSnapshot]:
    sections = list(working_text.sections())
    numbers = section_numbers(section.is_annex for section in sections)
    for section, number in zip(sections, numbers, strict=True):
        yield SectionSnapshot(
            slug=section.slug,
            kind=section.kind,
            number=number,
            title=section.title,
            summary=section.plain_summary,
            fields=tuple(
                FieldSnapshot(field.key, str(field.label), field.value)
                for field in section.structured_fields()
            ),
            clauses=tuple(_clauses(section, number)),
        )


def _clauses(section: SectionPage, section_number: str) -> Iterator[ClauseSnapshot]:
    for position, block in enumerate(section.clauses, start=1):
        uid = str(block.id)
        value = block.value
        yield ClauseSnapshot(
            uid=uid,
            number=clause_number(section_number, position),
            heading=value["heading"],
            is_binding=value["kind"] == ClauseKind.BINDING,
            text=parse_rich_text(value["text"].source),
            plain=value["plain"],
            change=value["change"],
            change_reason=value["change_reason"],
            rules=tuple(rule_of(c.id, uid, c.value) for c in value["rules"].bound_blocks),
        )
