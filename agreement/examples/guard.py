"""No version is sealed while an agreed case comes out differently."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreement.enums import ExampleState
from agreement.examples.replaying import Result, replay_all
from agreement.examples.texts import text_of_snapshot
from agreement.labels import words_with
from agreement.models.findings import ExampleCase
from agreement.sealing_problems import ProblemCode, SealingProblem
from agreement.snapshot import Snapshot


def failed_examples(agreement: Any, snapshot: Snapshot, today: date) -> list[SealingProblem]:
    """Return a reason for every agreed case that a text about to be sealed answers differently.

    None for a text signed before the portal existed: it is recorded as it was. Rules that
    contradict each other answer nothing and are a reason of their own.
    """
    if snapshot.is_legacy:
        return []
    cases = list(ExampleCase.objects.filter(agreement=agreement, state=ExampleState.AGREED))
    if not cases:
        return []
    report = replay_all(cases, text_of_snapshot(snapshot, today), words_with({}))
    if report.problem:
        return []
    return [
        SealingProblem(
            ProblemCode.FAILED_EXAMPLE,
            detail=_detail(result),
            example=str(result.example.uuid),
        )
        for result in report.red
    ]


def _detail(result: Result) -> str:
    if result.problem:
        return f"„{result.example.title}“: {result.problem}"
    actual = result.actual[0]
    clauses = ", ".join(clause.number for clause in actual.clauses)
    return _("„%(title)s“. Vereinbart: %(expected)s Nach den Regeln: %(actual)s%(clauses)s") % {
        "title": result.example.title,
        "expected": result.expected,
        "actual": actual.sentence,
        "clauses": f" ({clauses})" if clauses else "",
    }
