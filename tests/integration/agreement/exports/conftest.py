"""A sealed version, and the page below which its files are given out."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from agreement.evidence.key_files import make_key
from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from portal.home.models import HomePage
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture(autouse=True)
def key_path(settings: Settings, tmp_path: Path) -> Path:
    """Keys of the test's own."""
    settings.LEDGER_KEY_FILE = tmp_path / "ledger.key"
    make_key(settings.LEDGER_KEY_FILE)
    return tmp_path


@pytest.fixture
def coordination(db: None) -> Any:
    user = people.coordination()
    user.first_name, user.last_name = "Verena", "Beispielperson"
    user.save()
    return user


@pytest.fixture
def text(db: None) -> WorkingTextPage:
    parties = [directory.organisation(), directory.organisation()]
    made = texts.working_text(parties=parties)
    texts.section(texts.clause(texts.rule(), heading="Zielgruppe"), of=made, title="Zielgruppen")
    return made


@pytest.fixture
def version(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    return texts.sealed(text, coordination)


@pytest.fixture
def page(text: WorkingTextPage) -> AgreementPage:
    home = HomePage.objects.get(locale__language_code="de")
    made: AgreementPage = home.add_child(
        instance=AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    )
    return made
