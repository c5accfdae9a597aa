"""Who sees what of a consultation: the one policy for pages, synopsis, files and biography.

An organisation always sees all of its own, drafts too, and nobody else ever sees a draft. What
is released the coordination sees at once, the other invited organisations as was chosen for the
round, and everybody else in the network once the consultation has ended.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreement.consultation.seats import Standing, standing_of
from agreement.enums import CommentState, Disclosure
from agreement.models.consultation import Consultation, ConsultationComment, Invitation
from directory.audience import is_in_network
from portal.core.visibility import viewer_of


def comments_seen_by(
    user: Any, consultation: Consultation | None = None, standing: Standing | None = None
) -> QuerySet[ConsultationComment]:
    """Return the comments that somebody may see, of one consultation or of all.

    `standing` saves looking up where the person sits.
    """
    seat = standing or standing_of(user)
    comments: QuerySet[ConsultationComment] = ConsultationComment.objects.all()
    if consultation is not None:
        comments = comments.filter(consultation=consultation)
    own = Q(organisation__in=seat.reads_for)
    return comments.filter(own | (Q(state=CommentState.RELEASED) & _open_to(user, seat)))


def answers_seen_by(
    user: Any, consultation: Consultation | None = None, standing: Standing | None = None
) -> QuerySet[Invitation]:
    """Return the invitations whose official answer somebody may see; others only their name."""
    seat = standing or standing_of(user)
    invitations: QuerySet[Invitation] = Invitation.objects.all()
    if consultation is not None:
        invitations = invitations.filter(consultation=consultation)
    own = Q(organisation__in=seat.reads_for)
    return invitations.filter(own | (Q(released_at__isnull=False) & _open_to(user, seat)))


def _open_to(user: Any, seat: Standing) -> Q:
    """Return the condition under which what another organisation released is open to somebody."""
    if seat.coordinates:
        return Q(pk__isnull=False)
    if not is_in_network(viewer_of(user)):
        return Q(pk__isnull=True)
    invited = Invitation.objects.filter(
        consultation=OuterRef("consultation"), organisation__in=seat.reads_for
    )
    has_ended = Q(consultation__ended_at__isnull=False)
    is_shown = ~Q(consultation__disclosure=Disclosure.AFTER_END)
    return has_ended | (is_shown & Q(Exists(invited)))
