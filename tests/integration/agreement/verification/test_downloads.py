"""What is given out as evidence: to whom what, always the same bytes, and it verifies."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from agreement.enums import TextAudience
from agreement.models import AgreementPage, AgreementVersion, Checkpoint
from agreement.verification.bundle import bundle_json
from agreement.verification.standalone.assembling import assembled
from agreement.verification.standalone.material import Report
from agreement.verification.standalone.sources import read_content
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits
from portal.core.visibility import Viewer
from tests.factories import directory, people

pytestmark = pytest.mark.django_db

Versions = list[AgreementVersion]


def names(content: bytes) -> set[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name.partition("/")[0] for name in archive.namelist()}


def report_of(content: bytes) -> Report:
    [report] = examine([read_content(content, Limits())], [], Limits())
    return report


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(people.staff(of=directory.organisation()))
    return client


def test_a_visitor_gets_the_evidence_of_what_was_signed(
    page: AgreementPage, versions: Versions
) -> None:
    answer = Client().get("/vereinbarung/pruefen/alles.zip")
    report = report_of(answer.content)
    assert [(v.number, v.status) for v in report.versions] == [
        (1, "OK anchored"),
        (2, "OK anchored"),
    ]
    assert report.exit_code == 0
    assert answer["Content-Disposition"] == 'attachment; filename="vereinbarung-alles.zip"'
    assert names(answer.content).isdisjoint({"evidence", "files"})
    assert not answer.cookies


def test_nothing_of_an_unsigned_version_leaks_to_visitors(
    page: AgreementPage, versions: Versions
) -> None:
    with zipfile.ZipFile(
        BytesIO(Client().get("/vereinbarung/pruefen/alles.zip").content)
    ) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert versions[1].sha256.encode() in everything
    assert versions[2].sha256.encode() not in everything
    assert b'"version":3' not in everything
    assert Client().get("/vereinbarung/fassungen/3.zip").status_code == 404


def test_the_network_gets_all_of_it_with_the_proofs(
    page: AgreementPage, versions: Versions, staff: Client
) -> None:
    answer = staff.get("/vereinbarung/pruefen/alles.zip")
    assert "evidence" in names(answer.content)
    assert [v.status for v in report_of(answer.content).versions] == ["OK anchored"] * 3
    assert answer["Cache-Control"] == "private, no-store"


def test_one_version_comes_with_its_own_text_alone(page: AgreementPage, versions: Versions) -> None:
    answer = Client().get("/vereinbarung/fassungen/2.zip")
    report = report_of(answer.content)
    assert [(v.number, v.status) for v in report.versions] == [(2, "OK anchored")]
    assert any("Nicht in dieser Datei" in remark.de for remark in report.remarks)


def test_a_text_that_is_not_published_has_no_evidence_for_visitors(
    page: AgreementPage, versions: Versions
) -> None:
    page.agreement.audience = TextAudience.NETWORK
    page.agreement.save()
    assert Client().get("/vereinbarung/pruefen/alles.zip").status_code == 404
    assert Client().get("/vereinbarung/fassungen/1.zip").status_code == 404


def test_the_same_state_gives_the_same_bytes(page: AgreementPage, versions: Versions) -> None:
    first, second = (Client().get("/vereinbarung/pruefen/alles.zip").content for _n in range(2))
    assert first == second
    assert bundle_json(versions[0], Viewer()) == bundle_json(versions[0], Viewer())


def test_what_is_embedded_in_a_pdf_names_its_version_whoever_will_read_it(
    versions: Versions,
) -> None:
    embedded = bundle_json(versions[2], Viewer())
    assert versions[2].sha256.encode() in embedded
    assert Checkpoint.objects.latest("size").note.splitlines()[2].encode() in embedded
    [report] = examine([read_content(embedded, Limits())], [], Limits())
    assert [v.number for v in report.versions] == [3]


def test_the_number_of_queries_is_the_same_for_many_versions(
    page: AgreementPage, versions: Versions, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        Client().get("/vereinbarung/pruefen/alles.zip")


def test_program_and_format_are_given_out(page: AgreementPage) -> None:
    program = Client().get("/vereinbarung/pruefen/pruefe_vereinbarung.py")
    assert program.content == assembled()
    assert program["Content-Type"].startswith("text/x-python")
    told = Client().get("/vereinbarung/pruefen/format.txt")
    assert b"schnittstellenportal/bundle/1" in told.content
    assert Client().get("/vereinbarung/pruefen/alles.zip").status_code == 404
    assert Client().get("/fehlt/pruefen/pruefe_vereinbarung.py").status_code == 404
