"""The consultations there are, and what waits in them for somebody's organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from agreement.consultation.late import why_closed
from agreement.consultation.rounds import is_open
from agreement.consultation.seats import Standing, standing_of
from agreement.enums import CommentState
from agreement.models.consultation import Consultation, ConsultationComment, Invitation


@dataclass(frozen=True)
class Asked:
    """An organisation of the reader that was asked."""

    invitation: Invitation
    drafts: int
    edits: bool
    leads: bool


@dataclass(frozen=True)
class Waiting:
    """A consultation, and the reader's organisations in it."""

    consultation: Consultation
    asked: tuple[Asked, ...]

    @property
    def is_open(self) -> bool:
        """Whether organisations may still answer."""
        return is_open(self.consultation)

    @property
    def why_closed(self) -> str:
        """Why they may not, in words."""
        return why_closed(self.consultation)


def consultations() -> QuerySet[Consultation]:
    """Return every consultation with its process and round, without the bytes; newest first."""
    found: QuerySet[Consultation] = Consultation.objects.select_related(
        "process__agreement", "freeze"
    ).defer("freeze__canonical")
    return found


def running() -> QuerySet[Consultation]:
    """Return the consultations that nobody has ended, those that end first at the top."""
    return consultations().filter(ended_at__isnull=True).order_by("open_until", "-opened_at")


def waiting_in(found: Iterable[Consultation], user: Any) -> list[Waiting]:
    """Return consultations with what waits in them for somebody (three queries)."""
    listed = list(found)
    seat = standing_of(user)
    own = Invitation.objects.filter(
        consultation__in=[one.pk for one in listed], organisation__in=seat.reads_for
    )
    drafts = _drafts(listed, seat)
    at: dict[Any, list[Asked]] = {}
    for one in own:
        key = str(one.organisation)
        count = drafts.get((one.consultation_id, one.organisation), 0)
        asked = Asked(one, count, key in seat.comments_for, key in seat.leads)
        at.setdefault(one.consultation_id, []).append(asked)
    return [Waiting(one, tuple(at.get(one.pk, ()))) for one in listed]


def _drafts(listed: Iterable[Consultation], seat: Standing) -> dict[tuple[Any, Any], int]:
    """Return how many drafts each of the organisations keeps in each consultation."""
    is_draft = Q(state=CommentState.DRAFT, carried_to__isnull=True)
    rows = (
        ConsultationComment.objects.filter(
            is_draft,
            consultation__in=[one.pk for one in listed],
            organisation__in=seat.reads_for,
        )
        .order_by()
        .values_list("consultation", "organisation")
        .annotate(count=Count("pk"))
    )
    return {(consultation, organisation): count for consultation, organisation, count in rows}
