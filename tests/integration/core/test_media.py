"""Pictures are served as pages show them, and nothing else that lies beside them."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    for folder in ("images", "original_images", "documents"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tafel.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_a_rendition_is_served_with_its_type(client: Client, media: Path) -> None:
    answer = client.get("/media/images/tafel.png")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content) == b"\x89PNG"  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "images/fehlt.png",
        "images/",
        "images/../documents/tafel.png",
        "images/%2e%2e/documents/tafel.png",
        "original_images/tafel.png",
        "documents/tafel.png",
    ],
)
def test_uploads_and_originals_are_never_served_from_the_disk(
    client: Client, media: Path, path: str
) -> None:
    assert client.get(f"/media/{path}").status_code in {400, 404}
