"""Who may publish an event where: the same as for articles."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.approval import set_approval
from directory.models import OrganisationPage
from news.models import EventPage
from tests.factories.directory import organisation
from tests.factories.news import event, event_form, folder
from tests.factories.people import editor, lead_editor, staff

pytestmark = pytest.mark.django_db


def send(client: Client, house: OrganisationPage, **fields: str) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["news", "eventpage", folder(house).pk])
    return client.post(address, event_form(**fields))


def test_an_editor_makes_no_event_for_another_organisation(client: Client) -> None:
    client.force_login(editor(of=organisation()))

    answer = send(client, organisation())

    assert answer.status_code == 403
    assert not EventPage.objects.exists()


def test_an_editor_changes_no_event_of_another_organisation(client: Client) -> None:
    page = event(organisation(), "Fremd")
    client.force_login(editor(of=organisation()))

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), event_form())

    assert answer.status_code == 403


def test_staff_make_no_event(client: Client) -> None:
    house = organisation()
    client.force_login(staff(of=house))

    send(client, house)

    assert not EventPage.objects.exists()


def test_where_approval_is_needed_an_editor_only_submits_and_the_lead_publishes(
    client: Client,
) -> None:
    house = organisation()
    set_approval(house, None, needed=True)
    client.force_login(editor(of=house))

    send(client, house)
    assert not EventPage.objects.live().exists()
    send(client, house, **{"slug": "zweiter", "action-publish": "", "action-submit": "1"})

    page = EventPage.objects.get(slug="zweiter")
    assert (page.live, page.workflow_in_progress) == (False, True)
    lead = Client()
    lead.force_login(lead_editor(of=house))
    task = page.current_workflow_task_state
    assert task is not None
    lead.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]),
        {"comment": ""},
    )
    published = EventPage.objects.get(pk=page.pk)
    assert published.live
    assert published.occurrences.count() == 1
