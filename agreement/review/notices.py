"""What people are told by mail about reviews and questions; each a sentence, without names."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from agreement.models.review import ClauseQuestion, Review
from agreement.models.sealed import Agreement
from agreement.review.wordings import standing_of
from directory.people.addressees import coordinators
from portal.accounts.notifications import notify

QUESTIONS = "rueckfragen"
REVIEWS = "ueberpruefungen"
"""The kinds of these notices."""
PAGE = "/intern/rueckfragen/"
"""The standing address of the page of questions and reviews."""

ASKED = _("%(title)s, %(clause)s: Jemand hat eine Rückfrage gestellt.")
ANSWERED = _("%(title)s, %(clause)s: Ihre Rückfrage ist beantwortet.")
DUE_SOON = _("%(title)s, %(what)s: Die Überprüfung steht an, am %(day)s.")
DUE_TODAY = _("%(title)s, %(what)s: Die Überprüfung ist heute fällig.")
OVERDUE = _("%(title)s, %(what)s: Die Überprüfung war am %(day)s fällig und ist noch offen.")


def clause_path(agreement: Agreement, uid: object) -> str:
    """Return where the questions about a clause stand."""
    return f"{PAGE}{agreement.slug}/{uid}/"


def tell_of_question(question: ClauseQuestion) -> None:
    """Tell the coordination that something was asked."""
    people = [person for person in coordinators() if person.pk != question.asked_by_id]
    _tell(people, question, ASKED)


def tell_of_answer(question: ClauseQuestion) -> None:
    """Tell whoever asked that there is an answer."""
    if question.asked_by is not None:
        _tell([question.asked_by], question, ANSWERED)


def _tell(people: Any, question: ClauseQuestion, text: Any) -> None:
    standing = standing_of(str(question.clause), question.agreement_id)
    words = {"title": question.agreement.title, "clause": standing.label if standing else ""}
    path = f"{clause_path(question.agreement, question.clause)}#frage-{question.pk}"
    notify(people, QUESTIONS, text, path, words=words)


def subject_of(review: Review) -> str:
    """Return what is reviewed: a version, or a clause by number and heading."""
    if review.version is not None:
        return _("Fassung %(number)s") % {"number": review.version.number}
    standing = standing_of(str(review.clause), review.agreement_id)
    return standing.label if standing else str(_("Klausel"))


def remind(review: Review, today: Any) -> None:
    """Remind the coordination of a review."""
    text = DUE_TODAY if review.due_on == today else DUE_SOON
    text = OVERDUE if review.due_on < today else text
    with override(settings.LANGUAGE_CODE):
        words = {
            "title": review.agreement.title,
            "what": subject_of(review),
            "day": date_format(review.due_on),
        }
    notify(coordinators(), REVIEWS, text, f"{PAGE}#ueberpruefungen", words=words)
