"""From the published working text to the data that is sealed."""

from collections.abc import Iterator

from django.utils import timezone

from agreement.enums import ClauseKind
from agreement.models.sealed import Agreement, AgreementVersion
from agreement.models.working_text import SectionPage, WorkingTextPage
from agreement.numbering import clause_number, section_numbers
from agreement.reading import text_of
from agreement.rules_of_blocks import finished_rules, rule_of
from agreement.sealing_problems import ProblemCode, SealingProblem
from agreement.snapshot import (
    AcceptedSnapshot,
    ClauseSnapshot,
    FieldSnapshot,
    LineageSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
    condition_from_data,
    parents_from_data,
)
from agreement.text.parse import parse_rich_text


def build_snapshot(
    working_text: WorkingTextPage, previous: AgreementVersion | None, *, is_legacy: bool = False
) -> Snapshot:
    """Return the published working text as the version that would follow `previous`.

    Unpublished changes are not in it; see `unpublished_changes`.
    """
    agreement = working_text.agreement
    sections = tuple(_sections(working_text))
    return Snapshot(
        agreement=str(agreement.uuid),
        title=agreement.title,
        reference=agreement.reference,
        number=previous.number + 1 if previous else 1,
        previous=previous.sha256 if previous else "",
        is_legacy=is_legacy,
        parties=tuple(_parties(working_text)),
        sections=sections,
        accepted=tuple(accepted_of(agreement)),
        lineage=tuple(_lineage(agreement, previous, sections)),
    )


def _lineage(
    agreement: Agreement, previous: AgreementVersion | None, sections: tuple[SectionSnapshot, ...]
) -> Iterator[LineageSnapshot]:
    """Yield what is recorded of clauses that the version before has and the text has no more."""
    if previous is None:
        return
    here = {clause.uid for section in sections for clause in section.clauses}
    gone = {clause.uid for _section, clause in text_of(previous).clauses()} - here
    for row in agreement.lineage.filter(clause__in=gone).order_by("clause"):
        yield LineageSnapshot(
            clause=str(row.clause),
            kind=row.kind,
            successors=tuple(sorted(row.successors)),
            reason=row.reason,
        )


def accepted_of(agreement: Agreement) -> Iterator[AcceptedSnapshot]:
    """Yield the gaps and overlaps that an agreement's partners accept, as they are sealed."""
    for row in agreement.accepted_findings.all():
        yield AcceptedSnapshot(
            kind=row.kind,
            when=condition_from_data(row.when),
            parents=parents_from_data(row.when),
            services=tuple(sorted(row.services)),
            reason=row.reason,
            accepted_on=timezone.localdate(row.accepted_at),
        )


def unpublished_changes(working_text: WorkingTextPage) -> list[SealingProblem]:
    """Return a reason for every section that holds changes nobody has published."""
    return [
        SealingProblem(ProblemCode.UNPUBLISHED_CHANGES, section=section.slug, detail=section.title)
        for section in working_text.outline()
        if section.has_unpublished_changes or not section.live
    ]


def _parties(working_text: WorkingTextPage) -> Iterator[PartySnapshot]:
    for party in working_text.parties.select_related("organisation", "succeeds"):
        yield PartySnapshot(
            organisation=str(party.organisation.uuid) if party.organisation else "",
            name=str(party),
            role=party.role,
            signatory=party.signatory,
            deputy=party.deputy,
            succeeds=str(party.succeeds.uuid) if party.succeeds else "",
        )


def _sections(working_text: WorkingTextPage) -> Iterator[SectionSnapshot]:
    sections = list(working_text.sections())
    numbers = section_numbers(section.is_annex for section in sections)
    for section, number in zip(sections, numbers, strict=True):
        yield section_snapshot(section, number)


def section_snapshot(
    section: SectionPage, number: str, *, is_draft: bool = False
) -> SectionSnapshot:
    """Return a section as it would be sealed under a number.

    Raises ValueError for a rule that is not finished; in a draft it is left out.
    """
    return SectionSnapshot(
        slug=section.slug,
        kind=section.kind,
        number=number,
        title=section.title,
        summary=section.plain_summary,
        fields=tuple(
            FieldSnapshot(field.key, str(field.label), field.value)
            for field in section.structured_fields()
        ),
        clauses=tuple(_clauses(section, number, is_draft=is_draft)),
    )


def _clauses(
    section: SectionPage, section_number: str, *, is_draft: bool
) -> Iterator[ClauseSnapshot]:
    for position, block in enumerate(section.clauses, start=1):
        uid = str(block.id)
        value = block.value
        rules = [(one.id, one.value) for one in value["rules"].bound_blocks]
        yield ClauseSnapshot(
            uid=uid,
            number=clause_number(section_number, position),
            heading=value["heading"],
            is_binding=value["kind"] == ClauseKind.BINDING,
            text=parse_rich_text(value["text"].source),
            plain=value["plain"],
            change=value["change"],
            change_reason=value["change_reason"],
            rules=tuple(
                finished_rules(rules, uid)
                if is_draft
                else (rule_of(rule_id, uid, rule) for rule_id, rule in rules)
            ),
        )
