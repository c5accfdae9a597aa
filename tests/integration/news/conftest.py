"""What tests of the news share."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    """Start in German: a request for an English page leaves its language behind."""
    with override(settings.LANGUAGE_CODE):
        yield
