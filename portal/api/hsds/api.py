"""The API of HSDS 3.1, read only: the public directory for other systems.

https://docs.openreferral.org/en/3.1/hsds/api_reference.html
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, ConfigDict

from directory.open_data.answers import as_json, open_data
from directory.open_data.example import example_note, marked
from directory.open_data.hsds import PROFILE, VERSION
from portal.api.hsds import organizations, services, services_at_locations, terms
from portal.api.hsds.pages import answer
from portal.api.hsds.parameters import refuse_unknown, sentence_for
from portal.core.models import PortalSettings

api = NinjaAPI(
    title="Schnittstellenportal: HSDS",
    version=VERSION,
    description="The public directory of the network as Open Referral HSDS 3.1, read only.",
    urls_namespace="hsds",
    openapi_url="/openapi.json",
    docs_url=None,  # its page would load scripts from elsewhere
    docs_decorator=require_safe,
)
api.add_router("", services.router)
api.add_router("", services_at_locations.router)
api.add_router("", organizations.router)
api.add_router("", terms.router)


class Publisher(BaseModel):
    """Who answers for the data."""

    name: str
    email: str | None = None


class About(BaseModel):
    """What this API is."""

    model_config = ConfigDict(extra="forbid")

    version: str
    profile: str
    openapi_url: str
    description: str
    publisher: Publisher


@api.get("/", response=About, summary="About this API")
def about(request: HttpRequest) -> HttpResponse:
    """Say which version of the standard this is, and where it is described."""
    refuse_unknown(request)
    portal = PortalSettings.load()
    words = _("Das öffentliche Verzeichnis der Beratungsstellen im Landkreis Karlsruhe.")
    return answer(
        About(
            version=VERSION,
            profile=PROFILE,
            openapi_url=request.build_absolute_uri(reverse("hsds:openapi-json")),
            description=marked(words, example_note()),
            publisher=Publisher(
                name=portal.coordination_name or _("Schnittstellenportal"),
                email=portal.coordination_email or None,
            ),
        )
    )


def _problem(status: int, sentence: str) -> HttpResponse:
    response = open_data(as_json({"detail": sentence}), "application/json")
    response.status_code = status
    response["Cache-Control"] = "no-cache"
    return response


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 400 with a sentence for each parameter that could not be read."""
    return _problem(400, sentence_for(error))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer with the sentence of the refusal."""
    return _problem(error.status_code, str(error))


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer 404 alike for what is missing and what is closed."""
    return _problem(404, _("Diesen Eintrag gibt es nicht. Die Listen nennen alle."))
