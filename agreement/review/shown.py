"""Questions and reviews as the network reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.models.review import ClauseQuestion, Review
from agreement.permissions import may_decide_versions
from agreement.review.wordings import Standing, standings

PAGE_SIZE = 20
MOST_QUESTIONS = 100
"""How many questions about one clause are shown; of more the oldest answered ones are left out."""


@dataclass(frozen=True)
class QuestionShown:
    """A question for one reader."""

    question: ClauseQuestion
    is_old: bool
    """Whether it was asked about an older wording."""
    answer_is_old: bool
    asker: str
    """The account that asked, for the coordination alone."""
    may_withdraw: bool
    may_answer: bool

    @property
    def from_whom(self) -> str:
        """The organisation that asked."""
        return self.question.organisation_name or _("Jemand aus dem Netzwerk")


@dataclass(frozen=True)
class ClauseRow:
    """A clause about which somebody asked; without a standing it is in no version."""

    uid: str
    slug: str
    agreement: str
    standing: Standing | None
    total: int
    open: int


@dataclass(frozen=True)
class ReviewRow:
    """A review with what it is about."""

    review: Review
    subject: str
    is_due: bool


def questions_about(uid: str, agreement: Any, user: Any) -> list[QuestionShown]:
    """Return the questions about a clause, open ones first, then the newest (three queries)."""
    rows = ClauseQuestion.objects.filter(agreement=agreement, clause=uid)
    ordered = rows.order_by(
        F("answered_at").desc(nulls_first=True), "-asked_at", "uuid"
    ).select_related("asked_by", "version", "answer_version")
    found = list(ordered.defer("version__canonical", "answer_version__canonical")[:MOST_QUESTIONS])
    standing = standings([uid]).get(uid) if found else None
    wording = standing.wording if standing else ""
    coordinates = may_decide_versions(user)
    return [question_shown(one, wording, user, coordinates=coordinates) for one in found]


def question_shown(
    question: ClauseQuestion, wording: str, user: Any, *, coordinates: bool
) -> QuestionShown:
    """Return a question for a reader; `wording` is the hash of what is read today."""
    is_mine = question.asked_by_id is not None and question.asked_by_id == user.pk
    return QuestionShown(
        question,
        is_old=question.wording != wording,
        answer_is_old=bool(question.answer) and question.answer_wording != wording,
        asker=str(question.asked_by or "") if coordinates else "",
        may_withdraw=coordinates or (is_mine and question.answered_at is None),
        may_answer=coordinates,
    )


def clause_rows(
    *, agreement: str = "", only_open: bool = False, page: str | None = None
) -> tuple[Page[Any], list[ClauseRow]]:
    """Return the clauses with questions, those with open ones first (four queries)."""
    questions: QuerySet[ClauseQuestion] = ClauseQuestion.objects.order_by()
    if agreement:
        questions = questions.filter(agreement__slug=agreement)
    counted: Any = questions.values("clause", "agreement__slug", "agreement__title").annotate(
        total=Count("pk"), open=Count("pk", filter=Q(answered_at=None))
    )
    if only_open:
        counted = counted.filter(open__gt=0)
    found = Paginator(counted.order_by("-open", "-total", "clause"), PAGE_SIZE).get_page(page)
    rows = list(found.object_list)
    there = standings([str(row["clause"]) for row in rows])
    return found, [
        ClauseRow(
            str(row["clause"]),
            row["agreement__slug"],
            row["agreement__title"],
            there.get(str(row["clause"])),
            row["total"],
            row["open"],
        )
        for row in rows
    ]


def review_rows(today: date | None = None) -> list[ReviewRow]:
    """Return the reviews to come, the next first (three queries)."""
    day = today or timezone.localdate()
    open_ones = Review.objects.filter(done_on=None).select_related("agreement", "version")
    found = list(open_ones.defer("version__canonical").order_by("due_on", "pk"))
    there = standings([str(one.clause) for one in found if one.clause])
    return [ReviewRow(one, _subject(one, there), one.due_on <= day) for one in found]


def done_reviews(most: int = 10) -> list[ReviewRow]:
    """Return the reviews that were done last, with their outcome (three queries)."""
    done = Review.objects.exclude(done_on=None).select_related("agreement", "version")
    found: Sequence[Review] = list(
        done.defer("version__canonical").order_by("-done_on", "-pk")[:most]
    )
    there = standings([str(one.clause) for one in found if one.clause])
    return [ReviewRow(one, _subject(one, there), is_due=False) for one in found]


def _subject(review: Review, there: dict[str, Standing]) -> str:
    if review.version is not None:
        return _("Fassung %(number)s") % {"number": review.version.number}
    standing = there.get(str(review.clause))
    return standing.label if standing else _("Klausel, die in keiner Fassung steht")


def reviews_of_clause(uid: str, agreement: Any) -> Iterable[Review]:
    """Return the reviews of a clause, the one to come first (one query)."""
    rows = Review.objects.filter(agreement=agreement, clause=uid)
    return sorted(rows, key=lambda one: (one.done_on is not None, one.due_on))
