"""Sections of an agreement always need the coordination: one workflow for every working text."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from agreement.models import WorkingTextPage
from directory.groups import COORDINATION

WORKFLOW = "Abschnitt der Vereinbarung"
TASK = "Freigabe durch die Koordination"


@transaction.atomic
def ensure_section_workflow(working_text: WorkingTextPage) -> list[str]:
    """Let sections of a working text be handed in to the coordination; return what was mended."""
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    mended = [f"made the workflow “{WORKFLOW}”"] if made else []
    if not workflow.active:
        workflow.active = True
        workflow.save()
        mended.append(f"switched on the workflow “{WORKFLOW}”")
    mended += _mend_task(workflow)
    at_page = WorkflowPage.objects.filter(page=working_text).first()
    if at_page is None or at_page.workflow_id != workflow.pk:
        WorkflowPage.objects.update_or_create(page=working_text, defaults={"workflow": workflow})
        mended.append(f"put the workflow “{WORKFLOW}” in its place")
    return mended


def _mend_task(workflow: Workflow) -> list[str]:
    """Make the coordination approve, and nobody else."""
    coordination, _made = Group.objects.get_or_create(name=COORDINATION)
    task = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=TASK)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    if task.active and set(task.groups.all()) == {coordination}:
        return []
    task.active = True
    task.save()
    task.groups.set([coordination])
    return ["let the coordination approve sections"]
