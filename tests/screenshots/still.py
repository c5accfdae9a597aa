"""The portal at one moment that never passes, so that pictures only change when pages do."""

from datetime import UTC, datetime
from unittest import mock

from portal.wsgi import application

__all__ = ["application"]

TUESDAY_MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)

mock.patch("django.utils.timezone.now", return_value=TUESDAY_MORNING).start()
