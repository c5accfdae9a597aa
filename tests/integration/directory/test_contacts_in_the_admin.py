"""The list of contacts in the admin."""

import pytest
from django.test import Client

from tests.factories.directory import contact, office
from tests.factories.people import editor

pytestmark = pytest.mark.django_db


def test_an_editor_finds_a_contact_by_its_function(client: Client) -> None:
    page = office()
    contact(office=page, function="Beratungsteam JMD")
    contact(office=page, function="Sekretariat")
    contact(office=office(), function="Beratungsteam anderswo")
    client.force_login(editor(of=page.organisation))
    found = client.get("/admin/snippets/directory/contact/", {"q": "beratung"}).content.decode()
    assert "Beratungsteam JMD" in found
    assert "Sekretariat" not in found
    assert "anderswo" not in found
