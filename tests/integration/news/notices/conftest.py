"""Two organisations of the network, with their people."""

from typing import Any

import pytest

from directory.models import OrganisationPage
from tests.factories import directory, people


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def there(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Dort")


@pytest.fixture
def editor(here: OrganisationPage) -> Any:
    return people.editor(of=here)


@pytest.fixture
def colleague(here: OrganisationPage) -> Any:
    return people.staff(of=here)


@pytest.fixture
def stranger(there: OrganisationPage) -> Any:
    return people.staff(of=there)


@pytest.fixture
def coordinator(db: None) -> Any:
    return people.coordination()
