"""A working text that nothing speaks against, and the way to its version."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreement.models import AgreementVersion, VersionProcess, WorkingTextPage
from agreement.process.actions import adopt, open_process, start_consultation
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def text(db: None) -> WorkingTextPage:
    """A working text with two parties and one section of two clauses."""
    parties = [
        directory.organisation(title="Beispielwerk Nord"),
        directory.organisation(title="Beispielwerk Süd"),
    ]
    made = texts.working_text(parties=parties)
    clauses = (texts.clause(heading="Zielgruppe"), texts.clause(heading="Übergabe"))
    texts.section(*clauses, of=made, title="Zielgruppen", slug="zielgruppen")
    return made


@pytest.fixture
def draft(text: WorkingTextPage, coordination: Any) -> VersionProcess:
    return open_process(text, coordination, "Neuer Träger (Beispiel)")


@pytest.fixture
def frozen(draft: VersionProcess, coordination: Any) -> VersionProcess:
    """A process in consultation."""
    start_consultation(draft, coordination)
    return VersionProcess.objects.get(pk=draft.pk)


@pytest.fixture
def adopted(frozen: VersionProcess, coordination: Any) -> VersionProcess:
    adopt(frozen, coordination)
    return VersionProcess.objects.get(pk=frozen.pk)


@pytest.fixture
def version(adopted: VersionProcess) -> AgreementVersion:
    assert adopted.version
    return adopted.version


@pytest.fixture
def address(text: WorkingTextPage) -> str:
    return reverse("agreement_versions", args=[text.pk])


@pytest.fixture
def desk(client: Client, coordination: Any) -> Client:
    """The coordination at its desk."""
    client.force_login(coordination)
    return client


def rewrite(text: WorkingTextPage, *clauses: Any) -> None:
    """Publish the one section of a text with other clauses."""
    section = text.sections()[0]
    texts.set_clauses(section, clauses or [texts.clause()])
    section.save_revision().publish()
