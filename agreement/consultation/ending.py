"""What is still open when a process goes on, and how its consultations end then."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from agreement.consultation.notices import synopsis_path
from agreement.consultation.rounds import text_of_round
from agreement.enums import CommentState
from agreement.models.consultation import Consultation, ConsultationComment
from agreement.models.evidence import ProcessFreeze
from agreement.models.process import VersionProcess
from agreement.sealing_problems import ProblemCode, SealingProblem


def end_consultations(process: VersionProcess) -> None:
    """End what still runs of a process, in the act's transaction; later answers wait for it."""
    consultations = Consultation.objects.filter(process=process)
    list(consultations.select_for_update())
    consultations.filter(ended_at__isnull=True).update(ended_at=timezone.now())


def open_comments(process: VersionProcess) -> QuerySet[ConsultationComment]:
    """Return what organisations said in any round of a process and nobody has dealt with."""
    return ConsultationComment.objects.filter(
        consultation__process=process,
        state=CommentState.RELEASED,
        disposition__isnull=True,
        carried_to__isnull=True,
    )


def open_comment_problems(process: VersionProcess) -> Iterator[SealingProblem]:
    """Return a reason against adoption for every comment that nobody has dealt with."""
    found = open_comments(process).select_related("consultation__freeze")
    for comment in found.order_by("consultation__opened_at", "created_at", "uuid"):
        yield SealingProblem(
            ProblemCode.OPEN_CONSULTATION_COMMENT,
            clause_number=_number(comment.consultation.freeze, str(comment.clause)),
            detail=comment.organisation_name,
            address=f"{synopsis_path(comment.consultation)}#anmerkung-{comment.pk}",
        )


def _number(freeze: ProcessFreeze, clause: str) -> str:
    """Return a clause's number in a round; empty for what is said to the whole text."""
    numbers = {each.uid: each.number for _section, each in text_of_round(freeze).clauses()}
    return numbers.get(clause, "")
