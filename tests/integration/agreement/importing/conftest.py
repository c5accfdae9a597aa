"""Files on disk, and somebody of the coordination."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories import people
from tests.factories.imports import as_json

Import = Callable[..., str]


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def import_files(coordination: Any, tmp_path: Path) -> Import:
    """Run the command on versions (JSON data, or the bytes of a file); return what it says."""

    def run(*versions: Any, **options: Any) -> str:
        paths = []
        for number, version in enumerate(versions, start=1):
            is_file = isinstance(version, bytes)
            path = tmp_path / f"v{number}.{'docx' if is_file else 'json'}"
            path.write_bytes(version if is_file else as_json(version))
            paths.append(str(path))
        out = StringIO()
        call_command("import_agreement", *paths, stdout=out, **options)
        return out.getvalue()

    return run
