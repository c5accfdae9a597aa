"""The one question of the API, and its description. Nothing of a request is kept or logged."""

from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from agreement.models import AgreementVersion
from agreement.reading import MAIN_SLUG, InForceRules, current_rules, text_of
from agreement.responsibility.facts import Dimension
from directory.gazetteer import gazetteer
from portal.api.answers import Answer, Fault, Refusal
from portal.api.faults import refusal_of
from portal.api.questions import Facts
from portal.api.responding import answer_of
from portal.core.throttle import is_allowed
from portal.core.visibility import Viewer, look_as, visible
from portal.finder.answers import Parsed
from portal.finder.finding import find
from portal.finder.visit import Visit

A_MINUTE = 60
MOST_A_MINUTE = 300
"""Requests of one address: a website that embeds the answers asks for its visitors, too."""

DESCRIPTION = """\
Who is responsible for whom by the agreement of the migration advice services in the Landkreis
Karlsruhe: the same answers as the public office finder, for other programs. Send what is known
about a case as codes; leave out what is not. Nothing is stored, no log holds what was sent, and
no key is needed. Never send names or other personal details: there is no field for them.
"""

api = NinjaAPI(
    title="Schnittstellenportal",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
)


class Refused(Exception):
    """A request that makes sense but has no answer; carries what to say."""

    def __init__(self, status: int, message: str, field: str = "") -> None:
        super().__init__(status)
        self.status = status
        faults = [Fault(field=field, message=message)] if field else []
        self.refusal = Refusal(message=message, faults=faults)


@api.post(
    "/responsibility",
    operation_id="responsibility",
    summary="Who is responsible for a case, and why",
    response={200: Answer, 400: Refusal, 404: Refusal, 413: Refusal, 422: Refusal, 429: Refusal},
)
def responsibility(request: HttpRequest, facts: Facts) -> Answer:
    """Answer as the office finder does, for the day and version asked for."""
    rules = _rules(facts)
    _refuse_unknown_codes(facts, rules)
    visit = Visit(rules, gazetteer(), Parsed(facts.answers()))
    return answer_of(request, visit, find(request, visit, Viewer()))


def _rules(facts: Facts) -> InForceRules:
    """Return the rules to ask: of a public version, or of the one in force on the day."""
    day = facts.date or timezone.localdate()
    if facts.version is None:
        rules = current_rules(day)
        if rules is None:
            raise Refused(404, _("An diesem Tag ist keine Fassung in Kraft."), "date")
        return rules
    versions = AgreementVersion.objects.filter(agreement__slug=MAIN_SLUG, number=facts.version)
    version = visible(versions.without_bytes(), Viewer()).first()
    if version is None:
        raise Refused(
            404, _("Diese Fassung gibt es nicht, oder sie ist nicht öffentlich."), "version"
        )
    return InForceRules(version.number, text_of(version), day)


def _refuse_unknown_codes(facts: Facts, rules: InForceRules) -> None:
    """Refuse places and topics that the directory does not keep (any more)."""
    if facts.municipality and facts.municipality not in rules.book.codes(Dimension.MUNICIPALITY):
        sentence = _(
            "Diese Gemeinde liegt nicht im Landkreis. Erwartet wird ihr amtlicher "
            "Gemeindeschlüssel, zum Beispiel 08215064."
        )
        raise Refused(422, sentence, "municipality")
    if facts.topic and facts.topic not in (topics := rules.book.codes(Dimension.TOPIC)):
        raise Refused(422, _("Möglich sind: %s.") % ", ".join(sorted(topics)), "topic")


# --- What is wrong, in sentences ------------------------------------------------------------


def _answer(request: HttpRequest, body: Schema, status: int) -> HttpResponse:
    return api.create_response(request, body.model_dump(), status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Say why there is no answer."""
    return _answer(request, refusal.refusal, refusal.status)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say what is wrong at each field."""
    return _answer(request, refusal_of(error.errors), 422)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say that the body is no JSON; ninja tells nothing else apart here."""
    sentence = _(
        "Die Anfrage ist kein gültiges JSON. Bitte prüfen Sie Klammern und Anführungszeichen."
    )
    return _answer(request, Refusal(message=sentence), error.status_code)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """Say that it is too much."""
    return _answer(request, Refusal(message=_("Die Anfrage ist zu groß.")), 413)


# --- What holds for every answer ------------------------------------------------------------


def stateless(view: Any) -> Any:
    """Answer everybody alike, on every website: no session, no cookie, no cache, no token.

    A browser may ask from any page, but sends no cookies along, and none would count.
    """

    @wraps(view, updated=())
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        look_as(request, Viewer())
        response = _preflight() if request.method == "OPTIONS" else _asked(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        if request.method == "POST":
            response["Cache-Control"] = "no-store"
        return response

    def _asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_allowed(
            request, "api", amount=MOST_A_MINUTE, seconds=A_MINUTE
        ):
            sentence = _("Das sind zu viele Anfragen. Bitte warten Sie eine Minute.")
            response = _answer(request, Refusal(message=sentence), 429)
            response["Retry-After"] = str(A_MINUTE)
            return response
        found: HttpResponse = view(request, *args, **kwargs)
        if found.status_code == 405:
            allowed = found["Allow"]
            sentence = _("Diese Adresse versteht nur: %s.") % allowed
            found = _answer(request, Refusal(message=sentence), 405)
            found["Allow"] = allowed
        return found

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Access-Control-Max-Age"] = "86400"
    return response
