"""Wagtail's own reports tell editors nothing of other organisations."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from directory.models import OfficePage, OrganisationPage
from portal.accounts.models import User
from tests.factories.directory import office
from tests.factories.people import administrator, editor

pytestmark = pytest.mark.django_db

REPORTS = (
    "locked",
    "workflow",
    "workflow_tasks",
    "aging-pages",
    "page-types-usage",
    "site-history",
)
SECRET = "Fremder Entwurf"


def house_of(place: OfficePage) -> OrganisationPage:
    found: OrganisationPage = OrganisationPage.objects.get(pk=place.get_parent().pk)
    return found


@pytest.fixture
def stranger() -> User:
    """Somebody of another organisation, with a locked draft in a workflow of its own."""
    place = office(title="Fremde Stelle")
    house = house_of(place)
    who = editor(of=house)
    workflow = Workflow.objects.create(name="Freigabe: fremd", active=True)
    task = GroupApprovalTask.objects.create(name="Freigabe durch Fremde", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=house)
    draft = OfficePage.objects.get(pk=place.pk)
    draft.title = SECRET
    draft.save_revision(user=who).publish(user=who)
    workflow.start(draft, who)
    draft.locked, draft.locked_by, draft.locked_at = True, who, timezone.now()
    draft.save()
    return who


@pytest.fixture
def here(client: Client) -> OrganisationPage:
    """The organisation of the editor who is logged in, who may unlock its pages, too."""
    house = house_of(office())
    client.force_login(editor(of=house))
    unlock = Permission.objects.get(codename="unlock_page")
    GroupPagePermission.objects.create(group=house.group, page=house, permission=unlock)
    return house


@pytest.mark.parametrize("export", ["", "?export=csv"])
@pytest.mark.parametrize("results", ["", "results/"])
@pytest.mark.parametrize("report", REPORTS)
def test_an_editor_reads_nothing_of_other_organisations_in_a_report(
    client: Client, here: OrganisationPage, stranger: User, report: str, results: str, export: str
) -> None:
    answer = client.get(f"/admin/reports/{report}/{results}{export}")
    assert answer.status_code == (302 if report == "page-types-usage" else 200)
    text = b"".join(answer).decode()
    for told in (SECRET, stranger.email, "Freigabe: fremd", "Freigabe durch Fremde"):
        assert told not in text


@pytest.mark.parametrize("report", ["locked", "workflow", "workflow_tasks", "page-types-usage"])
def test_administrators_read_everything_in_a_report(
    client: Client, stranger: User, report: str
) -> None:
    client.force_login(administrator())
    answer: Any = client.get(f"/admin/reports/{report}/")
    text = answer.content.decode()
    assert SECRET in text
