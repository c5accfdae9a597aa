"""The life of a clause as the sealed versions tell it: wordings, numbers, where it came from.

Versions never change, so what was found for a history is kept for the life of the process.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import Max

from agreement.enums import LineageKind
from agreement.models.process import ClauseLineage
from agreement.models.sealed import AgreementVersion, VersionClause, VersionRule
from agreement.reading import text_of
from agreement.reading_page.chain import Chain


@dataclass(frozen=True)
class WordingFact:
    """A wording (heading, text and rules) in versions that follow each other, by their places."""

    first: int
    last: int
    numbers: tuple[str, ...]
    """The numbers the clause had meanwhile, each once, in order."""


@dataclass(frozen=True)
class LineageFact:
    """That a version (by its number) let clauses take the place of another, and why."""

    number: int
    kind: LineageKind
    clause: str
    successors: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Facts:
    """All of it; a clause without wordings stands in no version."""

    wordings: tuple[WordingFact, ...]
    """Oldest first."""
    became: tuple[LineageFact, ...]
    came_from: tuple[LineageFact, ...]


def facts_of(uid: str, versions: Sequence[AgreementVersion]) -> Facts:
    """Return the life of a clause in versions, oldest first (four queries, once a process)."""
    return _facts(uid, Chain(tuple(versions)))


@lru_cache(maxsize=1024)
def _facts(uid: str, chain: Chain) -> Facts:
    lineage = list(_lineage(uid, chain.versions))
    return Facts(
        tuple(_wordings(uid, chain.versions)),
        tuple(fact for fact in lineage if fact.clause == uid),
        tuple(fact for fact in lineage if uid in fact.successors),
    )


def _wordings(uid: str, versions: Sequence[AgreementVersion]) -> Iterator[WordingFact]:
    places = {version.pk: place for place, version in enumerate(versions)}
    of_these = {"clause": uid, "version__in": list(places)}
    rows = VersionClause.objects.filter(**of_these).order_by("version__number")
    rules = _rules(of_these)
    said = [
        (places[pk], number, (heading, text, rules.get(pk, ())))
        for pk, number, heading, text in rows.values_list("version", "number", "heading", "text")
    ]
    # The wording of a clause that was away for a while counts as another one.
    runs = groupby(enumerate(said), key=lambda row: (row[1][0] - row[0], row[1][2]))
    for _key, group in runs:
        standing = [row for _index, row in group]
        numbers = dict.fromkeys(number for _place, number, _wording in standing)
        yield WordingFact(standing[0][0], standing[-1][0], tuple(numbers))


def _rules(of_these: Mapping[str, Any]) -> dict[int, tuple[str, ...]]:
    """Return the rules of a clause by version, as what can be compared."""
    found: dict[int, tuple[str, ...]] = {}
    rows = VersionRule.objects.filter(**of_these).order_by("rule_id")
    for version, data in rows.values_list("version", "data"):
        found[version] = (*found.get(version, ()), repr(data))
    return found


def _lineage(uid: str, versions: Sequence[AgreementVersion]) -> Iterator[LineageFact]:
    """Yield what versions have sealed of where a clause went or came from.

    The open table of lineage says only where to look: what is not sealed yet is no fact.
    """
    agreements = {version.agreement_id for version in versions}
    rows = ClauseLineage.objects.filter(agreement__in=agreements).values_list(
        "clause", "successors"
    )
    concerned = {str(clause) for clause, after in rows if uid in (str(clause), *after)}
    if not concerned:
        return
    for clause, gone_in in _gone_in(concerned, versions):
        for one in text_of(gone_in).lineage:
            if one.clause == clause and uid in (one.clause, *one.successors):
                kind = LineageKind(one.kind)
                yield LineageFact(gone_in.number, kind, clause, one.successors, one.reason)


def _gone_in(
    clauses: Collection[str], versions: Sequence[AgreementVersion]
) -> Iterator[tuple[str, AgreementVersion]]:
    """Yield the first version after the last one that holds a clause, for each that is gone."""
    of_these: dict[str, Any] = {"clause__in": clauses, "version__in": versions}
    rows: Any = VersionClause.objects.filter(**of_these)
    last = rows.order_by().values("clause").annotate(last=Max("version__number"))
    for row in last:
        later = (version for version in versions if version.number > row["last"])
        if (gone_in := next(later, None)) is not None:
            yield str(row["clause"]), gone_in
