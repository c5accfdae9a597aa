"""What is still in use is not deleted, and the administrator reads why."""

import pytest
from django.test import Client
from django.urls import reverse

from agreement.models import Agreement
from directory.models import Service, Topic
from tests.factories import agreement, directory
from tests.factories.people import administrator

pytestmark = pytest.mark.django_db

IN_USE = "wird noch verwendet"


def delete(client: Client, url_name: str, pk: object) -> str:
    """Confirm the deletion of something, and return the page after it."""
    client.force_login(administrator())
    answer = client.post(reverse(f"{url_name}:delete", args=[pk]), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_agreement_with_a_text_stays(client: Client) -> None:
    text = agreement.working_text()
    shown = delete(client, "wagtailsnippets_agreement_agreement", text.agreement_id)
    assert IN_USE in shown
    assert Agreement.objects.exists()


def test_a_service_that_is_offered_stays(client: Client) -> None:
    directory.office(offers=["jmd"])
    service = Service.objects.get(code="jmd")
    assert IN_USE in delete(client, "wagtailsnippets_directory_service", service.pk)
    url = reverse("wagtail_bulk_action", args=["directory", "service", "delete"])
    assert IN_USE in client.post(f"{url}?id={service.pk}", follow=True).content.decode()
    assert Service.objects.filter(code="jmd").exists()


def test_what_nobody_uses_goes(client: Client) -> None:
    directory.partner_index()
    topic = Topic.objects.create(code="beispiel", name="Beispiel")
    assert IN_USE not in delete(client, "wagtailsnippets_directory_topic", topic.pk)
    assert not Topic.objects.exists()
