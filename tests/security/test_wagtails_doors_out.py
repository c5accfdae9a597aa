"""What Wagtail does at addresses that nobody should reach by a link."""

import pytest
from django.test import Client

from tests.factories.people import administrator
from tests.factories.site import home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_link_or_picture_elsewhere_logs_nobody_out(client: Client, method: str) -> None:
    home()
    client.force_login(administrator())
    assert getattr(client, method)("/admin/logout/").status_code == 405
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


def test_nobody_makes_the_portal_fail_for_show(client: Client) -> None:
    home()
    client.force_login(administrator())
    assert client.get("/admin/failwhale/").status_code == 404
