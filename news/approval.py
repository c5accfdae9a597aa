"""Articles that need approval: the workflow of an organisation (who may publish: permissions)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    GroupApprovalTask,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from directory.models import OrganisationPage
from news.models.folders import NewsFolderPage

WORKFLOW = "Freigabe von Artikeln: %(name)s"
START = WORKFLOW % {"name": ""}
TASK = _("Freigabe durch die Leitung der Redaktion")


@transaction.atomic
def ensure_approval(organisation: OrganisationPage, folder: NewsFolderPage) -> list[str]:
    """Give the folder its workflow if articles need approval, else take it away.

    The workflow is called after the organisation, and its lead editors approve. When approval
    is no longer needed, what waits for it is no longer waiting. Returns what was mended.
    """
    workflow = _workflow_of(organisation)
    if not organisation.articles_need_approval:
        if workflow is None or not workflow.active:
            return []
        workflow.deactivate()
        return [f"switched off the workflow “{workflow.name}”"]
    name = WORKFLOW % {"name": organisation.short_name}
    if workflow is None:
        workflow = _made(name, organisation)
        mended = [f"made the workflow “{name}”"]
    else:
        mended = _mended(workflow, name)
    at_folder = WorkflowPage.objects.filter(page=folder).first()
    if at_folder is None or at_folder.workflow_id != workflow.pk:
        WorkflowPage.objects.update_or_create(page=folder, defaults={"workflow": workflow})
        mended.append(f"put the workflow “{name}” in its place")
    return mended


def remove_approval(organisation: OrganisationPage) -> None:
    """Delete the workflow of an organisation that goes, with its task."""
    for task in _tasks(organisation):
        Workflow.objects.filter(workflow_tasks__task=task, name__startswith=START).delete()
        task.delete()


def _tasks(organisation: OrganisationPage) -> Any:
    workflows = Workflow.objects.filter(name__startswith=START)
    return GroupApprovalTask.objects.filter(
        groups=organisation.lead_group_id, workflow_tasks__workflow__in=workflows
    )


def _workflow_of(organisation: OrganisationPage) -> Workflow | None:
    """Return the organisation's workflow: the one in which its lead editors approve.

    Its name is not what it is found by: the organisation may have another one by now.
    """
    found: Workflow | None = (
        Workflow.objects.filter(
            name__startswith=START,
            workflow_tasks__task__groupapprovaltask__groups=organisation.lead_group_id,
        )
        .order_by("pk")
        .first()
    )
    return found


def _made(name: str, organisation: OrganisationPage) -> Workflow:
    workflow: Workflow = Workflow.objects.create(name=name)
    task = GroupApprovalTask.objects.create(name=str(TASK))
    task.groups.set([organisation.lead_group])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _mended(workflow: Workflow, name: str) -> list[str]:
    mended = []
    if workflow.name != name:
        mended.append(f"renamed the workflow “{workflow.name}” to “{name}”")
    if not workflow.active:
        mended.append(f"switched on the workflow “{name}”")
    if mended:
        workflow.name, workflow.active = name, True
        workflow.save()
    return mended
