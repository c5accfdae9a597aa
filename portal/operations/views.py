"""Whether the portal lives and can answer, and how it is doing."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from portal.operations.metrics import may_read, metrics_text
from portal.search.elastic.client import ElasticAway, ask, is_configured
from portal.search.elastic.state import is_fresh


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process lives; asks nothing of anybody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers, else 503; a second line says who searches.

    Without Elasticsearch the portal is as ready as with it: the database searches.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        search = _who_searches()
    except DatabaseError:
        return HttpResponse("database away\n", content_type="text/plain", status=503)
    return HttpResponse(f"ready\nsearch: {search}\n", content_type="text/plain")


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics to an address of METRICS_ADDRESSES; for others there is no such page."""
    try:
        address = get_adapter().get_client_ip(request)
    except ImproperlyConfigured:  # fewer proxies than there are: nobody knows who asks
        raise Http404 from None
    if not may_read(address, settings.METRICS_ADDRESSES):
        raise Http404
    try:
        return HttpResponse(metrics_text(), content_type=CONTENT_TYPE_LATEST)
    except DatabaseError:
        return HttpResponse("database away\n", content_type="text/plain", status=503)


def _who_searches() -> str:
    if not is_configured():
        return "database"
    if not is_fresh():
        return "database, elasticsearch is behind"
    try:
        ask({"size": 0, "track_total_hits": False})
    except ElasticAway:
        return "database, elasticsearch is away"
    return "elasticsearch"
