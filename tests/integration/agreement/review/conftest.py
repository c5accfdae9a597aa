"""A version in force, and people of its network."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agreement.identity import Stored
from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from directory.models import OrganisationPage
from portal.home.models import HomePage
from tests.factories import agreement as make
from tests.factories import directory, people

IN_FORCE = date(2025, 1, 31)


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def clause() -> Stored:
    return make.clause(heading="Zielgruppe", text="<p>Alle, die neu sind (Beispiel).</p>")


@pytest.fixture
def text(here: OrganisationPage, clause: Stored) -> WorkingTextPage:
    made = make.working_text(parties=[here, directory.organisation()])
    make.section(clause, of=made, title="Zielgruppen", slug="zielgruppen")
    public = AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=made.agreement)
    HomePage.objects.get(locale__language_code="de").add_child(instance=public)
    return WorkingTextPage.objects.get(pk=made.pk)


@pytest.fixture
def coordinator(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def version(text: WorkingTextPage, coordinator: Any) -> AgreementVersion:
    return make.in_force(make.sealed(text, coordinator), IN_FORCE, coordinator)


@pytest.fixture
def asker(here: OrganisationPage) -> Any:
    return people.staff(of=here)


@pytest.fixture
def coordination(coordinator: Any) -> Client:
    return browser(coordinator)


@pytest.fixture
def staff(asker: Any) -> Client:
    return browser(asker)


def browser(user: Any) -> Client:
    """Return the browser of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return client
