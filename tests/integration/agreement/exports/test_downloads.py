"""Reading the files of a version: who may, at once, and never twice the same."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreement.enums import TextAudience
from agreement.exports.artifacts import SEALED, SIGNED, make_artifacts
from agreement.exports.downloads import downloads
from agreement.models import Agreement, AgreementPage, AgreementVersion
from portal.core.visibility import Viewer, viewer_of
from tests.factories import agreement as texts

pytestmark = pytest.mark.django_db
ADDRESS = "/vereinbarung/fassungen/1."
KINDS = {
    "pdf": ("application/pdf", b"%PDF-1.7"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK",
    ),
    "xml": ("application/xml", b"<?xml"),
}


@pytest.fixture
def made(version: AgreementVersion, page: AgreementPage) -> AgreementVersion:
    """A signed version with the files of both stages."""
    make_artifacts(version, SEALED)
    texts.signed(version)
    make_artifacts(version, SIGNED)
    return version


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_gets_the_files_of_a_signed_version(
    client: Client, made: AgreementVersion, kind: str
) -> None:
    content_type, begins = KINDS[kind]
    answer = client.get(ADDRESS + kind)
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="vereinbarung-1.{kind}"'
    assert answer.content.startswith(begins)
    assert answer.content == bytes(made.artifacts.get(kind=kind, stage=SIGNED).content)
    assert not answer.cookies


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_the_file_is_told_so(client: Client, made: AgreementVersion, kind: str) -> None:
    etag = client.get(ADDRESS + kind)["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(ADDRESS + kind, headers={"if-none-match": etag})
    assert answer.status_code == 304
    assert answer.content == b""
    assert not any('"content"' in query["sql"] for query in queries.captured_queries)
    assert len(queries) <= 12


def test_only_asking_is_allowed(client: Client, made: AgreementVersion) -> None:
    assert client.head(f"{ADDRESS}pdf").status_code == 200
    assert client.post(f"{ADDRESS}pdf").status_code == 405


@pytest.mark.parametrize("kind", KINDS)
def test_a_sealed_version_is_for_the_network_alone(
    client: Client, version: AgreementVersion, page: AgreementPage, coordination: Any, kind: str
) -> None:
    make_artifacts(version, SEALED)
    assert client.get(ADDRESS + kind).status_code == 404
    client.force_login(coordination)
    assert client.get(ADDRESS + kind).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_is_not_published_has_no_files_for_visitors(
    client: Client, made: AgreementVersion, coordination: Any, kind: str
) -> None:
    Agreement.objects.update(audience=TextAudience.NETWORK)
    assert client.get(ADDRESS + kind).status_code == 404
    client.force_login(coordination)
    answer = client.get(ADDRESS + kind)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_in_the_making_asks_for_patience(
    client: Client, version: AgreementVersion, page: AgreementPage, kind: str
) -> None:
    texts.signed(version)
    answer = client.get(ADDRESS + kind)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Diese Datei wird noch gemacht" in answer.content.decode()


def test_until_the_signatures_are_printed_the_file_from_sealing_is_given_out(
    client: Client, version: AgreementVersion, page: AgreementPage
) -> None:
    make_artifacts(version, SEALED)
    texts.signed(version)
    first = client.get(f"{ADDRESS}xml")
    make_artifacts(version, SIGNED)
    second = client.get(f"{ADDRESS}xml", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, second.status_code) == (200, 200)
    assert b"<signature" not in first.content
    assert b"<signature" in second.content


@pytest.mark.parametrize(
    "address",
    [
        "/vereinbarung/fassungen/2.pdf",
        "/vereinbarung/fassungen/99999999999999999999.pdf",
        "/anderswo/fassungen/1.pdf",
        "/vereinbarung/fassungen/1.exe",
    ],
)
def test_what_is_not_there_is_not_found(
    client: Client, made: AgreementVersion, address: str
) -> None:
    assert client.get(address).status_code in {400, 404}


def test_downloads_tell_address_and_size(
    version: AgreementVersion, page: AgreementPage, coordination: Any
) -> None:
    url = "/vereinbarung/"
    assert downloads(version, Viewer(), url) == []
    before = {one.kind: one.size for one in downloads(version, viewer_of(coordination), url)}
    assert before == {
        "pdf": None,
        "docx": None,
        "xml": None,
        "json": len(bytes(version.canonical)),
    }
    make_artifacts(version, SEALED)
    found = {one.kind: one for one in downloads(version, viewer_of(coordination), url)}
    assert found["pdf"].url == f"{ADDRESS}pdf"
    assert found["pdf"].size == version.artifacts.get(kind="pdf").size
