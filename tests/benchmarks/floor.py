"""The floor: one Django view that does nothing, without middleware, templates or database."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

from tests.benchmarks.meter import Meter

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        SECRET_KEY="x" * 50,
    )


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer the shortest page there is."""
    return HttpResponse("<!doctype html><title>Floor</title>")


urlpatterns = [re_path("", nothing)]
application = Meter(get_wsgi_application())
