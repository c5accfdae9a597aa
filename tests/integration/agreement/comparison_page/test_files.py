"""The comparison as DOCX and PDF."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from agreement.models import AgreementVersion
from tests.factories import people

pytestmark = pytest.mark.django_db
ADDRESS = "/vereinbarung/vergleich/1/2"
Versions = tuple[AgreementVersion, AgreementVersion]


def test_the_page_gives_out_tracked_changes(client: Client, versions: Versions) -> None:
    html = client.get(f"{ADDRESS}/").content.decode()
    assert f'href="{ADDRESS}.docx"' in html
    answer = client.get(f"{ADDRESS}.docx")
    assert answer.status_code == 200
    assert 'filename="vereinbarung-vergleich-1-2.docx"' in answer["Content-Disposition"]
    with ZipFile(BytesIO(answer.content)) as file:
        document = file.read("word/document.xml").decode()
    assert "<w:ins " in document
    assert "<w:del " in document


def test_the_page_gives_out_a_pdf_once(client: Client, versions: Versions) -> None:
    answer = client.get(f"{ADDRESS}.pdf")
    assert answer.content.startswith(b"%PDF")
    again = client.get(f"{ADDRESS}.pdf", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    docx = client.get(f"{ADDRESS}.docx", headers={"if-none-match": answer["ETag"]})
    assert docx.status_code == 200


def test_files_are_refused_like_the_page(client: Client, versions: Versions) -> None:
    for names, status in (("1/9", 404), ("1/arbeitsfassung", 404), ("a/b", 400)):
        assert client.get(f"/vereinbarung/vergleich/{names}.docx").status_code == status, names
    client.force_login(people.staff())
    answer = client.get("/vereinbarung/vergleich/2/arbeitsfassung.docx")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_a_version_beside_itself_is_a_file_without_changes(
    client: Client, versions: Versions
) -> None:
    answer = client.get("/vereinbarung/vergleich/1/1.docx")
    with ZipFile(BytesIO(answer.content)) as file:
        assert "<w:ins " not in file.read("word/document.xml").decode()
