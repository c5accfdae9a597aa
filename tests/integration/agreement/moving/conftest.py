"""Whoever edits the working text in these tests."""

import pytest
from django.test import Client

from tests.factories import people
from tests.factories.directory import service_named


@pytest.fixture
def coordination(db: None, client: Client) -> Client:
    """Return the browser of the coordination, logged in; the services exist."""
    for code in ("mbe", "jmd", "im"):
        service_named(code)
    client.force_login(people.coordination())
    return client
