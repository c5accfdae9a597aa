"""Another program that asks the portal."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.integration.finder.conftest import (
    Network,
    agreement_in_force,
    network,
    reference,
)

__all__ = ["Network", "agreement_in_force", "network", "reference"]

ADDRESS = "/api/v1/responsibility"


class Program:
    """Sends facts, gets answers."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, body: Any, **headers: str) -> Any:
        """Post a body, as JSON unless it is bytes, and return the response."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(
            ADDRESS, content, content_type="application/json", headers=headers or None
        )

    def ask(self, **facts: Any) -> dict[str, Any]:
        """Return the answer to a case."""
        response = self.send(facts)
        assert response.status_code == 200, response.content
        answer: dict[str, Any] = response.json()
        return answer

    def faults(self, body: Any, status: int = 422) -> dict[str, str]:
        """Return what is wrong with a body, by field."""
        response = self.send(body)
        assert response.status_code == status, response.content
        refusal = response.json()
        assert set(refusal) == {"message", "faults"}
        assert refusal["message"].endswith(".")
        return {one["field"]: one["message"] for one in refusal["faults"]}


@pytest.fixture
def program(agreement_in_force: Network, client: Client) -> Program:
    """A program without any account, with rules in force."""
    return Program(client)
