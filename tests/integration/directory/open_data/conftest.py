"""What tests of open data share."""

import pytest

from tests.factories import open_data
from tests.factories.open_data import House


@pytest.fixture
def house(db: None) -> House:
    """Return a house that uses every field."""
    return open_data.house()
