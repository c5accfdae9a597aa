"""Consultations and what is said in them, whole without a test saying more."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from agreement.consultation.actions import invite
from agreement.enums import CommentKind, CommentState, Disclosure, ProcessState
from agreement.models import (
    Consultation,
    ConsultationComment,
    VersionProcess,
    WorkingTextPage,
)
from agreement.process.actions import open_process, start_consultation
from directory.models import OrganisationPage
from tests.factories import agreement as texts
from tests.factories import directory, people


def text(*, parties: Sequence[OrganisationPage] = ()) -> WorkingTextPage:
    """Return a working text of two clauses that nothing speaks against, with two parties."""
    here = parties or [directory.organisation(), directory.organisation()]
    made = texts.working_text(parties=here)
    clauses = (texts.clause(heading="Zielgruppe"), texts.clause(heading="Übergabe"))
    texts.section(*clauses, of=made, title="Zielgruppen", slug="zielgruppen")
    return made


def frozen(of: WorkingTextPage | None = None, by: Any = None) -> VersionProcess:
    """Return a process whose text is frozen as its next round, nobody asked yet."""
    by, made = by or people.coordination(), of or text()
    drafts = VersionProcess.objects.filter(agreement=made.agreement, state=ProcessState.DRAFT)
    process = drafts.first() or open_process(made, by, "Anlass (Beispiel)")
    start_consultation(process, by)
    return VersionProcess.objects.get(pk=process.pk)


def consultation(
    *,
    of: VersionProcess | None = None,
    organisations: Sequence[OrganisationPage] = (),
    until: date | None = None,
    disclosure: str = Disclosure.RELEASED,
    by: Any = None,
) -> Consultation:
    """Return an open consultation of a frozen round; without more its parties, for two weeks."""
    return invite(
        of or frozen(),
        by or people.coordination(),
        organisations=[str(one.uuid) for one in organisations] or None,
        open_until=until or timezone.localdate() + timedelta(days=14),
        disclosure=disclosure,
        message="Beispiel: Bitte lesen und antworten.",
    )


def comment(
    *,
    to: Consultation,
    of: OrganisationPage,
    released: bool = True,
    clause: str | None = None,
    **fields: Any,
) -> ConsultationComment:
    """Return a comment of an organisation as a row alone; released unless it is said otherwise."""
    facts: dict[str, Any] = {"kind": CommentKind.REMARK, "text": "Beispiel: bitte klarer sagen."}
    state = CommentState.RELEASED if released else CommentState.DRAFT
    return ConsultationComment.objects.create(
        consultation=to,
        organisation=of.uuid,
        organisation_name=of.title,
        clause=clause,
        state=state,
        released_at=timezone.now() if released else None,
        **{**facts, **fields},
    )
