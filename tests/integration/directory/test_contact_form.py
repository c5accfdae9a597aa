"""The form of a contact: name, services, absence, and a substitute of the same organisation."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Contact, OfficePage
from tests.factories.directory import contact, office, service_named
from tests.factories.people import coordination, editor

pytestmark = pytest.mark.django_db

ADD = "/admin/snippets/directory/contact/add/"


def answers(page: OfficePage, **changes: Any) -> dict[str, Any]:
    return {
        "office": page.pk,
        "function": "Beratungsteam",
        "name": "Frau Beispiel",
        "name_audience": "organisation",
        "phone": "030 23125 210",
        "phone_audience": "public",
        "email": "",
        "email_audience": "network",
        "away_until": "",
        "substitute": "",
        **changes,
    }


@pytest.fixture
def page(client: Client) -> OfficePage:
    made = office(title="Stelle am Markt")
    client.force_login(editor(of=made.organisation))
    return made


def edit(made: Contact) -> str:
    return f"/admin/snippets/directory/contact/edit/{made.pk}/"


def test_everything_of_a_contact_is_asked_for_and_kept(client: Client, page: OfficePage) -> None:
    other = contact(office=page, function="Team B")
    day = timezone.localdate() + timedelta(days=4)
    jmd = service_named("jmd")
    data = answers(page, away_until=day.isoformat(), substitute=other.pk, services=[jmd.pk])
    assert client.post(ADD, data).status_code == 302
    made = Contact.objects.get(function="Beratungsteam")
    assert (made.name, made.name_audience) == ("Frau Beispiel", "organisation")
    assert (made.away_until, made.substitute, list(made.services.all())) == (day, other, [jmd])
    text = unescape(client.get(edit(other)).content.decode())
    assert "Beratungsteam (Frau Beispiel), Stelle am Markt" in text


def test_a_substitute_is_another_contact_of_the_same_organisation(
    client: Client, page: OfficePage
) -> None:
    made = contact(office=page)
    foreign = contact(office=office(), function="Fremdes Team")
    sentence = "Diese Vertretung lässt sich nicht auswählen."
    for wrong in (foreign.pk, made.pk, "x", 999_999):
        response = client.post(edit(made), answers(page, substitute=wrong))
        assert response.status_code == 200
        text = unescape(response.content.decode())
        assert sentence in text
        assert "Fremdes Team" not in text
        assert "Frau Beispiel" in text
    made.refresh_from_db()
    assert made.substitute is None


def test_even_the_coordination_cannot_mix_organisations(client: Client, page: OfficePage) -> None:
    client.force_login(coordination())
    foreign = contact(office=office(), function="Fremdes Team")
    response = client.post(ADD, answers(page, substitute=foreign.pk))
    assert "gehört zu einer anderen Organisation" in response.content.decode()
    made = contact(office=page)
    assert "Fremdes Team" not in client.get(edit(made)).content.decode()


def test_an_absence_that_is_over_is_refused_but_may_stay(client: Client, page: OfficePage) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    text = client.post(ADD, answers(page, away_until=yesterday)).content.decode()
    assert "Dieser Tag ist schon vorbei." in text
    assert yesterday in text
    made = contact(office=page, away_until=yesterday)
    assert client.post(edit(made), answers(page, away_until=yesterday)).status_code == 302
