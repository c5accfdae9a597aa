"""What tests of people share: two organisations, and mail links as their readers get them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from directory.models import OrganisationPage
from tests.factories.directory import organisation
from tests.factories.people import PASSWORD, lead_editor

LINK = re.compile(r"http\S*(/konto/einladung/\S+/)")
GOOD = "korrekt-pferd-batterie-heft"


@pytest.fixture
def here() -> OrganisationPage:
    return organisation(title="Beispielverein Hier", short_name="Hier")


@pytest.fixture
def there() -> OrganisationPage:
    return organisation(title="Beispielverein Dort", short_name="Dort")


@pytest.fixture
def lead(here: OrganisationPage) -> Any:
    """The lead editor here, in a request's stead."""
    return lead_editor(of=here)


@pytest.fixture
def desk(client: Client, lead: Any) -> Client:
    """The lead editor at the desk."""
    client.force_login(lead)
    return client


@pytest.fixture
def committed(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> Callable[[], Any]:
    """Return a context in which what waits for the end of a transaction happens."""

    @contextmanager
    def run() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return run


def link_in_mail(number: int = -1) -> str:
    """Return the address of an invitation in a mail that was sent."""
    found = LINK.search(str(mail.outbox[number].body))
    assert found, "no link in the mail"
    return found[1]


def token_of(link: str) -> str:
    """Return the secret in an invitation's address."""
    return link.rstrip("/").rpartition("/")[2]


def newcomer(**changed: str) -> dict[str, str]:
    """Return what a newcomer types."""
    typed = {
        "first_name": "Beispiel",
        "last_name": "Neu",
        "password1": GOOD,
        "password2": GOOD,
    }
    return typed | changed


def logged_in(user: Any) -> Client:
    """Return a browser in which somebody logged in by typing."""
    browser = Client()
    typed = {"login": user.email, "password": PASSWORD}
    answer = browser.post("/konto/anmelden/", typed)
    assert answer.status_code == 302, answer.content.decode()
    return browser
