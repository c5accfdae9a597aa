"""Pages are found as they are, from the moment they are so."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from directory.models import OfficePage, OrganisationPage
from portal.home.models import PlainPage
from portal.search.entries.registry import all_sources
from portal.search.entries.writing import enter
from portal.search.kinds import Kind
from portal.search.models import SearchEntry
from tests.factories import directory, news, people, site
from tests.integration.search.entries.looking import (
    entries_of,
    entry_of,
    facets_of,
    own_queries,
    queries,
    shown,
    staff_group,
    titles_seen,
    titles_told,
    who,
)

pytestmark = pytest.mark.django_db


def paragraph(text: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{text}</p>")]


def test_a_page_is_found_by_its_title_and_its_text() -> None:
    page = site.plain_page(site.home(), "Beispielseite", body=paragraph("Wohngeld beantragen"))
    entry = entry_of(page)
    assert (entry.kind, entry.language, entry.title) == (Kind.PAGE, "de", "Beispielseite")
    assert "Wohngeld beantragen" in entry.text
    assert "<p>" not in entry.text
    assert entry.title_words
    assert titles_seen(page) == titles_told(page) == ["Beispielseite"]
    assert shown(page)[page.pk, ""].url == page.get_url()


def test_an_organisation_is_found_by_both_names() -> None:
    made = directory.organisation(title="Beispielverein Nord", short_name="BN")
    assert (entry_of(made).kind, entry_of(made).label) == (Kind.ORGANISATION, "BN")
    assert facets_of(made)["organisation"] == {str(made.pk)}


def test_an_office_is_found_by_what_one_remembers_of_it() -> None:
    directory.reference_data()
    of = directory.organisation(title="Beispielverein Nord")
    office = directory.office(of=of, languages=["uk"], town="Bretten", postal_code="75015")
    bruchsal = "08215009"
    directory.offer(office=office, service="mbe", municipalities=[bruchsal])
    text = entry_of(office).text
    for word in ("Beispielverein Nord", "Bretten", "Gölshausen", "Ukrainisch", "MBE", "Bruchsal"):
        assert word in text
    assert facets_of(office) == {
        "kind": {"office"},
        "organisation": {str(of.pk)},
        "municipality": {bruchsal, "08215007"},
    }
    assert shown(office)[office.pk, ""].notes == (of.short_name, "Bretten")


def test_an_office_for_the_whole_district_is_found_for_each_municipality() -> None:
    directory.reference_data()
    assert len(facets_of(directory.office(offers=["mbe"]))["municipality"]) == 32


def test_a_service_that_ended_is_not_found() -> None:
    office = directory.office()
    directory.offer(office=office, service="mbe", valid_until=date(2020, 1, 1))
    assert "mbe" not in entry_of(office).text


def test_an_office_loses_a_service_that_is_taken_back() -> None:
    office = directory.office(offers=["mbe"])
    office.offers.first().delete()
    assert "mbe" not in entry_of(office).text


def test_what_is_saved_with_an_office_is_found_at_once() -> None:
    office = directory.office()
    office.offers.add(office.offers.model(service=directory.service_named("jmd")))
    office.save()
    assert "jmd" in entry_of(office).text


def test_an_article_has_its_organisation_date_and_year() -> None:
    of = directory.organisation()
    article = news.article(of, "Neuer Sprachkurs", date=date(2026, 3, 2))
    entry = entry_of(article)
    assert (entry.kind, entry.date, entry.label) == (Kind.ARTICLE, date(2026, 3, 2), of.short_name)
    assert facets_of(article)["year"] == {"2026"}


def test_a_draft_is_told_to_nobody_but_can_be_found_in_the_admin() -> None:
    page = site.plain_page(site.home(), "Entwurf Beispiel", live=False)
    assert entry_of(page).draft_title == "Entwurf Beispiel"
    for reader in (None, people.coordination()):
        assert titles_seen(page, reader) == titles_told(page, reader) == []


def test_the_title_of_a_draft_is_not_the_title_that_readers_find() -> None:
    page = site.plain_page(site.home(), "Vorher", body=paragraph("alt"))
    page.title, page.body = "Nachher", page._meta.get_field("body").to_python([])
    page.save_revision()
    entry = entry_of(page)
    assert (entry.title, entry.draft_title) == ("Vorher", "Nachher")
    assert "alt" in entry.text
    page.latest_revision.publish()
    assert entry_of(page).title == "Nachher"


def test_unpublishing_takes_effect_at_once() -> None:
    page = site.plain_page(site.home(), "Beispielseite")
    before = entry_of(page).revision
    page.unpublish()
    assert titles_seen(page) == titles_told(page) == []
    assert entry_of(page).revision > before


def test_an_expired_page_is_shown_to_nobody() -> None:
    page = site.plain_page(site.home(), expire_at=timezone.now() + timedelta(seconds=60))
    assert entry_of(page).expires_at is not None
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert titles_seen(page) == titles_told(page) == []
    assert shown(page) == {}


def test_a_deleted_page_leaves_nothing() -> None:
    page = site.plain_page(site.home())
    below = site.plain_page(page)
    kept = {page.pk, below.pk}
    Page.objects.get(pk=page.pk).delete()
    assert not SearchEntry.objects.filter(source="page", object_id__in=kept).exists()


def test_a_restricted_part_is_found_by_its_group_alone() -> None:
    page = site.plain_page(site.home(), "Geschlossen Beispiel")
    below = site.plain_page(page, "Darunter Beispiel")
    of = directory.organisation()
    insider, outsider = people.staff(of=of), people.staff()
    assert titles_seen(below) == ["Darunter Beispiel"]
    site.close(page, [staff_group(of)])
    for read in (titles_seen, titles_told):
        assert read(below) == read(below, outsider) == []
        assert read(below, insider) == ["Darunter Beispiel"]
    assert shown(below, outsider) == {}


def test_a_moved_subtree_is_as_closed_as_its_new_place() -> None:
    page = site.plain_page(site.home(), "Wandernd Beispiel")
    below = site.plain_page(page, "Darunter Beispiel")
    before = entry_of(below).revision
    Page.objects.get(pk=page.pk).move(site.intern(), pos="last-child")
    moved = Page.objects.get(pk=below.pk)
    assert entry_of(moved).path == moved.path
    assert entry_of(moved).revision > before
    assert titles_seen(moved) == titles_told(moved) == []
    assert titles_seen(moved, people.staff()) == ["Darunter Beispiel"]


def test_pages_that_make_room_for_a_moved_one_keep_their_places_right() -> None:
    home = site.home()
    pages = [site.plain_page(home) for _number in range(3)]
    below = site.plain_page(pages[1])
    last = Page.objects.get(pk=pages[2].pk)
    last.move(Page.objects.get(pk=pages[0].pk), pos="left")
    for page in Page.objects.filter(pk__in=[*(page.pk for page in pages), below.pk]):
        assert entry_of(page).path == page.path


def test_a_translation_is_found_instead_of_the_german_page() -> None:
    page = site.plain_page(site.home(), "Beispielseite")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert entry_of(page).translated_into == []
    english.title = "Example page"
    english.save_revision().publish()
    assert (entry_of(english).language, entry_of(english).title) == ("en", "Example page")
    assert entry_of(page).translated_into == ["en"]
    PlainPage.objects.get(pk=english.pk).unpublish()
    assert entry_of(page).translated_into == []
    english.save_revision().publish()
    Page.objects.get(pk=english.pk).delete()
    assert entry_of(page).translated_into == []


def test_an_alias_is_no_second_result() -> None:
    page = site.plain_page(site.home())
    alias = page.create_alias(
        parent=site.home("en"), update_locale=Locale.objects.get(language_code="en")
    )
    assert entries_of(alias) == []
    assert entry_of(page).translated_into == []


def test_a_renamed_organisation_is_known_to_all_it_has() -> None:
    of = directory.organisation(title="Altname", short_name="Altname")
    office, article = directory.office(of=of), news.article(of)
    contact = directory.contact(office=office)
    page = OrganisationPage.objects.get(pk=of.pk)
    page.title = page.short_name = "Neuname"
    page.save_revision().publish()
    for obj in (office, article, contact):
        entry = entry_of(obj)
        assert entry.label == "Neuname"
        assert "Altname" not in entry.text


def test_a_transaction_that_is_rolled_back_leaves_nothing() -> None:
    page = site.plain_page(site.home(), "Bleibt")
    before = SearchEntry.objects.count()
    with transaction.atomic():
        site.plain_page(site.home(), "Kommt nicht")
        PlainPage.objects.get(pk=page.pk).unpublish()
        transaction.set_rollback(True)
    assert SearchEntry.objects.count() == before
    assert titles_seen(page) == ["Bleibt"]


def test_texts_that_no_database_takes_are_found_all_the_same() -> None:
    page = site.plain_page(site.home(), "T" * 255)
    page.body = paragraph("vor\0nach " + "x" * 3000)
    enter([page])
    assert "vor nach" in entry_of(page).text


def test_what_has_not_changed_costs_the_look_alone() -> None:
    pages = [directory.office(offers=["mbe"], languages=["uk"]) for _number in range(3)]
    revisions = [entry_of(page).revision for page in pages]
    few = queries(lambda: enter(OfficePage.objects.filter(pk=pages[0].pk)))
    many = queries(lambda: enter(OfficePage.objects.filter(pk__in=[page.pk for page in pages])))
    assert many == few <= 6
    assert [entry_of(page).revision for page in pages] == revisions


def test_writing_many_costs_as_many_queries_as_writing_one() -> None:
    pages = [site.plain_page(site.home()) for _number in range(6)]

    def rewritten(some: list[PlainPage]) -> int:
        keys = [page.pk for page in some]
        Page.objects.filter(pk__in=keys).update(title=f"Neu {keys}")
        return own_queries(lambda: enter(Page.objects.filter(pk__in=keys)))

    assert rewritten(pages[:1]) == rewritten(pages[1:])


def test_saving_a_page_costs_few_queries_for_the_list() -> None:
    page = site.plain_page(site.home())
    article = news.article(directory.organisation())

    def created() -> None:
        site.plain_page(site.home())

    def published() -> None:
        article.title = "Anders"
        article.save_revision().publish()

    assert own_queries(created) <= 6
    assert own_queries(published) <= 8
    assert own_queries(page.save) <= 1


@pytest.mark.parametrize("amount", [2, 5])
def test_showing_pages_takes_the_same_queries_for_any_number(amount: int) -> None:
    of = directory.organisation()
    pages = [directory.office(of=of) for _number in range(amount)]
    source = next(source for source in all_sources() if source.name == "page")
    keys = [(page.pk, "") for page in pages]
    rows = list(SearchEntry.objects.filter(source="page", object_id__in=[key for key, _ in keys]))
    source.shown(keys, who())
    assert queries(lambda: source.shown(keys, who())) <= 5
    assert queries(lambda: source.audiences(rows)) == 2
