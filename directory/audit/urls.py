"""The reports that stand at the addresses of Wagtail's own; included before those."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from directory.audit.report import LogView
from directory.audit.wagtail_reports import (
    OwnLocksView,
    OwnTasksView,
    OwnWorkflowsView,
    PageTypesView,
)

REPORTS = {
    "site-history/": LogView,
    "workflow/": OwnWorkflowsView,
    "workflow_tasks/": OwnTasksView,
    "locked/": OwnLocksView,
    "page-types-usage/": PageTypesView,
}

urlpatterns = [
    path(address + suffix, require_admin_access(view.as_view(results_only=results_only)))
    for address, view in REPORTS.items()
    for suffix, results_only in (("", False), ("results/", True))
]
