"""What keeps a snapshot from being sealed, every reason at once. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreement.coverage.by_day import open_findings
from agreement.coverage.days import days_to_check
from agreement.coverage.identity import sealed_acceptance
from agreement.identity import is_uid
from agreement.responsibility.findings import Finding
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import ProblemCode as RuleProblem
from agreement.responsibility.rules import check_rules
from agreement.snapshot import ClauseSnapshot, LineageSnapshot, SectionSnapshot, Snapshot
from agreement.text.runs import invisible_characters, references


class ProblemCode(StrEnum):
    """The kinds of reasons."""

    NO_SECTIONS = "no-sections"
    NO_CLAUSES = "no-clauses"
    TOO_FEW_PARTIES = "too-few-parties"
    PARTY_WITHOUT_ORGANISATION = "party-without-organisation"
    EMPTY_CLAUSE = "empty-clause"
    MALFORMED_UID = "malformed-uid"
    DOUBLED_UID = "doubled-uid"
    BROKEN_LINK = "broken-link"
    BROKEN_RULE = "broken-rule"
    INVISIBLE_CHARACTER = "invisible-character"
    UNPUBLISHED_CHANGES = "unpublished-changes"
    DOCUMENT_WITHOUT_FILE = "document-without-file"
    OPEN_FINDING = "open-finding"
    LEGACY_AFTER_OTHERS = "legacy-after-others"
    FAILED_EXAMPLE = "failed-example"
    DOUBLED_PARTY = "doubled-party"
    PARTY_WITHOUT_FUNCTION = "party-without-function"
    CLAUSE_GONE = "clause-gone"
    BROKEN_LINEAGE = "broken-lineage"
    OPEN_COMMENT = "open-comment"
    OPEN_CONSULTATION_COMMENT = "open-consultation-comment"
    TEXT_CHANGED = "text-changed"
    PROCESS_UNDER_WAY = "process-under-way"


@dataclass(frozen=True)
class SealingProblem:
    """One reason: what, in which section (slug), at which clause (number and uid), and a detail.

    A gap or an overlap comes with the day it begins, an example case with its UUID, a comment
    with its key. What a partner said comes with the address where it is dealt with.
    """

    code: ProblemCode
    section: str = ""
    clause_number: str = ""
    clause: str = ""
    detail: str = ""
    finding: Finding | None = None
    on: date | None = None
    example: str = ""
    comment: int | None = None
    address: str = ""


def sealing_problems(snapshot: Snapshot) -> list[SealingProblem]:
    """Return every reason why this snapshot must not be sealed; none means it may."""
    return [
        *_problems_of_the_whole(snapshot),
        *_problems_of_documents(snapshot),
        *_problems_of_clauses(snapshot),
        *_problems_of_rules(snapshot),
    ]


def coverage_problems(
    snapshot: Snapshot, book_on: Callable[[date], RuleBook], on: date
) -> list[SealingProblem]:
    """Return every gap and overlap, from a day on, that the partners neither closed nor accepted.

    `book_on` gives the snapshot's rules as they hold on a day. None for a text signed before
    the portal existed: it says what it says. None either for rules that contradict each other,
    which are a reason of their own.
    """
    rules = snapshot.rules()
    broken = {problem.code for problem in check_rules(rules)} - {RuleProblem.UNKNOWN_CLAUSE}
    if snapshot.is_legacy or broken:
        return []
    accepted = [sealed_acceptance(accepted) for accepted in snapshot.accepted]
    return [
        SealingProblem(ProblemCode.OPEN_FINDING, finding=finding, on=day)
        for day, finding in open_findings(days_to_check(rules, on), accepted, book_on)
    ]


def _problems_of_the_whole(snapshot: Snapshot) -> Iterator[SealingProblem]:
    if not snapshot.sections:
        yield SealingProblem(ProblemCode.NO_SECTIONS)
    elif not any(True for _ in snapshot.clauses()):
        yield SealingProblem(ProblemCode.NO_CLAUSES)
    yield from _problems_of_parties(snapshot)


def _problems_of_parties(snapshot: Snapshot) -> Iterator[SealingProblem]:
    times = Counter(party.organisation for party in snapshot.parties)
    if "" in times:
        yield SealingProblem(ProblemCode.PARTY_WITHOUT_ORGANISATION)
    # A text signed before the portal existed is not signed here: nobody need be known for it.
    if len(times.keys() - {""}) < 2 and not snapshot.is_legacy:
        yield SealingProblem(ProblemCode.TOO_FEW_PARTIES)
    names = {party.organisation: party.name for party in snapshot.parties}
    for organisation in times.keys() - {""}:
        if times[organisation] > 1:
            yield SealingProblem(ProblemCode.DOUBLED_PARTY, detail=names[organisation])
    for party in snapshot.parties:
        if party.organisation and not party.signatory.strip() and not snapshot.is_legacy:
            yield SealingProblem(ProblemCode.PARTY_WITHOUT_FUNCTION, detail=party.name)


def lineage_problems(snapshot: Snapshot, before: Snapshot | None) -> list[SealingProblem]:
    """Return every clause of the version before of which nobody said what became of it.

    None for a text signed before the portal existed: it says what it says.
    """
    if before is None or snapshot.is_legacy:
        return []
    here = {clause.uid for _section, clause in snapshot.clauses()}
    told = {one.clause: one for one in snapshot.lineage}
    return [
        SealingProblem(code, clause_number=clause.number, clause=clause.uid, detail=clause.heading)
        for _section, clause in before.clauses()
        if clause.uid not in here and (code := _gone(told.get(clause.uid), here))
    ]


def _gone(told: LineageSnapshot | None, here: set[str]) -> ProblemCode | None:
    if told is None:
        return ProblemCode.CLAUSE_GONE
    return None if here.issuperset(told.successors) else ProblemCode.BROKEN_LINEAGE


def _problems_of_documents(snapshot: Snapshot) -> Iterator[SealingProblem]:
    for section in snapshot.sections:
        for document in section.field("documents", []):
            if isinstance(document, dict) and not document["sha256"]:
                code = ProblemCode.DOCUMENT_WITHOUT_FILE
                yield SealingProblem(code, section.slug, detail=document["title"])


def _problems_of_clauses(snapshot: Snapshot) -> Iterator[SealingProblem]:
    times = Counter(clause.uid for _section, clause in snapshot.clauses())
    for section, clause in snapshot.clauses():
        if not clause.plain_text.strip():
            yield _at(ProblemCode.EMPTY_CLAUSE, section, clause)
        if not is_uid(clause.uid):
            yield _at(ProblemCode.MALFORMED_UID, section, clause, clause.uid)
        elif times[clause.uid] > 1:
            yield _at(ProblemCode.DOUBLED_UID, section, clause)
        for uid in sorted(references(clause.text) - set(times)):
            yield _at(ProblemCode.BROKEN_LINK, section, clause, uid)
        for name in invisible_characters(f"{clause.heading}\n{clause.plain_text}"):
            yield _at(ProblemCode.INVISIBLE_CHARACTER, section, clause, name)


def _problems_of_rules(snapshot: Snapshot) -> Iterator[SealingProblem]:
    places = {
        rule.id: (section, clause)
        for section, clause in snapshot.clauses()
        for rule in clause.rules
    }
    for problem in check_rules(snapshot.rules()):
        for rule_id in problem.rule_ids:
            yield _at(ProblemCode.BROKEN_RULE, *places[rule_id], str(problem.code))


def _at(
    code: ProblemCode, section: SectionSnapshot, clause: ClauseSnapshot, detail: str = ""
) -> SealingProblem:
    return SealingProblem(code, section.slug, clause.number, clause.uid, detail)
