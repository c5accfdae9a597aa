"""Pictures are served as pages show them, and nothing else that lies beside them."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from wagtail.images.models import Rendition

from tests.factories.directory import organisation
from tests.factories.files import article_showing, image


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    for folder in ("images", "original_images", "documents"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tafel.png").write_bytes(b"\x89PNG")
    return tmp_path


@pytest.mark.django_db
def test_a_rendition_is_served_with_its_type(client: Client, media: Path) -> None:
    picture, house = image(), organisation()
    article_showing(picture, house)
    size = Rendition.objects.create(
        image=picture, filter_spec="max-9x9", file="images/tafel.png", width=9, height=9
    )
    answer = client.get(size.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content) == b"\x89PNG"  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_file_beside_the_renditions_is_no_rendition(client: Client, media: Path) -> None:
    assert client.get("/media/images/tafel.png").status_code == 404


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
