"""The public page that checks a file and keeps nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from agreement.models import AgreementPage, AgreementVersion, Checkpoint
from agreement.verification import checking
from tests.unit.agreement.verification.history import packed, two_versions

pytestmark = pytest.mark.django_db

Versions = list[AgreementVersion]
ADDRESS = "/vereinbarung/pruefen/"
RESULT = "/vereinbarung/pruefen/ergebnis/"


def send(content: bytes, note: str = "", *, name: str = "datei", **headers: str) -> Any:
    """Return the answer to a file, sent from our own page."""
    data = {"file": SimpleUploadedFile(name, content), "note": note}
    return Client().post(RESULT, data, headers={"Origin": "http://testserver", **headers})


def test_the_page_explains_and_offers(
    page: AgreementPage, versions: Versions, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        answer = Client().get(ADDRESS)
    text = answer.content.decode()
    assert "Ohne einen eigenen Prüfpunkt kann niemand bemerken" in text
    assert f'href="{ADDRESS}pruefe_vereinbarung.py"' in text
    assert f'href="{ADDRESS}alles.zip"' in text
    assert f'action="{RESULT}"' in text
    assert not answer.cookies


def test_the_page_is_there_before_any_version(page: AgreementPage) -> None:
    answer = Client().get(ADDRESS)
    assert answer.status_code == 200
    assert b"alles.zip" not in answer.content


def test_a_bundle_of_this_portal_is_in_order(page: AgreementPage, versions: Versions) -> None:
    bundle = Client().get(f"{ADDRESS}alles.zip").content
    answer = send(bundle)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Alles in Ordnung und durch Prüfpunkte gesichert." in text
    assert text.count("unverändert, durch einen Prüfpunkt gesichert") == 2
    assert "Das Portal hat den Prüfpunkt über" in text
    assert "kann diese Prüfung nicht bemerken" in text
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_checkpoint_that_was_kept_is_compared(page: AgreementPage, versions: Versions) -> None:
    bundle = Client().get(f"{ADDRESS}alles.zip").content
    kept = Checkpoint.objects.earliest("size").note
    text = send(bundle, f"Guten Tag,\r\n\r\n{kept}\r\nIhr Portal").content.decode()
    assert "Mit Ihrem aufbewahrten Prüfpunkt verglichen." in text
    assert "kann diese Prüfung nicht bemerken" not in text


def test_a_changed_bundle_says_what_and_where(page: AgreementPage, versions: Versions) -> None:
    files = two_versions().as_files()
    files["versions/2.json"] = files["versions/2.json"].replace(b"Wortlaut", b"Hortlaut")
    text = send(packed(files)).content.decode()
    assert "Verändert oder unvollständig" in text
    assert "Der Text (versions/2.json) ist nicht der festgeschriebene" in text
    assert 'role="alert"' in text


def test_a_forged_history_that_fits_itself_is_not_from_here(
    page: AgreementPage, versions: Versions
) -> None:
    text = send(packed(two_versions().as_files())).content.decode()
    assert "Keinen der Prüfpunkte in der Datei hat dieses Portal ausgestellt" in text


def test_the_text_alone_is_recognised(page: AgreementPage, versions: Versions) -> None:
    text = send(bytes(versions[1].canonical)).content.decode()
    assert "Das Portal kennt diesen Text: Er ist Fassung 2." in text
    hidden = send(bytes(versions[2].canonical)).content.decode()
    assert "Dieses Portal zeigt keine Fassung mit diesem Text." in hidden


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"Hallo", "weder ein PDF noch ein ZIP noch eine JSON-Datei"),
        (b'{"a":' * 10_000, "zu tief verschachtelt"),
        (b"%PDF-1.7 nichts", "enthält keinen Nachweis"),
        (b"PK\x03\x04", "Das ZIP ist beschädigt"),
        (b"", "Diese Datei ist leer"),
        (b'{"a":"' + b"x" * 8_000_000 + b'"}', "Eine JSON-Datei ist zu groß"),
    ],
)
def test_what_cannot_be_checked_is_told_at_the_field(
    page: AgreementPage, content: bytes, part: str
) -> None:
    answer = send(content)
    assert answer.status_code == 400
    assert part in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_note_that_is_none_is_told_and_kept(page: AgreementPage) -> None:
    answer = send(packed(two_versions().as_files()), "Das ist <b>kein</b> Prüfpunkt")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "steht kein Prüfpunkt" in text
    assert "Das ist &lt;b&gt;kein&lt;/b&gt; Prüfpunkt" in text
    assert "Dieser Text ist zu lang" in send(b"{}", "x" * 20_001).content.decode()


def test_no_file_is_told(page: AgreementPage) -> None:
    answer = Client().post(RESULT, {}, headers={"Origin": "http://testserver"})
    assert "Bitte wählen Sie die Datei" in answer.content.decode()


def test_a_file_above_the_limit_is_refused_unread(page: AgreementPage) -> None:
    answer = Client().generic(
        "POST",
        RESULT,
        b"",
        content_type="multipart/form-data; boundary=x",
        headers={"Origin": "http://testserver", "Content-Length": "31000000"},
    )
    assert answer.status_code == 413
    assert "höchstens 30 MB" in answer.content.decode()


def test_a_check_that_takes_too_long_is_broken_off(
    page: AgreementPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_SECONDS", -1.0)
    assert "dauert zu lange" in send(packed(two_versions().as_files())).content.decode()


@pytest.mark.parametrize("origin", ["", "https://boese.example.org", "null"])
def test_a_file_from_another_site_is_refused(page: AgreementPage, origin: str) -> None:
    assert send(b"{}", Origin=origin).status_code == 403


def test_too_many_files_are_refused_for_a_while(page: AgreementPage, settings: Settings) -> None:
    settings.THROTTLED = True
    statuses = [send(b"{}").status_code for _n in range(21)]
    assert statuses == [400] * 20 + [429]


def test_nothing_is_kept(
    page: AgreementPage,
    versions: Versions,
    settings: Settings,
    tmp_path: Path,
    django_assert_max_num_queries: Any,
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    bundle = Client().get(f"{ADDRESS}alles.zip").content
    with django_assert_max_num_queries(12) as asked:
        assert send(bundle).status_code == 200
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
    assert not list(tmp_path.iterdir())


def test_the_address_of_the_result_leads_back_to_the_form(page: AgreementPage) -> None:
    answer = Client().get(RESULT)
    assert answer.status_code == 302
    assert answer["Location"].endswith(ADDRESS)


def test_what_a_file_says_is_never_markup(page: AgreementPage) -> None:
    history = two_versions()
    content = history.versions[1].replace(b"Vereinbarung (Beispiel)", b"<script>x</script>")
    text = send(content).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in text
    assert "<script>x" not in text
