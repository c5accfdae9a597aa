"""The home page's panels about approvals: what waits for me, and what I have handed in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, TaskState, WorkflowState

from portal.core.workplace import MOST_LINES, Line, Panel


def tasks_of(user: Any) -> QuerySet[Any]:
    """Return the tasks of workflows in which somebody approves; administrators in all."""
    tasks: QuerySet[Any] = GroupApprovalTask.objects.filter(active=True)
    return tasks if user.is_superuser else tasks.filter(groups__user=user)


def waiting_for_me(request: HttpRequest) -> Panel | None:
    """List what somebody may approve; nothing at all for whom no approval ever waits."""
    tasks = tasks_of(request.user)
    states = _in_progress().filter(task__in=tasks.values("pk"))
    found = list(states.order_by("started_at")[:MOST_LINES])
    if not found and (request.user.is_superuser or not tasks.exists()):
        return None
    pages = _pages(state.workflow_state.object_id for state in found)
    lines = [
        _line(pages, state.workflow_state, _("eingereicht"), state.started_at) for state in found
    ]
    return Panel(
        _("Wartet auf Ihre Freigabe"),
        [line for line in lines if line],
        intro=_("Öffnen Sie die Seite: Unten geben Sie sie frei oder bitten um Änderungen."),
        empty=_("Zurzeit wartet nichts auf Ihre Freigabe."),
        total=states.count() if len(found) == MOST_LINES else len(found),
        more_url=reverse("wagtailadmin_reports:workflow"),
        more_text=_("Alle Freigaben"),
    )


def handed_in_by_me(request: HttpRequest) -> Panel | None:
    """List what somebody has handed in and is not decided, or needs changes."""
    states = WorkflowState.objects.active().filter(_of_pages(), requested_by=request.user)
    found = list(states.order_by("-created_at")[:MOST_LINES])
    pages = _pages(state.object_id for state in found)
    lines = [_line(pages, state, _where_it_stands(state), state.created_at) for state in found]
    return Panel(
        _("Von Ihnen zur Freigabe gegeben"),
        [line for line in lines if line],
        total=states.count() if len(found) == MOST_LINES else len(found),
    )


def _in_progress() -> QuerySet[Any]:
    states: QuerySet[Any] = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return states.filter(_of_pages("workflow_state__")).select_related("workflow_state")


def _of_pages(prefix: str = "") -> Q:
    content_type = {"app_label": "wagtailcore", "model": "page"}
    return Q(**{f"{prefix}base_content_type__{key}": v for key, v in content_type.items()})


def _pages(keys: Iterable[str]) -> Mapping[str, Page]:
    pages = Page.objects.filter(pk__in=[int(key) for key in keys])
    return {str(page.pk): page for page in pages}


def _where_it_stands(state: Any) -> str:
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("braucht Änderungen")
    return _("wartet auf Freigabe")


def _line(pages: Mapping[str, Page], state: Any, note: str, day: Any) -> Line | None:
    page = pages.get(state.object_id)
    if page is None:
        return None
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Line(page.draft_title or page.title, address, note, day)
