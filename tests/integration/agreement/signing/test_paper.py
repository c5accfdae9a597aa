"""Signatures on paper: cover page, scan, a second person, and everything that is refused."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from agreement.enums import RequiredForm
from agreement.models import AgreementVersion, PaperSignature, Signature, SignatureFile
from agreement.signing.actions_paper import confirm_paper, reject_paper, upload_paper
from agreement.signing.cover import beginning, groups
from agreement.signing.refusals import SigningRefused
from agreement.signing.scan import MOST_PAGES, read_scan
from agreement.signing.statement import SIGNATORY
from directory.models import OrganisationPage
from portal.accounts.models import Notification
from tests.factories import people
from tests.integration.agreement.signing.acting import (
    HOME,
    as_pdf,
    page_of,
    picture,
    scan_of,
    sign_page,
    signed_by,
    signed_on_paper,
    uploaded,
)

pytestmark = pytest.mark.django_db

OTHER_HASH = "ab" * 32


@pytest.fixture
def lead(here: OrganisationPage) -> Any:
    return people.lead_editor(of=here)


def send(
    client: Client, version: AgreementVersion, party: OrganisationPage, content: bytes, **more: Any
) -> str:
    """Upload a file by the form; returns the page that comes."""
    name = more.pop("name", "scan.pdf")
    fields = {"signed_on": timezone.localdate().isoformat(), **more}
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    address = sign_page(version, party, "papier")
    answer = client.post(address, {**fields, "file": file}, follow=True)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_the_cover_page_shows_party_function_hash_in_groups_and_code(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    client.force_login(lead)
    page = client.get(sign_page(version, here, "deckblatt")).content.decode()
    for word in ("Beispielwerk Hier", "als Vorstand", "Fassung 1", *groups(version.sha256)):
        assert word in page
    assert "<svg" in page
    assert "<script" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_cover_page_is_german_whatever_language_it_is_read_in(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    client.force_login(lead)
    address = sign_page(version, here, "deckblatt")
    pages = [client.get(prefix + address).content.decode() for prefix in ("", "/en")]
    own, english = (page.partition('<article class="cover-page')[2] for page in pages)
    assert own.partition("</article>")[0] == english.partition("</article>")[0]
    assert "Hiermit wird für Beispielwerk Hier" in own


@pytest.mark.parametrize("is_pdf", [True, False])
def test_a_scan_is_uploaded_by_one_and_confirmed_by_another(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    lead: Any,
    signatory: Any,
    is_pdf: bool,
) -> None:
    scan = scan_of(version, here)
    content = as_pdf(scan) if is_pdf else scan
    client.force_login(lead)
    assert "Jetzt muss eine zweite Person" in send(client, version, here, content)
    paper = PaperSignature.objects.get()
    assert paper.has_code
    assert not Signature.objects.exists()
    shown = client.get(f"{HOME}papier/{paper.pk}/").content.decode()
    assert "Unterschrift bestätigen</button>" not in shown

    client.force_login(signatory)
    shown = client.get(f"{HOME}papier/{paper.pk}/").content.decode()
    assert "gehört zu dieser Fassung" in shown
    client.post(f"{HOME}papier/{paper.pk}/", {"sha256": paper.sha256})
    signature = Signature.objects.get()
    assert (signature.method, signature.function) == ("paper", "Vorstand")
    assert not PaperSignature.objects.exists()
    file = SignatureFile.objects.get(signature=signature)
    assert bytes(file.content) == content
    proof = json.loads(bytes(signature.evidence))["proof"]
    assert proof["file_sha256"] == hashlib.sha256(content).hexdigest() == file.sha256
    assert proof["uploaded_by"]["email"] == lead.email
    assert proof["confirmed_by"]["email"] == signatory.email
    assert proof["code_read"] is True


def test_who_uploaded_does_not_confirm(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    paper = uploaded(version, here, lead)
    with pytest.raises(PermissionDenied):
        confirm_paper(paper.pk, paper.sha256, lead)
    client.force_login(lead)
    assert client.post(f"{HOME}papier/{paper.pk}/", {"sha256": paper.sha256}).status_code == 403
    assert not Signature.objects.exists()


@pytest.mark.parametrize("role", ["staff", "editor"])
def test_staff_and_editors_neither_upload_nor_confirm_nor_see_the_scan(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any, role: str
) -> None:
    somebody = getattr(people, role)(of=here)
    paper = uploaded(version, here, lead)
    with pytest.raises(PermissionDenied):
        confirm_paper(paper.pk, paper.sha256, somebody)
    with pytest.raises(PermissionDenied):
        uploaded(version, here, somebody)
    with pytest.raises(PermissionDenied):
        reject_paper(paper.pk, "Beispiel", somebody)
    client.force_login(somebody)
    assert client.get(sign_page(version, here, "papier")).status_code == 403
    for end in ("", "datei/", "seite/1/"):
        assert client.get(f"{HOME}papier/{paper.pk}/{end}").status_code == 404


def test_another_party_neither_uploads_nor_confirms_nor_sees_the_scan(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    lead: Any,
    other_signatory: Any,
) -> None:
    paper = uploaded(version, here, lead)
    with pytest.raises(PermissionDenied):
        confirm_paper(paper.pk, paper.sha256, other_signatory)
    with pytest.raises(PermissionDenied):
        uploaded(version, here, other_signatory)
    client.force_login(other_signatory)
    assert client.get(f"{HOME}papier/{paper.pk}/datei/").status_code == 404


def test_the_coordination_may_be_the_second_person(
    version: AgreementVersion, here: OrganisationPage, lead: Any, coordination: Any
) -> None:
    assert signed_on_paper(version, here, lead, coordination).method == "paper"


def test_an_administrator_is_no_second_person(
    version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    paper = uploaded(version, here, lead)
    with pytest.raises(PermissionDenied):
        confirm_paper(paper.pk, paper.sha256, people.administrator())


def test_a_right_to_confirm_that_ended_confirms_nothing(
    version: AgreementVersion, here: OrganisationPage, lead: Any, signatory: Any
) -> None:
    paper = uploaded(version, here, lead)
    signatory.memberships.all().delete()
    with pytest.raises(PermissionDenied):
        confirm_paper(paper.pk, paper.sha256, signatory)


def test_a_scan_whose_uploader_is_gone_cannot_be_confirmed(
    version: AgreementVersion, here: OrganisationPage, lead: Any, signatory: Any
) -> None:
    paper = uploaded(version, here, lead)
    PaperSignature.objects.update(uploaded_by=None)
    with pytest.raises(PermissionDenied):
        confirm_paper(paper.pk, paper.sha256, signatory)


@pytest.mark.parametrize("is_pdf", [True, False])
def test_a_scan_whose_code_names_another_hash_is_refused_with_both_beginnings(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any, is_pdf: bool
) -> None:
    scan = scan_of(version, here, OTHER_HASH)
    client.force_login(lead)
    shown = send(client, version, here, as_pdf(scan) if is_pdf else scan)
    assert "gehört zu einem anderen Text" in shown
    assert beginning(OTHER_HASH) in shown
    assert beginning(version.sha256) in shown
    assert not PaperSignature.objects.exists()


def test_the_cover_page_of_another_party_is_refused(
    client: Client, version: AgreementVersion, here: OrganisationPage, there: Any, lead: Any
) -> None:
    client.force_login(lead)
    assert "einer anderen Partei" in send(client, version, here, scan_of(version, there))
    assert not PaperSignature.objects.exists()


def test_an_unreadable_code_is_taken_and_said_to_the_second_person(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any, coordination: Any
) -> None:
    client.force_login(lead)
    assert "QR-Code war nicht lesbar" in send(client, version, here, picture(None))
    paper = PaperSignature.objects.get()
    client.force_login(coordination)
    shown = client.get(f"{HOME}papier/{paper.pk}/").content.decode()
    assert "QR-Code nicht lesbar" in shown
    confirm_paper(paper.pk, paper.sha256, coordination)
    assert json.loads(bytes(Signature.objects.get().evidence))["proof"]["code_read"] is False


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "weder PDF noch JPEG noch PNG"),
        (b"MZ\x90\x00 kein Bild", "weder PDF noch JPEG noch PNG"),
        (b"%PDF-1.7 kaputt", "lässt sich nicht öffnen"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "beschädigt oder kein Bild"),
        (b"\xff\xd8\xff" + b"\0" * 100, "beschädigt oder kein Bild"),
        (b"%PDF-" + b"x" * (15 * 1024 * 1024), "zu groß"),
    ],
    ids=["html", "exe", "broken pdf", "broken png", "broken jpeg", "too large"],
)
def test_files_that_are_no_scan_are_refused_in_words(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    lead: Any,
    content: bytes,
    sentence: str,
) -> None:
    client.force_login(lead)
    assert sentence in send(client, version, here, content)
    assert not PaperSignature.objects.exists()


def test_a_pdf_of_too_many_pages_is_refused(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(MOST_PAGES + 1):
        document.new_page(100, 100)
    content = io.BytesIO()
    document.save(content)
    client.force_login(lead)
    assert "31 Seiten" in send(client, version, here, content.getvalue())


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (timezone.localdate() + timedelta(days=1), "nicht in der Zukunft"),
        (timezone.localdate() - timedelta(days=3), "nach dem Festschreiben"),
        ("gestern", "Das ist kein Datum"),
        ("", "Wählen Sie den Tag"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    lead: Any,
    day: Any,
    sentence: str,
) -> None:
    client.force_login(lead)
    assert sentence in send(client, version, here, scan_of(version, here), signed_on=str(day))
    assert not PaperSignature.objects.exists()


def test_today_is_proposed_as_browsers_take_it(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    client.force_login(lead)
    shown = client.get(sign_page(version, here, "papier")).content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in shown


def test_a_form_without_a_file_says_so(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    client.force_login(lead)
    shown = client.post(sign_page(version, here, "papier"), {"signed_on": ""}).content.decode()
    assert "Wählen Sie die Datei mit dem Scan" in shown


def test_a_scan_is_rejected_with_a_reason_that_the_uploader_is_told(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any, coordination: Any
) -> None:
    paper = uploaded(version, here, lead)
    address = f"{HOME}papier/{paper.pk}/"
    client.force_login(coordination)
    shown = client.post(address, {"reason": " "}).content.decode()
    assert "Nennen Sie den Grund" in shown
    assert PaperSignature.objects.exists()
    client.post(address, {"reason": "Das Blatt ist nicht unterschrieben."})
    assert not PaperSignature.objects.exists()
    told = Notification.objects.get(recipient=lead, text__contains="nicht bestätigt")
    assert "Das Blatt ist nicht unterschrieben." in told.text
    assert client.get(address).status_code == 404


def test_a_second_scan_takes_the_place_of_the_first_and_must_be_looked_at_anew(
    version: AgreementVersion, here: OrganisationPage, lead: Any, coordination: Any
) -> None:
    first = uploaded(version, here, lead)
    second = upload_paper(
        version, str(here.uuid), SIGNATORY, timezone.localdate(), read_scan(picture(None)), lead
    )
    assert PaperSignature.objects.get() == second
    with pytest.raises(SigningRefused):
        confirm_paper(first.pk, first.sha256, coordination)
    with pytest.raises(SigningRefused):
        confirm_paper(second.pk, first.sha256, coordination)
    assert not Signature.objects.exists()


def test_confirming_twice_gives_one_signature(
    version: AgreementVersion, here: OrganisationPage, lead: Any, signatory: Any, coordination: Any
) -> None:
    paper = uploaded(version, here, lead)
    confirm_paper(paper.pk, paper.sha256, signatory)
    with pytest.raises(SigningRefused):
        confirm_paper(paper.pk, paper.sha256, coordination)
    assert Signature.objects.count() == 1


def test_who_signs_with_the_account_overtakes_the_paper(
    version: AgreementVersion, here: OrganisationPage, lead: Any, signatory: Any, coordination: Any
) -> None:
    paper = uploaded(version, here, lead)
    signed_by(version, here, signatory)
    assert not PaperSignature.objects.exists()
    with pytest.raises(SigningRefused):
        confirm_paper(paper.pk, paper.sha256, coordination)
    with pytest.raises(SigningRefused):
        uploaded(version, here, lead)


def test_paper_suffices_where_written_form_is_agreed(
    version: AgreementVersion, here: OrganisationPage, lead: Any, coordination: Any
) -> None:
    version.agreement.required_form = RequiredForm.WRITTEN
    version.agreement.save()
    assert signed_on_paper(version, here, lead, coordination).method == "paper"


@pytest.mark.parametrize("end", ["datei/", "seite/1/"])
def test_a_scan_is_given_out_as_what_it_is_to_no_cache(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any, end: str
) -> None:
    client.force_login(lead)
    send(client, version, here, as_pdf(scan_of(version, here)))
    paper = PaperSignature.objects.get()
    answer = client.get(f"{HOME}papier/{paper.pk}/{end}")
    assert answer["Content-Type"] == ("application/pdf" if end == "datei/" else "image/png")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get(f"{HOME}papier/{paper.pk}/seite/2/").status_code == 404


def test_a_name_of_a_file_reaches_nobody(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any
) -> None:
    client.force_login(lead)
    send(client, version, here, scan_of(version, here), name='"><script>.pdf')
    paper = PaperSignature.objects.get()
    assert paper.name == "unterschrift-fassung-1.png"


def test_whoever_may_confirm_is_told_and_finds_it_in_the_list(
    client: Client, version: AgreementVersion, here: OrganisationPage, lead: Any, signatory: Any
) -> None:
    paper = uploaded(version, here, lead)
    told = Notification.objects.get(recipient=signatory, kind="unterzeichnen")
    assert "zweite Person" in told.text
    assert told.path == page_of(version)
    client.force_login(signatory)
    assert f"papier/{paper.pk}/" in client.get(HOME).content.decode()
    client.force_login(lead)
    assert f"papier/{paper.pk}/" not in client.get(HOME).content.decode()
