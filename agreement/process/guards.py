"""What stands against sealing: every reason at once, of the text and of what surrounds it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils import timezone
from wagtail.models import Comment

from agreement import reading
from agreement.examples.guard import failed_examples
from agreement.models.sealed import AgreementVersion
from agreement.models.working_text import WorkingTextPage
from agreement.responsibility.routing import RuleBook
from agreement.sealing_problems import (
    ProblemCode,
    SealingProblem,
    coverage_problems,
    lineage_problems,
    sealing_problems,
)
from agreement.snapshot import Snapshot
from agreement.snapshot_builder import build_snapshot, unpublished_changes

Guard = Callable[[WorkingTextPage, Snapshot, AgreementVersion | None], Iterable[SealingProblem]]
"""Looks at a working text, the version it would become, and the version before."""


class SealingRefused(Exception):
    """The working text cannot be sealed as it is; `problems` holds every reason at once."""

    def __init__(self, problems: Sequence[SealingProblem]) -> None:
        super().__init__(", ".join(sorted({str(problem.code) for problem in problems})))
        self.problems = list(problems)


def last_version(working_text: WorkingTextPage) -> AgreementVersion | None:
    """Return the version that the next one will follow."""
    versions = AgreementVersion.objects.filter(agreement=working_text.agreement)
    found: AgreementVersion | None = versions.order_by("number").last()
    return found


def problems_of(working_text: WorkingTextPage, *, is_legacy: bool = False) -> list[SealingProblem]:
    """Return every reason why the working text cannot be sealed as it is now."""
    last = last_version(working_text)
    return problems_in(working_text, build_snapshot(working_text, last, is_legacy=is_legacy), last)


def problems_in(
    working_text: WorkingTextPage, snapshot: Snapshot, previous: AgreementVersion | None
) -> list[SealingProblem]:
    """Return every reason why a working text must not become the version that a snapshot holds."""
    return [problem for guard in GUARDS for problem in guard(working_text, snapshot, previous)]


def _text(
    working_text: WorkingTextPage, snapshot: Snapshot, previous: AgreementVersion | None
) -> Iterable[SealingProblem]:
    return [*unpublished_changes(working_text), *sealing_problems(snapshot)]


def _lineage(
    working_text: WorkingTextPage, snapshot: Snapshot, previous: AgreementVersion | None
) -> Iterable[SealingProblem]:
    return lineage_problems(snapshot, reading.text_of(previous) if previous else None)


def _responsibility(
    working_text: WorkingTextPage, snapshot: Snapshot, previous: AgreementVersion | None
) -> Iterable[SealingProblem]:
    sets = reading.closed_sets()
    today = timezone.localdate()

    def book_on(day: date) -> RuleBook:
        return reading.book_of(snapshot.rules(), day, sets)

    return [
        *coverage_problems(snapshot, book_on, today),
        *failed_examples(working_text.agreement, snapshot, today),
    ]


def _comments(
    working_text: WorkingTextPage, snapshot: Snapshot, previous: AgreementVersion | None
) -> Iterable[SealingProblem]:
    """Name every open comment in the editor; one on a text already signed changes nothing."""
    if snapshot.is_legacy:
        return
    pages = {section.pk: section for section in working_text.outline()}
    open_ones = Comment.objects.filter(
        page__in=[working_text.pk, *pages], resolved_at__isnull=True
    ).order_by("page__path", "pk")
    for comment in open_ones:
        section = pages.get(comment.page_id)
        yield SealingProblem(
            ProblemCode.OPEN_COMMENT,
            section=section.slug if section else "",
            detail=section.title if section else working_text.title,
            comment=comment.pk,
        )


GUARDS: tuple[Guard, ...] = (_text, _lineage, _responsibility, _comments)
"""Everything that is asked before a text is frozen and before it is sealed."""
