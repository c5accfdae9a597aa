"""Documents of a version are as open as the version, also when the working text let go."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document

from agreement.models import AnnexPage, InterfaceSectionPage, WorkingTextPage
from portal.core.visibility import PUBLIC, may_see, tokens_of, viewer_of, visible
from tests.factories import agreement as make
from tests.factories.people import account, staff, visitor

pytestmark = pytest.mark.django_db


def get(file: Document, person: Any = None) -> int:
    client = Client()
    if person:
        client.force_login(person)
    answer: Any = client.get(file.url)
    if answer.streaming:
        # Read to the end, the file is closed; close() would take the test's connection along.
        assert b"".join(answer.streaming_content)
    return int(answer.status_code)


@pytest.fixture
def file() -> Document:
    made: Document = Document.objects.create(
        title="Übergabebogen", file=ContentFile(b"Bogen (Beispiel)", "bogen.txt")
    )
    return made


@pytest.fixture
def annex(text: WorkingTextPage, file: Document) -> AnnexPage:
    made: AnnexPage = make.section(kind=AnnexPage, of=text, documents=[("document", file)])
    return made


def test_a_document_opens_with_the_version_that_names_it(
    text: WorkingTextPage, annex: AnnexPage, file: Document, coordination: Any
) -> None:
    assert (get(file), get(file, staff())) == (404, 200)
    version = make.sealed(text, coordination)
    assert (get(file), get(file, account()), get(file, staff())) == (404, 404, 200)
    make.in_force(version, timezone.localdate() + timedelta(days=1), coordination)
    assert (get(file), get(file, account()), get(file, staff())) == (200, 200, 200)


def test_it_stays_when_the_working_text_lets_go_of_it(
    text: WorkingTextPage, annex: AnnexPage, file: Document, coordination: Any
) -> None:
    make.in_force(make.sealed(text, coordination), timezone.localdate(), coordination)
    annex.delete()
    assert get(file) == 200
    who = viewer_of(visitor())
    assert may_see(file, who)
    assert PUBLIC in tokens_of(file)
    assert list(visible(Document.objects.all(), who)) == [file]


def test_another_file_of_the_same_name_or_size_stays_closed(
    text: WorkingTextPage, annex: AnnexPage, file: Document, coordination: Any
) -> None:
    make.in_force(make.sealed(text, coordination), timezone.localdate(), coordination)
    content = ContentFile(b"Bogen (Geheim!!)", "bogen.txt")
    other = Document.objects.create(title=file.title, file=content)
    assert other.get_file_size() == file.get_file_size()
    assert get(other) == 404
    assert PUBLIC not in tokens_of(other)


def test_a_replaced_file_is_another_document(
    text: WorkingTextPage, annex: AnnexPage, file: Document, coordination: Any
) -> None:
    make.in_force(make.sealed(text, coordination), timezone.localdate(), coordination)
    assert get(file) == 200
    annex.delete()
    file.file.save("neu.txt", ContentFile(b"Neuer Bogen"))
    assert get(Document.objects.get(pk=file.pk)) == 404


def test_reading_one_costs_the_same_however_many_versions_name_it(
    text: WorkingTextPage, annex: AnnexPage, file: Document, coordination: Any
) -> None:
    def queries() -> int:
        get(file)
        with CaptureQueriesContext(connection) as captured:
            assert get(file) == 200
        return len(captured)

    make.in_force(make.sealed(text, coordination), timezone.localdate(), coordination)
    once = queries()
    for number in range(1, 3):
        make.section(make.clause(), of=text, title=f"Weiterer {number}")
        day = timezone.localdate() + timedelta(days=number)
        make.in_force(make.sealed(text, coordination), day, coordination)
    assert queries() == once <= 8


def test_papers_that_a_section_only_names_close_no_document(
    text: WorkingTextPage, annex: AnnexPage, file: Document, coordination: Any
) -> None:
    papers = [("point", "Übergabebogen")]
    make.section(make.clause(), kind=InterfaceSectionPage, of=text, documents=papers)
    version = make.sealed(text, coordination)
    make.in_force(version, timezone.localdate(), coordination)
    assert get(file) == 200
