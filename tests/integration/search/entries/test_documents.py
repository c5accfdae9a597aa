"""Documents are found by title at once, by their words once the worker has read them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from docx import Document as WordFile
from wagtail.documents.models import Document

from portal.core.visibility import may_see, tokens_of
from portal.search.entries import documents, file_text
from portal.search.entries.documents import MOST_ATTEMPTS, NotNow, await_texts, read_waiting
from portal.search.entries.registry import source_of
from portal.search.kinds import Kind
from portal.search.models import DocumentText, SearchEntry
from tests.factories import directory, files, people, site
from tests.factories.texts_of_files import locked_pdf, pdf
from tests.integration.search.entries.looking import (
    entry_of,
    facets_of,
    queries,
    shown,
    staff_group,
    titles_seen,
    titles_told,
    who,
)

pytestmark = pytest.mark.django_db
State = DocumentText.State


def stored(content: bytes, name: str, **fields: Any) -> Document:
    """Return a document with this content in a file of this name."""
    made = files.document(**fields)
    Path(made.file.path).unlink()
    made.file = ContentFile(content, name)
    made.file_hash = str(hash(content))
    made.save()
    return made


def state_of(document: Document) -> tuple[str, int]:
    row = DocumentText.objects.get(document=document)
    return row.state, row.attempts


def test_a_document_is_found_by_its_title_before_it_is_read() -> None:
    of = directory.organisation()
    document = files.document(of=of, title="Merkblatt Beispiel")
    assert (entry_of(document).kind, entry_of(document).text) == (Kind.DOCUMENT, "")
    assert facets_of(document)["organisation"] == {str(of.pk)}
    assert state_of(document) == (State.WAITING, 0)


def test_the_worker_reads_pdf_and_word() -> None:
    word = WordFile()
    word.add_paragraph("Einbürgerung beantragen")
    file = BytesIO()
    word.save(file)
    papers = [stored(pdf("Wohngeld beantragen"), "a.pdf"), stored(file.getvalue(), "b.DOCX")]
    assert read_waiting(10) == 2
    assert read_waiting(10) == 0
    assert [entry_of(paper).text for paper in papers] == [
        "Wohngeld beantragen",
        "Einbürgerung beantragen",
    ]
    assert entry_of(papers[0]).text_words


def test_a_replaced_file_is_found_by_its_new_words_only() -> None:
    document = stored(pdf("Alt"), "a.pdf")
    read_waiting(1)
    document.file = ContentFile(pdf("Neu"), "b.pdf")
    document.file_hash = "other"
    document.save()
    assert entry_of(document).text == ""
    read_waiting(1)
    assert entry_of(document).text == "Neu"


def test_a_new_title_is_no_reason_to_read_again() -> None:
    document = stored(pdf("Wohngeld"), "a.pdf")
    read_waiting(1)
    document.title = "Anders"
    document.save()
    assert state_of(document) == (State.READ, 1)
    assert (entry_of(document).title, entry_of(document).text) == ("Anders", "Wohngeld")


@pytest.mark.parametrize(
    ("content", "name", "state"),
    [
        (locked_pdf(), "a.pdf", State.FAILED),
        (b"%PDF-1.7 nothing", "a.pdf", State.FAILED),
        (b"", "a.docx", State.FAILED),
        (pdf(""), "a.pdf", State.NONE),
        (b"MZ\x90", "a.exe", State.NONE),
    ],
)
def test_a_file_without_a_text_is_tried_once(content: bytes, name: str, state: str) -> None:
    document = stored(content, name)
    read_waiting(1)
    assert state_of(document) == (state, 1)
    assert read_waiting(1) == 0
    assert entry_of(document).title == document.title


def test_a_missing_file_stops_nothing() -> None:
    lost, other = stored(pdf("Fort"), "a.pdf"), stored(pdf("Da"), "b.pdf")
    Path(lost.file.path).unlink()
    assert read_waiting(10) == 2
    assert state_of(lost)[0] == State.FAILED
    assert entry_of(other).text == "Da"


def test_what_cannot_be_read_now_is_tried_again_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_args: Any) -> str:
        raise NotNow("time")

    document = stored(pdf("Später"), "a.pdf")
    monkeypatch.setattr(documents, "text_of", away)
    tried = [read_waiting(1) for _round in range(MOST_ATTEMPTS + 1)]
    assert tried == [1] * MOST_ATTEMPTS + [0]
    assert state_of(document) == (State.FAILED, MOST_ATTEMPTS)


def test_a_file_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_SECONDS", 0.01)
    document = stored(pdf("Beispiel"), "a.pdf")
    read_waiting(1)
    assert state_of(document) == (State.WAITING, 1)


def test_a_reader_that_is_killed_is_an_accident(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "killed.py"
    program.write_text("import os; os.kill(os.getpid(), 9)")
    monkeypatch.setattr(documents, "_PROGRAM", program)
    document = stored(pdf("Beispiel"), "a.pdf")
    read_waiting(1)
    assert state_of(document) == (State.WAITING, 1)


def test_two_workers_do_not_read_one_file_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    stored(pdf("Beispiel"), "a.pdf")
    read: list[Any] = []

    def slowly(document: Any) -> str:
        if not read:
            read.append(document)
            (row,) = DocumentText.objects.filter(state=State.WAITING)
            row.attempts = 0
            assert documents._read(row) is False
        return "Beispiel"

    monkeypatch.setattr(documents, "text_of", slowly)
    assert read_waiting(1) == 1


def test_a_file_replaced_while_it_is_read_keeps_the_new_one_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = stored(pdf("Alt"), "a.pdf")

    def replaced(_document: Any) -> str:
        document.file_hash = "other"
        document.save()
        return "Alt"

    monkeypatch.setattr(documents, "text_of", replaced)
    read_waiting(1)
    assert state_of(document) == (State.WAITING, 0)
    assert entry_of(document).text == ""


def test_documents_from_before_are_read_too() -> None:
    document = stored(pdf("Wohngeld"), "a.pdf")
    DocumentText.objects.all().delete()
    await_texts()
    read_waiting(5)
    assert entry_of(document).text == "Wohngeld"


def test_a_huge_file_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST_FILE", 10)
    document = stored(pdf("Beispiel"), "a.pdf")
    read_waiting(1)
    assert state_of(document) == (State.FAILED, 1)


def test_no_text_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(file_text, "UNREADABLE", 99)
    stored(b"%PDF-1.7 Geheimes", "geheim.pdf", title="Geheim")
    read_waiting(1)
    assert "could not be read" in caplog.text
    assert "eheim" not in caplog.text


def test_a_document_is_found_by_whom_the_page_that_shows_it_is_open_to() -> None:
    of = directory.organisation()
    editor = people.editor(of=of)
    document = files.document(of=of, title="Merkblatt")
    for read in (titles_seen, titles_told):
        assert read(document) == []
        assert read(document, editor) == ["Merkblatt"]
    page = files.page_linking(document, site.home())
    assert titles_seen(document) == titles_told(document) == ["Merkblatt"]
    assert shown(document)[document.pk, ""].url == document.url
    site.close(page, [staff_group(of)])
    assert titles_seen(document) == titles_told(document) == []
    assert shown(document) == {}
    page.delete()
    assert titles_seen(document, people.staff(of=of)) == []


def test_a_closed_collection_closes_its_documents() -> None:
    from wagtail.models import BaseViewRestriction, CollectionViewRestriction

    of = directory.organisation()
    document = files.document(of=of)
    files.page_linking(document, site.home())
    restriction = CollectionViewRestriction.objects.create(
        collection=of.collection, restriction_type=BaseViewRestriction.GROUPS
    )
    restriction.groups.set([staff_group(of)])
    assert titles_seen(document) == titles_told(document) == []
    assert titles_seen(document, people.staff(of=of)) == [document.title]


def test_a_picture_is_found_in_the_admin_alone() -> None:
    image = files.image(title="Bild Beispiel")
    assert (entry_of(image).kind, entry_of(image).title) == (Kind.IMAGE, "Bild Beispiel")
    assert titles_seen(image, people.administrator()) == titles_told(image) == []
    assert shown(image, people.administrator()) == {}
    key = image.pk
    image.delete()
    assert not SearchEntry.objects.filter(source="image", object_id=key).exists()


def test_a_deleted_document_leaves_nothing() -> None:
    document = stored(pdf("Wohngeld"), "a.pdf")
    key = document.pk
    document.delete()
    assert not SearchEntry.objects.filter(source="document", object_id=key).exists()
    assert not DocumentText.objects.filter(pk=key).exists()


@pytest.mark.parametrize("amount", [2, 5])
def test_documents_take_the_same_queries_for_any_number(amount: int) -> None:
    of = directory.organisation()
    papers = [files.document(of=of) for _number in range(amount)]
    files.page_linking(papers[0], site.home())
    source = source_of(Document)
    assert source is not None
    rows = [entry_of(paper) for paper in papers]
    keys = [(row.object_id, "") for row in rows]
    assert queries(lambda: list(source.entries(papers))) == 2
    assert queries(lambda: source.audiences(rows)) == 9
    assert queries(lambda: source.shown(keys, who())) <= 5
    tokens = source.audiences(rows)
    for paper, row in zip(papers, rows, strict=True):
        assert tokens[row.pk].tokens == tokens_of(paper)
        assert may_see(paper, who()) == ("public" in tokens[row.pk].tokens)
