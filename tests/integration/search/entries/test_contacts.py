"""Contacts are found by those who reach them, by their names only by those who know them."""

from itertools import product
from typing import Any

import pytest

from directory.enums import Audience
from directory.models import Contact
from portal.core.visibility import may_see
from portal.search.entries.registry import source_of
from portal.search.models import SearchEntry
from tests.factories import directory, people, site
from tests.integration.search.entries.looking import (
    entries_of,
    entry_of,
    queries,
    shown,
    staff_group,
    titles_seen,
    titles_told,
    who,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers() -> dict[str, Any]:
    """Return one reader of each kind, and the organisation that one of them works for."""
    of = directory.organisation()
    return {
        "of": of,
        "visitor": None,
        "network": people.staff(of=directory.organisation()),
        "own": people.staff(of=of),
        "coordination": people.coordination(),
    }


def reached(contact: Contact, reader: Any) -> set[str]:
    """Return under which titles a contact is found, the same by database and Elasticsearch."""
    seen, told = titles_seen(contact, reader), titles_told(contact, reader)
    assert seen == told
    assert len(seen) <= 1
    return set(seen)


NAMED, UNNAMED = "Erika Beispiel, Team Beispiel", "Team Beispiel"
WIDEST_FIRST = ["visitor", "network", "own", "coordination"]


@pytest.mark.parametrize(("phone", "name"), list(product(Audience, Audience)))
def test_a_contact_is_found_by_whom_it_is_open_to(
    phone: Audience, name: Audience, readers: dict[str, Any]
) -> None:
    contact = directory.contact(
        office=directory.office(of=readers["of"]),
        function=UNNAMED,
        name="Erika Beispiel",
        phone_audience=phone,
        name_audience=name,
    )
    order = list(Audience)
    for place, reader in enumerate(WIDEST_FIRST):
        if place < order.index(phone):
            expected = set()
        else:
            expected = {NAMED if place >= order.index(name) else UNNAMED}
        assert reached(contact, readers[reader]) == expected, reader
        assert may_see(contact, who(readers[reader])) == bool(expected)


def test_an_administrator_finds_a_contact_once(readers: dict[str, Any]) -> None:
    contact = directory.contact(
        office=directory.office(), function=UNNAMED, name="Erika Beispiel", name_audience="network"
    )
    assert titles_seen(contact, people.administrator()) == [NAMED]


def test_the_way_that_is_open_widest_counts(readers: dict[str, Any]) -> None:
    contact = directory.contact(
        office=directory.office(),
        function=UNNAMED,
        phone_audience="coordination",
        email="team@example.org",
        email_audience="public",
    )
    assert reached(contact, None) == {UNNAMED}


def test_nothing_of_a_name_stands_in_what_others_find() -> None:
    contact = directory.contact(
        office=directory.office(), name="Zzyzx", phone_audience="public", name_audience="network"
    )
    unnamed, named = entries_of(contact)
    for text in (unnamed.title, unnamed.text, unnamed.title_words, unnamed.text_words):
        assert "zzyzx" not in text.casefold()
    assert "Zzyzx" in named.title


def test_who_does_not_know_the_name_is_not_shown_the_entry_that_says_it() -> None:
    contact = directory.contact(
        office=directory.office(), name="Zzyzx", phone_audience="public", name_audience="network"
    )
    assert set(shown(contact)) == {(contact.pk, "")}
    assert (contact.pk, "name") in shown(contact, people.staff())


def test_a_contact_is_found_by_its_office_place_services_and_languages() -> None:
    of = directory.organisation(title="Beispielverein Nord", short_name="BN")
    office = directory.office(of=of, offers=["mbe"], languages=["uk"], title="Haus Beispiel")
    contact = directory.contact(office=office)
    entry = entry_of(contact)
    assert entry.label == "BN"
    for word in ("Beispielverein Nord", "Haus Beispiel", "Bruchsal", "mbe", "Sprache uk"):
        assert word in entry.text
    contact.languages.set([directory.language("ar")])
    contact.services.set([directory.service_named("jmd")])
    text = entry_of(contact).text
    assert "Sprache ar" in text
    assert "Dienst jmd" in text
    assert "Sprache uk" not in text
    found = shown(contact, people.staff())[contact.pk, ""]
    assert (found.url, found.notes) == (office.get_url(), ("BN", "Haus Beispiel", "Bruchsal"))


def test_a_contact_follows_its_office() -> None:
    office = directory.office(title="Altes Haus")
    contact = directory.contact(office=office, phone_audience="public")
    office.title = "Neues Haus"
    office.save_revision().publish()
    assert "Neues Haus" in entry_of(contact).text
    directory.offer(office=office, service="jmd")
    assert "jmd" in entry_of(contact).text
    before = entry_of(contact).revision
    type(office).objects.get(pk=office.pk).unpublish()
    assert titles_seen(contact) == titles_told(contact) == []
    assert entry_of(contact).revision > before


def test_a_contact_is_as_closed_as_its_office() -> None:
    of = directory.organisation()
    contact = directory.contact(office=directory.office(of=of), phone_audience="public")
    site.close(of, [staff_group(of)])
    assert reached(contact, None) == set()
    assert reached(contact, people.staff(of=of)) == {contact.function}


def test_a_changed_audience_is_sent_again() -> None:
    contact = directory.contact(office=directory.office(), phone_audience="public")
    before = entry_of(contact).revision
    contact.phone_audience = "coordination"
    contact.save()
    assert entry_of(contact).revision > before
    assert reached(contact, None) == set()


def test_a_name_that_is_taken_out_is_found_no_more() -> None:
    contact = directory.contact(office=directory.office(), name="Zzyzx")
    contact.name = ""
    contact.save()
    assert [entry.part for entry in entries_of(contact)] == [""]


def test_a_deleted_contact_leaves_nothing() -> None:
    contact = directory.contact(office=directory.office(), name="Zzyzx")
    key = contact.pk
    contact.delete()
    assert not SearchEntry.objects.filter(source="contact", object_id=key).exists()


@pytest.mark.parametrize("amount", [2, 6])
def test_contacts_take_the_same_queries_for_any_number(amount: int) -> None:
    office = directory.office(offers=["mbe"])
    contacts = [directory.contact(office=office, name=f"B{number}") for number in range(amount)]
    source = source_of(Contact)
    assert source is not None
    rows = [entry for contact in contacts for entry in entries_of(contact)]
    found = source.objects().filter(pk__in=[contact.pk for contact in contacts])
    keys = [(row.object_id, row.part) for row in rows]
    assert queries(lambda: list(source.entries(list(found)))) <= 7
    assert queries(lambda: source.audiences(rows)) == 4
    assert queries(lambda: source.shown(keys, who())) <= 4
