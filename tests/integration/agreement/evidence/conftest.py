"""A key of its own for each test, and a version that the ledger tells of."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from agreement.evidence.key_files import make_key
from agreement.models import WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture
def key_path(settings: Settings, tmp_path: Path) -> Path:
    """The ledger's key, in a folder of the test."""
    path = tmp_path / "ledger.key"
    settings.LEDGER_KEY_FILE = path
    settings.LEDGER_ORIGIN = "portal.example.org/register"
    make_key(path)
    return path


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def text(key_path: Path, coordination: Any) -> WorkingTextPage:
    """A working text of two parties that can be sealed."""
    made = texts.working_text(parties=[directory.organisation(), directory.organisation()])
    texts.section(texts.clause(texts.rule()), of=made, title="Zielgruppen")
    return made
