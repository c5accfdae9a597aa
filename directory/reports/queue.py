"""Whose reports are whose: editors have those of their offices, the coordination all."""

from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.urls import Resolver404, resolve

from directory.enums import ReportState
from directory.models import ErrorReport
from directory.people.roles import editable_organisations, manages_network
from portal.core.trees import below


def reports_for(user: Any) -> QuerySet[ErrorReport]:
    """Return the reports that somebody deals with: open ones first, then the newest."""
    reports = ErrorReport.objects.select_related("office").alias(
        is_closed=Case(When(state=ReportState.OPEN, then=Value(0)), default=Value(1))
    )
    reports = reports.order_by("is_closed", "-created_at", "-pk")
    if manages_network(user):
        return reports
    paths = editable_organisations(user).values_list("path", flat=True)
    return reports.filter(below(paths, "office__path"))


def may_open_report(person: Any, path: str) -> bool:
    """Return whether somebody (still) deals with the report whose page is at a path."""
    try:
        place = resolve(path)
    except Resolver404:
        return False
    uuid = place.kwargs.get("uuid")
    return uuid is not None and reports_for(person).filter(uuid=uuid).exists()
