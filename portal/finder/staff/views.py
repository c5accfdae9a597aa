"""The page of the box. What somebody types is read and forgotten: it travels by POST alone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.examples.actions import propose_from_case
from agreement.models import CoveragePage, ExampleCase
from portal.core.errors import BadInput
from portal.core.visibility import viewer
from portal.finder.coordination import coordination
from portal.finder.finding import find
from portal.finder.staff.answer import answer_of, facts_of
from portal.finder.staff.proposal import ProposalForm, expected_of
from portal.finder.staff.question import Question, blank_question, question_of


def ask(request: HttpRequest, page: Any) -> HttpResponse:
    """Show the box; with a question, the answer on the same page."""
    if request.method != "POST":
        return _render(request, page, {"question": blank_question()})
    question = question_of(request)
    context: dict[str, Any] = {"question": question}
    if question.visit:
        context |= answer_of(request, question)
    is_wrong = bool(question.visit and question.visit.parsed.errors)
    return _render(request, page, context, status=400 if is_wrong else 200)


def propose(request: HttpRequest, page: Any) -> HttpResponse:
    """Take a disputed question as an example case: new words, and the facts as codes alone."""
    if request.method != "POST":
        return redirect(page.get_url(request))
    question = question_of(request)
    if question.visit is None or not question.has_facts:
        raise BadInput(_("Für einen Beispielfall braucht es Angaben. Bitte beginnen Sie neu."))
    if "title" in request.POST:
        form = ProposalForm(request.POST)
        if form.is_valid() and (example := _proposed(request, question, form)):
            messages.success(request, _("Der Beispielfall ist vorgeschlagen."))
            coverage = CoveragePage.objects.get()
            return redirect(f"{coverage.get_url(request)}beispielfaelle/{example.uuid}/")
    else:
        form = ProposalForm(initial=expected_of(find(request, question.visit, viewer(request))))
    context = {"question": question, "form": form, **facts_of(question.visit, question.reading)}
    return _render(request, page, context, template="proposal")


def _proposed(request: HttpRequest, question: Question, form: ProposalForm) -> ExampleCase | None:
    """Propose the case; what is refused stands in the form afterwards."""
    if question.visit is None:
        return None
    try:
        return propose_from_case(
            request.user,
            case=question.visit.answers.to_case(),
            on=question.day if question.day != timezone.localdate() else None,
            **form.cleaned_data,
        )
    except ValidationError as refusal:
        form.take(refusal)
        return None


def _render(
    request: HttpRequest,
    page: Any,
    context: dict[str, Any],
    *,
    template: str = "box",
    status: int = 200,
) -> HttpResponse:
    return TemplateResponse(
        request,
        f"finder/staff/{template}.html",
        {**page.get_context(request), **coordination(request), **context},
        status=status,
    )
