"""What Elasticsearch still has to be told is noted with the change itself."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import TestCase
from wagtail.models import Page

from directory.models import OfficePage, Service
from portal.search.entries.reconciling import reconcile_entries
from portal.search.entries.writing import enter, forget, leave
from portal.search.language import analysed
from portal.search.models import CompoundWord, EntryFacet, SearchEntry
from tests.factories import directory, files, people, site
from tests.integration.search.entries.looking import entries_of, entry_of, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings: Any) -> None:
    """Let Elasticsearch be there, and know all."""
    settings.ELASTICSEARCH_URLS = ("http://localhost:1",)
    SearchEntry.objects.update(is_pending=False)


def waiting() -> set[str]:
    """Return the titles that Elasticsearch waits for; then it has them."""
    titles = set(SearchEntry.objects.pending().values_list("title", flat=True))
    SearchEntry.objects.update(is_pending=False)
    return titles


def test_without_elasticsearch_nothing_waits_and_nothing_is_left() -> None:
    page = site.plain_page(site.home())
    key = page.pk
    assert not SearchEntry.objects.pending().exists()
    page.delete()
    assert not SearchEntry.objects.filter(source="page", object_id=key).exists()


@pytest.mark.usefixtures("told")
def test_what_is_written_waits_to_be_sent_and_gets_a_greater_revision() -> None:
    page = site.plain_page(site.home(), "Eins")
    assert waiting() == {"Eins"}
    before = entry_of(page).revision
    page.title = "Zwei"
    page.save()
    assert entry_of(page).revision > before
    assert waiting() == {"Zwei"}
    page.save()
    assert waiting() == set()


@pytest.mark.usefixtures("told")
def test_what_waits_has_waited_since_the_first_change() -> None:
    page = site.plain_page(site.home(), "Eins")
    since = entry_of(page).changed_at
    page.title = "Zwei"
    page.save()
    assert entry_of(page).changed_at == since


@pytest.mark.usefixtures("told")
def test_what_is_deleted_stays_as_an_empty_row_until_it_is_forgotten() -> None:
    page = site.plain_page(site.home(), "Geheim", body=[("paragraph", "<p>Geheimes</p>")])
    entry = entry_of(page)
    page.delete()
    row = SearchEntry.objects.get(pk=entry.pk)
    assert (row.is_deleted, row.is_pending) == (True, True)
    assert row.revision > entry.revision
    assert "eheim" not in "".join([row.title, row.draft_title, row.text, row.label])
    assert row.title_words == row.text_words == ""
    assert not EntryFacet.objects.filter(entry=row).exists()
    assert not row.index_entries.exists()


@pytest.mark.usefixtures("told")
def test_a_row_that_comes_back_is_newer_than_its_end() -> None:
    page = site.plain_page(site.home(), "Kommt wieder")
    leave(Page, [page.pk])
    ended = SearchEntry.objects.get(source="page", object_id=page.pk)
    enter([page])
    entry = entry_of(page)
    assert entry.pk == ended.pk
    assert entry.revision > ended.revision
    assert entry.facets.exists()


@pytest.mark.usefixtures("told")
def test_a_changed_restriction_has_all_below_it_sent_again() -> None:
    page = site.plain_page(site.home(), "Oben")
    below = site.plain_page(page, "Darunter")
    office = directory.office(of=directory.organisation())
    contact = directory.contact(office=office)
    waiting()
    restriction = site.close(page, [people.staff().groups.get()])
    assert waiting() == {"Oben", "Darunter"}
    restriction.groups.clear()
    assert waiting() == {"Oben", "Darunter"}
    restriction.delete()
    assert waiting() == {"Oben", "Darunter"}
    site.close(office)
    assert waiting() == {office.title, contact.function}
    assert entry_of(below).title == "Darunter"


@pytest.mark.usefixtures("told")
def test_a_page_has_the_documents_it_shows_sent_again() -> None:
    document = files.document(title="Merkblatt")
    waiting()
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = files.page_linking(document, site.home(), title="Seite")
    assert waiting() == {"Merkblatt", "Seite"}
    page.unpublish()
    assert waiting() == {"Merkblatt", "Seite"}
    type(page).objects.get(pk=page.pk).delete()
    assert "Merkblatt" in waiting()
    site.close(site.plain_page(site.home()))
    assert "Merkblatt" in waiting()


def test_reconciling_finds_nothing_where_all_is_right() -> None:
    office = directory.office(offers=["mbe"], languages=["uk"])
    directory.contact(office=office, name="Erika Beispiel")
    files.document()
    assert reconcile_entries() == 0


def test_reconciling_mends_what_no_signal_told() -> None:
    office = directory.office(offers=["mbe"])
    contact = directory.contact(office=office)
    page = site.plain_page(site.home())
    gone = site.plain_page(site.home())
    Page.objects.filter(pk=page.pk).update(title="Am Portal vorbei")
    Service.objects.filter(code="mbe").update(name="Umbenannt")
    entry_of(contact).delete()
    SearchEntry.objects.filter(pk=entry_of(gone).pk).update(object_id=10**9)
    assert reconcile_entries() == 5
    assert entry_of(page).title == "Am Portal vorbei"
    assert "Umbenannt" in entry_of(office).text
    assert "Umbenannt" in entry_of(contact).text
    assert entry_of(gone).title == gone.title
    assert not SearchEntry.objects.filter(object_id=10**9).exists()
    assert reconcile_entries() == 0


def test_reconciling_forgets_what_no_source_knows() -> None:
    page = site.plain_page(site.home())
    SearchEntry.objects.filter(pk=entry_of(page).pk).update(source="gone", object_id=10**9)
    assert reconcile_entries() == 2
    assert not SearchEntry.objects.filter(source="gone").exists()


def test_setting_up_fills_an_empty_list() -> None:
    office = directory.office()
    forget(SearchEntry.objects.values_list("pk", flat=True))
    call_command("provision")
    assert entry_of(office).title == office.title


def test_reconciling_takes_the_same_queries_for_a_few_more() -> None:
    office = directory.office(offers=["mbe"])
    contact = directory.contact(office=office)
    reconcile_entries()
    few = queries(reconcile_entries)
    for _number in range(3):
        other = directory.office(offers=["mbe"])
        directory.contact(office=other)
    reconcile_entries()
    assert queries(reconcile_entries) == few
    assert entries_of(contact)


def test_an_office_is_found_by_a_part_of_words_as_soon_as_it_is_taught() -> None:
    office = directory.office(title="Quarzuhrwerkstatt")
    part = analysed("quarzuhr", "de", frozenset()).split()[0]
    assert part not in entry_of(office).title_words.split()
    word = CompoundWord.objects.create(word="Quarzuhr")
    assert part in entry_of(office).title_words.split()
    assert entry_of(office).index_entries.get()
    word.delete()
    assert part not in entry_of(office).title_words.split()


def test_two_rows_of_one_thing_cannot_be() -> None:
    office = directory.office()
    rows = SearchEntry.objects.filter(source="page", object_id=office.pk)
    before = rows.get()
    # As if somebody else had made the row in the meantime.
    rows.update(object_id=10**9)
    enter(OfficePage.objects.filter(pk=office.pk))
    assert rows.get().pk != before.pk
