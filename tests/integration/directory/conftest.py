"""What tests of the directory share."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.conf import settings
from django.utils.translation import override

from directory.gazetteer import forget_places
from directory.opening_hours import BERLIN


@pytest.fixture(autouse=True)
def _fresh_places() -> Iterator[None]:
    """Let no test see the places of another one's database."""
    forget_places()
    yield
    forget_places()


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    """Start in German: a request for an English page leaves its language behind."""
    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that sets the clock to a moment in Berlin: year, month, day, hour …"""

    def to(*moment: int) -> None:
        now = datetime(*moment, tzinfo=BERLIN)  # type: ignore[misc,arg-type]
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return to
