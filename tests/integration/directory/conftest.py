"""What tests of the directory share."""

from collections.abc import Callable
from datetime import datetime

import pytest

from directory.opening_hours import BERLIN


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that sets the clock to a moment in Berlin: year, month, day, hour …"""

    def to(*moment: int) -> None:
        now = datetime(*moment, tzinfo=BERLIN)  # type: ignore[misc,arg-type]
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    return to
