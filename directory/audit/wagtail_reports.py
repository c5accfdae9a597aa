"""Wagtail's other reports, without what they tell about other organisations."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import FilteredModelChoiceFilter
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
    get_editable_page_ids_query,
)
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowState
from wagtail.permissions import policy_registry

from portal.accounts.models import User
from portal.core.workplace_approvals import tasks_of


def _own_states(request: HttpRequest) -> QuerySet[WorkflowState]:
    states: QuerySet[WorkflowState] = WorkflowState.objects.filter(
        object_id__in=get_editable_page_ids_query(request)
    )
    return states


def _who_asked(request: HttpRequest) -> QuerySet[User]:
    asked = _own_states(request).values("requested_by")
    return User.objects.filter(pk__in=asked).order_by("email")


def _own_workflows(request: HttpRequest) -> QuerySet[Workflow]:
    found: QuerySet[Workflow] = Workflow.objects.filter(
        pk__in=_own_states(request).values("workflow")
    )
    return found


def _own_tasks(request: HttpRequest) -> QuerySet[Task]:
    found: QuerySet[Task] = Task.objects.filter(
        workflow_tasks__workflow__in=_own_workflows(request)
    )
    return found.distinct()


def _who_locked(request: HttpRequest) -> QuerySet[User]:
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(request.user, "change")
    return User.objects.filter(pk__in=pages.filter(locked=True).values("locked_by"))


def _waiting_for(user: Any) -> QuerySet[TaskState]:
    """Return what somebody may approve; Wagtail asks every organisation's task on its own."""
    states: QuerySet[TaskState] = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=tasks_of(user).values("pk")
    )
    return states


class OwnWorkflowFilterSet(WorkflowReportFilterSet):
    """Offers the people and workflows of one's own pages; Wagtail's offers everybody."""

    requested_by = django_filters.ModelChoiceFilter(label=_("Eingereicht von"), queryset=_who_asked)
    workflow = django_filters.ModelChoiceFilter(label=_("Workflow"), queryset=_own_workflows)

    def filter_reviewable(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return, if that is asked for, only what waits for whoever asks."""
        waiting = _waiting_for(self.request.user)
        return queryset.filter(current_task_state__in=waiting) if value else queryset


class OwnTasksFilterSet(WorkflowTasksReportFilterSet):
    """Offers the workflows of one's own pages, and their tasks."""

    workflow = django_filters.ModelChoiceFilter(
        field_name="workflow_state__workflow", label=_("Workflow"), queryset=_own_workflows
    )
    task = FilteredModelChoiceFilter(
        label=_("Aufgabe"),
        queryset=_own_tasks,
        filter_field="id_workflow",
        filter_accessor="workflows",
    )

    def filter_reviewable(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return, if that is asked for, only what waits for whoever asks."""
        return queryset.filter(pk__in=_waiting_for(self.request.user)) if value else queryset


class OwnLocksFilterSet(LockedPagesReportFilterSet):
    """Offers the people who locked one's own pages."""

    locked_by = django_filters.ModelChoiceFilter(
        label=_("Gesperrt von"), empty_label=_("Alle"), queryset=_who_locked
    )


class OwnWorkflowsView(WorkflowView):
    """Workflows of the pages one may edit."""

    filterset_class = OwnWorkflowFilterSet


class OwnTasksView(WorkflowTasksView):
    """Tasks in workflows of the pages one may edit."""

    filterset_class = OwnTasksFilterSet


class OwnLocksView(LockedPagesView):
    """Locked pages among those one may edit."""

    filterset_class = OwnLocksFilterSet


class PageTypesView(PageTypesUsageReportView):
    """How often each type of page is used: for administrators.

    It names the page edited last of each type, of whichever organisation, drafts included.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the report; raises PermissionDenied for anybody but administrators."""
        if not request.user.is_superuser:
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response
