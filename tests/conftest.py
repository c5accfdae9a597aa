"""What holds for every test."""

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

# The same examples in every run, and no time limit for one: a slow machine is no fault.
# `--hypothesis-profile=default` searches at random.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


@pytest.fixture(autouse=True)
def uploads_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Keep a test's uploaded files from the other tests, which may run at the same time."""
    settings.MEDIA_ROOT = tmp_path / "media"
