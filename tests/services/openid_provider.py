"""A real OpenID provider, as a process of its own that speaks HTTP."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.services.portal_server import free_port

START_SECONDS = 30


class ProviderDidNotStartError(RuntimeError):
    """It did not answer in time."""


@dataclass(frozen=True)
class OpenIDProvider:
    """A running provider, at which everybody is logged in by naming the own subject."""

    url: str

    def knows(self, subject: str, **claims: Any) -> None:
        """Give the provider an account with these claims."""
        address = f"{self.url}/users/{subject}"
        requests.put(address, json=claims, timeout=START_SECONDS).raise_for_status()

    def log_in(self, authorization_url: str, subject: str) -> str:
        """Log in there as a browser would; returns the address it leads back to."""
        fields = {"sub": subject}
        answer = requests.post(
            authorization_url, data=fields, allow_redirects=False, timeout=START_SECONDS
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def refuse(self, authorization_url: str) -> str:
        """Refuse there; returns the address it leads back to."""
        fields = {"action": "deny"}
        answer = requests.post(
            authorization_url, data=fields, allow_redirects=False, timeout=START_SECONDS
        )
        return answer.headers["Location"]


@contextmanager
def serve() -> Iterator[OpenIDProvider]:
    """Run a provider for the length of the block.

    Raises ProviderDidNotStartError when it does not answer.
    """
    port = free_port()
    provider = OpenIDProvider(f"http://127.0.0.1:{port}")
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(provider):
            if server.poll() is not None or time.monotonic() > deadline:
                raise ProviderDidNotStartError
            time.sleep(0.1)
        yield provider
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def _answers(provider: OpenIDProvider) -> bool:
    address = f"{provider.url}/.well-known/openid-configuration"
    try:
        return requests.get(address, timeout=START_SECONDS).ok
    except requests.ConnectionError:
        return False


@pytest.fixture(scope="session")
def openid_provider() -> Iterator[OpenIDProvider]:
    """One provider for all tests of a process; each test brings accounts of its own."""
    with serve() as running:
        yield running
