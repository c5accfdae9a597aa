"""What keeps a snapshot from being sealed, every reason at once. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from agreement.identity import is_uid
from agreement.responsibility.rules import check_rules
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
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


@dataclass(frozen=True)
class SealingProblem:
    """One reason: what, in which section (slug), at which clause (number and uid), and a detail."""

    code: ProblemCode
    section: str = ""
    clause_number: str = ""
    clause: str = ""
    detail: str = ""


def sealing_problems(snapshot: Snapshot) -> list[SealingProblem]:
    """Return every reason why this snapshot must not be sealed; none means it may."""
    return [
        *_problems_of_the_whole(snapshot),
        *_problems_of_documents(snapshot),
        *_problems_of_clauses(snapshot),
        *_problems_of_rules(snapshot),
    ]


def _problems_of_the_whole(snapshot: Snapshot) -> Iterator[SealingProblem]:
    if not snapshot.sections:
        yield SealingProblem(ProblemCode.NO_SECTIONS)
    elif not any(True for _ in snapshot.clauses()):
        yield SealingProblem(ProblemCode.NO_CLAUSES)
    parties = {party.organisation for party in snapshot.parties}
    if "" in parties:
        yield SealingProblem(ProblemCode.PARTY_WITHOUT_ORGANISATION)
    if len(parties - {""}) < 2:
        yield SealingProblem(ProblemCode.TOO_FEW_PARTIES)


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
