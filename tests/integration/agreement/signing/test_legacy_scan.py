"""The scan of a paper that was signed before the portal existed."""

import hashlib
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from agreement.actions import commence, seal_legacy
from agreement.models import AgreementVersion, Artifact, LedgerEntry
from agreement.signing.legacy_scan import deposit_scan
from agreement.signing.refusals import SigningRefused
from agreement.signing.scan import read_scan
from portal.core.visibility import may_see, viewer_of, visible
from tests.factories import people
from tests.integration.agreement.signing.acting import as_pdf, page_of, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def legacy(text: Any, coordination: Any) -> AgreementVersion:
    return seal_legacy(text, coordination)


def test_the_coordination_deposits_it_and_the_network_reads_it(
    client: Client, legacy: AgreementVersion, coordination: Any
) -> None:
    client.force_login(coordination)
    content = as_pdf(picture(None))
    file = SimpleUploadedFile("alt.pdf", content)
    client.post(page_of(legacy, "scan"), {"file": file})
    artifact = Artifact.objects.get(version=legacy, kind="scan")
    entry = LedgerEntry.objects.get(kind="scan")
    told = json.loads(bytes(entry.canonical))["payload"]
    assert told["file_sha256"] == hashlib.sha256(content).hexdigest() == artifact.sha256
    assert told["size"] == len(content)
    client.force_login(people.staff())
    shown = client.get(page_of(legacy)).content.decode()
    assert "Bewiesen ab dem Tag der Übernahme" in shown
    answer = client.get(page_of(legacy, "scan", "1"))
    assert answer.content == content
    assert answer["Content-Type"] == "application/pdf"
    assert Client().get(page_of(legacy, "scan", "1")).status_code == 302


def test_nobody_else_deposits_one(
    client: Client, legacy: AgreementVersion, signatory: Any, here: Any
) -> None:
    scan = read_scan(picture(None))
    for outsider in (signatory, people.lead_editor(of=here), people.administrator()):
        with pytest.raises(PermissionDenied):
            deposit_scan(legacy, scan, outsider)
        client.force_login(outsider)
        assert client.get(page_of(legacy, "scan")).status_code == 403
    assert not Artifact.objects.filter(kind="scan").exists()


def test_only_a_version_from_before_the_portal_gets_one(
    version: AgreementVersion, coordination: Any
) -> None:
    with pytest.raises(SigningRefused):
        deposit_scan(version, read_scan(picture(None)), coordination)


def test_a_further_scan_is_added_and_the_same_one_is_not(
    legacy: AgreementVersion, coordination: Any
) -> None:
    deposit_scan(legacy, read_scan(picture(None)), coordination)
    with pytest.raises(SigningRefused):
        deposit_scan(legacy, read_scan(picture(None)), coordination)
    deposit_scan(legacy, read_scan(picture("zweiter")), coordination)
    stages = Artifact.objects.filter(kind="scan").values_list("stage", flat=True)
    assert sorted(stages) == [1, 2]


def test_a_version_from_before_the_portal_is_signed_by_nobody_here(
    client: Client, legacy: AgreementVersion, signatory: Any
) -> None:
    client.force_login(signatory)
    shown = client.get(page_of(legacy)).content.decode()
    assert "Elektronisch unterzeichnen" not in shown
    assert "bevor es das Portal gab" in shown


def test_the_policy_keeps_scans_within_the_network_when_the_version_is_public(
    legacy: AgreementVersion, coordination: Any
) -> None:
    commence(legacy, timezone.localdate(), coordination)
    scan = deposit_scan(legacy, read_scan(picture(None)), coordination)
    pdf = Artifact.objects.create(version=legacy, kind="pdf", content=b"x", sha256="", size=1)
    everybody, colleague = viewer_of(None), viewer_of(people.staff())
    assert list(visible(Artifact.objects.all(), everybody)) == [pdf]
    assert not may_see(scan, everybody)
    assert set(visible(Artifact.objects.all(), colleague)) == {scan, pdf}
    assert may_see(scan, colleague)
