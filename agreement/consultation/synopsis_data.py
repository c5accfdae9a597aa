"""What a synopsis is made of, looked up with the same few queries for one comment and for many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agreement.consultation.carrying import has_lost_its_clause
from agreement.consultation.rounds import text_of_round
from agreement.consultation.seats import Standing, standing_of
from agreement.consultation.seeing import answers_seen_by, comments_seen_by
from agreement.consultation.synopsis import Row, Said, Wanted, synopsis_rows
from agreement.enums import CommentState, ProcessState
from agreement.models.consultation import (
    Consultation,
    ConsultationComment,
    Disposition,
    Invitation,
)
from agreement.models.working_text import WorkingTextPage
from agreement.process.guards import last_version
from agreement.reading import text_of
from agreement.snapshot import SectionSnapshot, Snapshot
from agreement.snapshot_builder import build_snapshot
from agreement.text.runs import blocks_from_data


@dataclass(frozen=True)
class Answer:
    """An organisation that was asked: what it answered, as far as the reader may know."""

    invitation: Invitation
    is_shown: bool
    comments: int


class Synopsis:
    """A consultation as somebody may see it; nothing is looked up before it is asked for."""

    def __init__(self, consultation: Consultation, user: Any) -> None:
        """Hold the consultation, with its process and round."""
        self.consultation = consultation
        self._user = user

    @cached_property
    def standing(self) -> Standing:
        """Where the reader sits."""
        return standing_of(self._user)

    @cached_property
    def text(self) -> Snapshot:
        """The round."""
        return text_of_round(self.consultation.freeze)

    @cached_property
    def comments(self) -> Mapping[str, ConsultationComment]:
        """Every released comment that the reader may see, by its UUID, in their order."""
        rows = comments_seen_by(self._user, self.consultation, self.standing)
        rows = rows.filter(state=CommentState.RELEASED)
        rows = rows.select_related("disposition", "carried_from", "carried_to")
        return {str(row.pk): row for row in rows.order_by("created_at", "uuid")}

    @cached_property
    def said(self) -> Sequence[Said]:
        """The same as the rows of the synopsis take them."""
        return [said_of(comment) for comment in self.comments.values()]

    def rows(self, wanted: Wanted | None = None) -> tuple[Row, ...]:
        """Return the rows that are wanted."""
        return synopsis_rows(self.text, self.said, self.resulting, wanted)

    @cached_property
    def resulting(self) -> Snapshot | None:
        """The text that came of the round: the sealed version, else the working text of today."""
        return resulting_text(self.consultation)

    @cached_property
    def answers(self) -> Sequence[Answer]:
        """Every organisation that was asked, by name."""
        seen = answers_seen_by(self._user, self.consultation, self.standing)
        shown = set(seen.filter(released_at__isnull=False).values_list("pk", flat=True))
        own = [one.organisation for one in self.said]
        invitations = self.consultation.invitations.all()
        return [
            Answer(one, one.pk in shown, own.count(str(one.organisation))) for one in invitations
        ]

    @property
    def organisations(self) -> Sequence[tuple[str, str]]:
        """Whoever said something, by name: UUID and name."""
        found = {one.organisation: one.organisation_name for one in self.said}
        return sorted(found.items(), key=lambda item: item[1].casefold())

    @property
    def sections(self) -> Sequence[SectionSnapshot]:
        """The sections of which something is said, in their order."""
        clauses = {one.clause for one in self.said}
        return [
            section
            for section in self.text.sections
            if any(clause.uid in clauses for clause in section.clauses)
        ]

    @property
    def open_count(self) -> int:
        """How many comments wait for a decision."""
        return sum(one.is_open for one in self.said)


def disposition_of(comment: ConsultationComment) -> Disposition | None:
    """Return what was made of a comment, None as long as nobody decided."""
    return getattr(comment, "disposition", None)


def said_of(comment: ConsultationComment) -> Said:
    """Return a comment as the synopsis takes it; related rows should be there already."""
    disposition = disposition_of(comment)
    return Said(
        uuid=str(comment.pk),
        organisation=str(comment.organisation),
        organisation_name=comment.organisation_name,
        clause=str(comment.clause or ""),
        kind=comment.kind,
        quote=comment.quote,
        text=comment.text,
        proposal=blocks_from_data(comment.proposal),
        result=disposition.result if disposition else "",
        reason=disposition.reason if disposition else "",
        is_moved=has_lost_its_clause(comment),
        is_carried=comment.carried_from_id is not None,
        is_asked_again=hasattr(comment, "carried_to"),
    )


def resulting_text(consultation: Consultation) -> Snapshot | None:
    """Return the text that came of a round; None for a process that was given up."""
    process = consultation.process
    if process.version_id and process.version:
        return text_of(process.version)
    if process.state == ProcessState.DISCARDED:
        return None
    working_text: Any = WorkingTextPage.objects.filter(agreement=process.agreement_id).first()
    return build_snapshot(working_text, last_version(working_text)) if working_text else None
