"""Changes of a working text, and the versions that come of it."""

from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreement.models import AgreementVersion, WorkingTextPage
from tests.factories import agreement as texts


def uid(text: WorkingTextPage, section: int = 0, clause: int = 0) -> str:
    """Return the uid of a clause by the places of section and clause."""
    return str(text.sections()[section].clauses[clause].id)


def rewrite(of: WorkingTextPage, section: int = 0, clause: int = 0, **values: Any) -> None:
    """Change a clause and publish it."""
    page = of.sections()[section].specific
    stored = page.clauses.get_prep_value()
    stored[clause]["value"] |= values
    texts.set_clauses(page, stored)
    page.save_revision().publish()


def next_version(text: WorkingTextPage, by: Any, on: date | None = None) -> AgreementVersion:
    """Return the text sealed, signed and in force from a day, else from today."""
    sealed = texts.sealed(WorkingTextPage.objects.get(pk=text.pk), by)
    return texts.in_force(sealed, on or timezone.localdate(), by)


def told(client: Client, address: str) -> str:
    """Return what a page says."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(client: Client, address: str) -> int:
    """Return how many queries a page takes once the process is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)
