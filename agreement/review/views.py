"""The pages of questions and reviews."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from agreement.models.review import ClauseQuestion, Review
from agreement.models.sealed import Agreement
from agreement.permissions import may_decide_versions
from agreement.reading import clause_url
from agreement.review import questions, reviews
from agreement.review.forms import AnswerForm, OutcomeForm, QuestionForm, ReviewForm
from agreement.review.notices import subject_of
from agreement.review.refusals import ReviewRefused
from agreement.review.shown import (
    clause_rows,
    done_reviews,
    question_shown,
    questions_about,
    review_rows,
    reviews_of_clause,
)
from agreement.review.wordings import standing_of
from portal.core.errors import NotFound

OPEN = "offen"


def start(request: HttpRequest, page: Any) -> HttpResponse:
    """List the clauses that are asked about most, open questions first, and the reviews."""
    agreements = list(Agreement.objects.order_by("title"))
    chosen = request.GET.get("vereinbarung", "")
    if chosen not in {one.slug for one in agreements}:
        chosen = ""
    only_open = request.GET.get("stand") == OPEN
    found, rows = clause_rows(agreement=chosen, only_open=only_open, page=request.GET.get("page"))
    context = {
        "agreements": agreements,
        "chosen": chosen,
        "only_open": only_open,
        "page_obj": found,
        "rows": rows,
        "reviews": review_rows(),
        "done": done_reviews(),
        "may_plan": may_decide_versions(request.user),
    }
    return _answer(request, page, "start", context)


def clause(request: HttpRequest, page: Any, slug: str, uid: UUID) -> HttpResponse:
    """Show the questions about a clause, and take one more."""
    agreement, key = _agreement(slug), str(uid)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = questions.ask(agreement, key, request.user, form.cleaned_data["text"])
        except ReviewRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(
                request, _("Ihre Frage ist gestellt. Sie bekommen eine Mail mit der Antwort.")
            )
            return redirect(f"{_here(request, page, slug, key)}#frage-{made.pk}")
    standing = standing_of(key, agreement.pk)
    shown = questions_about(key, agreement, request.user)
    if standing is None and not shown:
        raise NotFound(_("Diese Klausel gibt es nicht. Alle stehen in der Vereinbarung."))
    context = {
        "agreement": agreement,
        "uid": key,
        "standing": standing,
        "questions": shown,
        "form": form,
        "clause_url": clause_url(key),
        "clause_reviews": reviews_of_clause(key, agreement),
        "may_plan": may_decide_versions(request.user),
    }
    return _answer(request, page, "clause", context)


def answer(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Take the coordination's answer to a question, or another wording of it."""
    _coordination(request)
    question = _question(uuid)
    initial = {"text": question.answer}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    back = _here(request, page, question.agreement.slug, str(question.clause))
    if request.method == "POST" and form.is_valid():
        try:
            questions.answer(question, request.user, form.cleaned_data["text"])
        except ReviewRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Die Antwort steht jetzt bei der Klausel."))
            return redirect(f"{back}#frage-{question.pk}")
    standing = standing_of(str(question.clause), question.agreement_id)
    wording = standing.wording if standing else ""
    shown = question_shown(question, wording, request.user, coordinates=True)
    context = {"one": shown, "standing": standing, "form": form, "back": back}
    return _answer(request, page, "answer", context)


def withdraw(request: HttpRequest, page: Any, uuid: UUID) -> HttpResponse:
    """Take a question back, once that is confirmed."""
    question = _question(uuid)
    if question.asked_by_id != request.user.pk and not may_decide_versions(request.user):
        raise PermissionDenied
    back = _here(request, page, question.agreement.slug, str(question.clause))
    if request.method == "POST":
        try:
            questions.withdraw(question, request.user)
        except ReviewRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        messages.success(request, _("Die Frage ist zurückgezogen."))
        return redirect(page.get_url(request))
    return _answer(request, page, "withdraw", {"question": question, "back": back})


def plan(request: HttpRequest, page: Any, slug: str, uid: UUID) -> HttpResponse:
    """Plan a review of a clause."""
    _coordination(request)
    agreement = _agreement(slug)
    standing = standing_of(str(uid), agreement.pk)
    if standing is None:
        raise NotFound(_("Diese Klausel gibt es nicht. Alle stehen in der Vereinbarung."))
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reviews.plan_clause_review(agreement, str(uid), request.user, **form.cleaned_data)
        except ReviewRefused as refusal:
            form.add_error("due_on", str(refusal))
        else:
            messages.success(request, _("Die Überprüfung ist vorgemerkt."))
            return redirect(page.get_url(request) + "#ueberpruefungen")
    return _answer(request, page, "review", {"subject": standing.label, "form": form})


def review(request: HttpRequest, page: Any, pk: int) -> HttpResponse:
    """Take another day for a review, or its outcome."""
    _coordination(request)
    found = Review.objects.filter(pk=pk).select_related("agreement", "version").first()
    if found is None:
        raise NotFound(_("Diese Überprüfung gibt es nicht. Alle stehen unter „Rückfragen“."))
    initial = {"due_on": found.due_on, "occasion": found.occasion}
    is_outcome = request.POST.get("act") == "done"
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(None if is_outcome else data, initial=initial)
    outcome = OutcomeForm(data if is_outcome else None)
    sent: Any = outcome if is_outcome else form
    if request.method == "POST" and sent.is_valid():
        act = reviews.complete_review if is_outcome else reviews.change_review
        try:
            act(found, request.user, **sent.cleaned_data)
        except ReviewRefused as refusal:
            sent.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(page.get_url(request) + "#ueberpruefungen")
    context = {"subject": subject_of(found), "review": found, "form": form, "outcome": outcome}
    return _answer(request, page, "review", context)


def _answer(request: HttpRequest, page: Any, name: str, context: dict[str, Any]) -> HttpResponse:
    base = {"page": page, "self": page, "home": page.get_url(request)}
    return TemplateResponse(request, f"agreement/review/{name}.html", base | context)


def _here(request: HttpRequest, page: Any, slug: str, uid: str) -> str:
    return f"{page.get_url(request)}{slug}/{uid}/"


def _agreement(slug: str) -> Agreement:
    found = Agreement.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(_("Diese Vereinbarung gibt es nicht."))
    return found


def _question(uuid: UUID) -> ClauseQuestion:
    found = (
        ClauseQuestion.objects.filter(pk=uuid)
        .select_related("agreement", "asked_by", "version", "answer_version")
        .defer("version__canonical", "answer_version__canonical")
        .first()
    )
    if found is None:
        raise NotFound(_("Diese Frage gibt es nicht mehr. Vielleicht wurde sie zurückgezogen."))
    return found


def _coordination(request: HttpRequest) -> None:
    if not may_decide_versions(request.user):
        raise PermissionDenied
