"""What went wrong with Elasticsearch, in one word: for people, and never with any content."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, UnsupportedProductError


class Failure(models.TextChoices):
    """The ways in which Elasticsearch does not do what it is asked."""

    UNREACHABLE = "unreachable", _("nicht erreichbar")
    SLOW = "slow", _("antwortet nicht rechtzeitig")
    UNSUPPORTED = "unsupported", _("falsche Version oder kein Elasticsearch")
    FORBIDDEN = "forbidden", _("verweigert den Zugang")
    READ_ONLY = "read_only", _("nimmt nichts an: der Index ist nur lesbar")
    MISSING = "missing", _("der Index fehlt")
    OVERLOADED = "overloaded", _("überlastet oder ohne alle Teile des Index")
    REFUSED = "refused", _("weist etwas ab")


UNSUPPORTED_ERRORS = frozenset({"media_type_header_exception", "content_type_header_exception"})
"""What an older Elasticsearch says to a newer client."""

MISSING_ERRORS = frozenset({"index_not_found_exception", "alias_not_found_exception"})


def failure_of(error: Exception) -> Failure:
    """Return what an exception of the client means."""
    if isinstance(error, UnsupportedProductError):
        return Failure.UNSUPPORTED
    if isinstance(error, ApiError):
        return failure_of_answer(error.status_code, error_type(error.body))
    if isinstance(error, ConnectionTimeout):
        return Failure.SLOW
    return Failure.UNREACHABLE if isinstance(error, TransportError) else Failure.REFUSED


def failure_of_answer(status: int, kind: str) -> Failure:
    """Return what a status and Elasticsearch's name of an error mean."""
    if kind in UNSUPPORTED_ERRORS:
        return Failure.UNSUPPORTED
    if kind in MISSING_ERRORS:
        return Failure.MISSING
    if kind == "cluster_block_exception" and status in (403, 429):
        return Failure.READ_ONLY
    if status in (401, 403):
        return Failure.FORBIDDEN
    if status == 429 or status >= 500:
        return Failure.OVERLOADED
    return Failure.REFUSED


def error_type(body: Any) -> str:
    """Return Elasticsearch's name of an error from an answer; empty if it names none."""
    error = body.get("error") if isinstance(body, dict) else None
    kind = error.get("type") if isinstance(error, dict) else None
    return kind if isinstance(kind, str) else ""
