"""A frozen round as somebody reads it: its text, and at each clause what was said to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreement.consultation.actions_member import why_it_stays
from agreement.consultation.late import why_closed
from agreement.consultation.round_text import RoundText
from agreement.consultation.rounds import is_open
from agreement.consultation.seats import Standing, standing_of
from agreement.consultation.seeing import answers_seen_by, comments_seen_by
from agreement.consultation.synopsis import Entry, Row, Wanted, synopsis_rows
from agreement.consultation.synopsis_data import disposition_of, resulting_text, said_of
from agreement.enums import CommentState
from agreement.labels import words_with
from agreement.models.consultation import (
    Consultation,
    ConsultationComment,
    Disposition,
    Invitation,
)
from agreement.rendering import render_text
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.structured import StructuredField
from agreement.structured_words import field_in_words
from agreement.wording import Words, rule_in_words


@dataclass(frozen=True)
class ShownComment:
    """A comment as somebody sees it, and what he may do with it."""

    comment: ConsultationComment
    entry: Entry
    disposition: Disposition | None
    author: str
    """Who wrote it, for people of the same organisation alone."""
    is_own: bool
    may_change: bool
    may_withdraw: bool

    @property
    def is_draft(self) -> bool:
        """Whether only its organisation sees it."""
        return self.comment.state == CommentState.DRAFT


@dataclass(frozen=True)
class ShownClause:
    """A clause of the round with what was said to it, and how it reads now."""

    uid: str
    number: str
    heading: str
    is_binding: bool
    html: SafeString
    plain: str
    rules: tuple[str, ...]
    comments: tuple[ShownComment, ...]
    row: Row | None

    @property
    def is_decided(self) -> bool:
        """Whether something said to it was decided, so that the outcome is worth showing."""
        return any(shown.disposition for shown in self.comments)


@dataclass(frozen=True)
class ShownSection:
    """A line of the contents: a section, how much was said in it, and how many drafts wait."""

    section: SectionSnapshot
    url: str
    comments: int
    drafts: int


@dataclass(frozen=True)
class Seat:
    """An organisation that was asked, and for which somebody reads, writes or answers."""

    invitation: Invitation
    drafts: int
    edits: bool
    leads: bool


class Round(RoundText):
    """A consultation as one person sees it; `here` is its address, with a slash at the end."""

    def __init__(self, consultation: Consultation, user: Any, here: str) -> None:
        super().__init__(consultation)
        self.user, self.here = user, here

    @cached_property
    def standing(self) -> Standing:
        """Where the reader sits."""
        return standing_of(self.user)

    @property
    def is_open(self) -> bool:
        """Whether organisations may still answer."""
        return is_open(self.consultation)

    @property
    def why_closed(self) -> str:
        """Why they may not, in words."""
        return why_closed(self.consultation)

    @cached_property
    def invitations(self) -> Sequence[Invitation]:
        """Every organisation that was asked, by name."""
        return list(self.consultation.invitations.all())

    @cached_property
    def seats(self) -> Sequence[Seat]:
        """The organisations of the reader among them."""
        drafts = Counter(
            str(one.organisation)
            for one in self.comments
            if one.state == CommentState.DRAFT and not hasattr(one, "carried_to")
        )
        return [
            Seat(
                one,
                drafts[str(one.organisation)],
                str(one.organisation) in self.standing.comments_for,
                str(one.organisation) in self.standing.leads,
            )
            for one in self.invitations
            if str(one.organisation) in self.standing.reads_for
        ]

    @property
    def reads_synopsis(self) -> bool:
        """Whether the reader may open the synopsis: who was asked, at the end everybody."""
        return bool(self.seats) or self.consultation.ended_at is not None

    @property
    def may_comment(self) -> bool:
        """Whether the reader edits for one of them."""
        return any(seat.edits for seat in self.seats)

    @cached_property
    def answers(self) -> Sequence[Invitation]:
        """The released official answers that the reader may see."""
        seen = answers_seen_by(self.user, self.consultation, self.standing)
        return list(seen.filter(released_at__isnull=False))

    @cached_property
    def comments(self) -> Sequence[ConsultationComment]:
        """Every comment that the reader may see (one query)."""
        found = comments_seen_by(self.user, self.consultation, self.standing)
        return list(
            found.select_related("disposition", "carried_from", "carried_to", "author").order_by(
                "created_at", "uuid"
            )
        )

    def section_url(self, section: SectionSnapshot) -> str:
        """Return where a section of the round is read."""
        return f"{self.here}text/{section.slug}/"

    def clause_url(self, uid: str) -> str:
        """Return where a clause of the round is read."""
        return f"{self.section_url(self.places[uid][0])}#k-{uid}"

    def url_of(self, comment: ConsultationComment) -> str:
        """Return where a comment is read."""
        uid = str(comment.clause)
        page = self.section_url(self.places[uid][0]) if uid in self.places else self.here
        return f"{page}#anmerkung-{comment.pk}"

    def place_of(self, comment: ConsultationComment) -> str:
        """Return to which clause a comment was made, in words."""
        place = self.places.get(str(comment.clause))
        return f"{place[1].number} {place[1].heading}" if place else _("Zum ganzen Text")

    def contents(self) -> list[ShownSection]:
        """Return the sections in order, with how much was said in each."""
        at: dict[str, list[ConsultationComment]] = {}
        for comment in self.comments:
            if place := self.places.get(str(comment.clause)):
                at.setdefault(place[0].slug, []).append(comment)
        return [
            ShownSection(
                section,
                self.section_url(section),
                len(at.get(section.slug, ())),
                sum(one.state == CommentState.DRAFT for one in at.get(section.slug, ())),
            )
            for section in self.snapshot.sections
        ]

    def on_whole_text(self) -> list[ShownComment]:
        """Return what was said to the whole text, or to a clause that the round has not."""
        return self._shown([c for c in self.comments if str(c.clause) not in self.places], {})

    def shown(self, comment: ConsultationComment) -> ShownComment:
        """Return one comment as the reader sees it."""
        return self._shown([comment], self._rows([comment]))[0]

    def clauses(self, section: SectionSnapshot) -> list[ShownClause]:
        """Return the clauses of a section with all that was said to them."""
        uids = {clause.uid for clause in section.clauses}
        said = [comment for comment in self.comments if str(comment.clause) in uids]
        rows = self._rows(said)
        at: dict[str, list[ConsultationComment]] = {}
        for comment in said:
            at.setdefault(str(comment.clause), []).append(comment)
        return [
            self._clause(clause, self._shown(at.get(clause.uid, []), rows), rows.get(clause.uid))
            for clause in section.clauses
        ]

    def clause(self, uid: str) -> ShownClause:
        """Return a clause without what was said to it; raises KeyError for one not there."""
        return self._clause(self.places[uid][1], [], None)

    def fields(self, section: SectionSnapshot) -> list[tuple[str, list[str]]]:
        """Return label and lines of each structured field that says something."""
        fields = (StructuredField(f.key, f.label, f.value) for f in section.fields)
        shown = [(field.label, field_in_words(field, self._words)) for field in fields]
        return [(label, lines) for label, lines in shown if lines]

    def _clause(
        self, clause: ClauseSnapshot, comments: Sequence[ShownComment], row: Row | None
    ) -> ShownClause:
        return ShownClause(
            uid=clause.uid,
            number=clause.number,
            heading=clause.heading,
            is_binding=clause.is_binding,
            html=render_text(clause.text, self._reference),
            plain=clause.plain,
            rules=tuple(rule_in_words(rule, self._words) for rule in clause.rules),
            comments=tuple(comments),
            row=row,
        )

    def _reference(self, uid: str) -> tuple[str, str]:
        return self.number_of(uid), self.clause_url(uid) if uid in self.places else "#"

    @cached_property
    def _words(self) -> Words:
        return words_with({uid: clause.number for uid, (_s, clause) in self.places.items()})

    def _rows(self, comments: Sequence[ConsultationComment]) -> Mapping[str, Row]:
        """Return comments beside the wording, by clause; the outcome once one is decided."""
        is_decided = any(disposition_of(comment) for comment in comments)
        now = self._resulting if is_decided else None
        rows = synopsis_rows(self.snapshot, map(said_of, comments), now, Wanted())
        return {row.uid: row for row in rows}

    @cached_property
    def _resulting(self) -> Snapshot | None:
        return resulting_text(self.consultation)

    def _shown(
        self, comments: Sequence[ConsultationComment], rows: Mapping[str, Row]
    ) -> list[ShownComment]:
        known = rows or self._rows(comments)
        entries = {entry.said.uuid: entry for row in known.values() for entry in row.entries}
        return [self._comment(comment, entries) for comment in comments]

    def _comment(self, comment: ConsultationComment, entries: Mapping[str, Entry]) -> ShownComment:
        own, edits = (
            str(comment.organisation) in organisations
            for organisations in (self.standing.reads_for, self.standing.comments_for)
        )
        is_draft = comment.state == CommentState.DRAFT
        return ShownComment(
            comment=comment,
            entry=entries.get(str(comment.pk)) or Entry(said_of(comment)),
            disposition=disposition_of(comment),
            author=comment.author.get_full_name() if own and comment.author else "",
            is_own=own,
            may_change=edits and is_draft and not hasattr(comment, "carried_to"),
            may_withdraw=edits and not is_draft and not why_it_stays(comment, self.consultation),
        )
