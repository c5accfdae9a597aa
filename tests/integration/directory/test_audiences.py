"""Who sees a contact: four audiences, and one answer wherever it is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.audience import network_tokens, tokens_of_audience
from directory.enums import Audience
from directory.models import Contact, OfficePage, OrganisationPage
from portal.accounts.models import User
from portal.core.visibility import PUBLIC, may_see, tokens_of, viewer_of, visible
from tests.factories.directory import contact, office, organisation
from tests.factories.people import (
    account,
    administrator,
    coordination,
    editor,
    lead_editor,
    signatory,
    staff,
    visitor,
)

pytestmark = pytest.mark.django_db

AUDIENCES = ("public", "network", "organisation", "coordination")
SEES = {
    "visitor": 1,
    "account without a role": 1,
    "staff elsewhere": 2,
    "editor elsewhere": 2,
    "staff here": 3,
    "editor here": 3,
    "lead editor here": 3,
    "signatory here": 3,
    "coordination": 4,
    "administrator": 4,
}
"""How many of the audiences, from the widest, each kind of person is in."""


@pytest.fixture
def house() -> OrganisationPage:
    return organisation()


@pytest.fixture
def people(house: OrganisationPage) -> dict[str, Any]:
    elsewhere = organisation()
    makers: dict[str, Callable[[], Any]] = {
        "visitor": visitor,
        "account without a role": account,
        "staff elsewhere": lambda: staff(of=elsewhere),
        "editor elsewhere": lambda: editor(of=elsewhere),
        "staff here": lambda: staff(of=house),
        "editor here": lambda: editor(of=house),
        "lead editor here": lambda: lead_editor(of=house),
        "signatory here": lambda: signatory(of=house),
        "coordination": coordination,
        "administrator": administrator,
    }
    return {name: make() for name, make in makers.items()}


def by_audience(page: OfficePage) -> dict[str, Contact]:
    """Return a contact of the office for each audience; its phone alone is open to it."""
    return {
        audience: contact(
            office=page, function=f"Team {audience}", phone_audience=audience, email=""
        )
        for audience in AUDIENCES
    }


def test_each_person_sees_the_audiences_he_is_in_wherever_it_is_asked(
    client: Client, house: OrganisationPage, people: dict[str, Any]
) -> None:
    page = office(of=house)
    contacts = by_audience(page)
    assert set(people) == set(SEES)
    for name, person in people.items():
        who, expected = viewer_of(person), set(AUDIENCES[: SEES[name]])
        assert {a for a, c in contacts.items() if may_see(c, who)} == expected, name
        found = visible(Contact.objects.all(), who).values_list("phone_audience", flat=True)
        assert set(found) == expected, name
        assert {a for a, c in contacts.items() if who.shares(tokens_of(c))} == expected, name
        reader = Client()
        if person.is_authenticated:
            reader.force_login(person)
        shown = reader.get(page.get_url()).content.decode()
        assert {a for a in AUDIENCES if f"Team {a}" in shown} == expected, name


@pytest.mark.parametrize("audience", AUDIENCES)
def test_phone_and_mail_have_their_audiences_each(audience: str, house: OrganisationPage) -> None:
    page = office(of=house)
    contact(
        office=page,
        phone="030 23125 301",
        phone_audience="public",
        email="innen@example.org",
        email_audience=audience,
    )
    text = Client().get(page.get_url()).content.decode()
    assert "030 23125 301" in text
    assert ("innen@example.org" in text) is (audience == "public")


@pytest.mark.parametrize("fields", [{"phone": ""}, {"phone": "", "email": "x@example.org"}])
def test_an_empty_way_opens_nothing(fields: dict[str, str], house: OrganisationPage) -> None:
    made = contact(
        office=office(of=house), phone_audience="public", email_audience="coordination", **fields
    )
    who = viewer_of(visitor())
    assert not may_see(made, who)
    assert not visible(Contact.objects.all(), who).exists()
    assert PUBLIC not in tokens_of(made)


def test_a_contact_of_a_draft_is_seen_by_nobody(
    house: OrganisationPage, people: dict[str, Any]
) -> None:
    made = contact(office=office(of=house, live=False), phone_audience="public")
    for name, person in people.items():
        assert not may_see(made, viewer_of(person)), name
        assert not visible(Contact.objects.all(), viewer_of(person)).exists(), name


def test_an_audience_is_a_set_of_tokens(house: OrganisationPage) -> None:
    coordination()
    assert tokens_of_audience("public") == {PUBLIC}
    assert tokens_of_audience(Audience.NETWORK) == network_tokens()
    of_coordination = tokens_of_audience(Audience.COORDINATION)
    assert len(of_coordination) == 1
    assert of_coordination < tokens_of_audience("organisation", house)
    assert f"group:{house.staff_group_id}" in tokens_of_audience("organisation", house)
    assert tokens_of_audience("organisation", None) == of_coordination
    with pytest.raises(ValueError, match="freunde"):
        tokens_of_audience("freunde")


def test_who_leaves_the_organisation_sees_its_contacts_no_more(house: OrganisationPage) -> None:
    made = by_audience(office(of=house))["organisation"]
    person = staff(of=house)
    assert may_see(made, viewer_of(person))
    assert house.staff_group is not None
    person.groups.remove(house.staff_group)
    assert not may_see(made, viewer_of(User.objects.get(pk=person.pk)))


def test_reading_an_office_costs_the_same_however_many_contacts_it_has(
    client: Client, house: OrganisationPage
) -> None:
    def queries(page: OfficePage) -> int:
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(page.get_url())
        return len(captured)

    few, many = office(of=house), office(of=house)
    contact(office=few, phone_audience="organisation", languages=["uk"])
    for _number in range(4):
        for made in by_audience(many).values():
            made.languages.set(few.contacts.get().languages.all())
    client.force_login(staff(of=house))
    assert queries(few) == queries(many)
