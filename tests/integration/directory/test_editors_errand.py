"""An editor changes what is his organisation's, in the admin's own forms."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import Contact, OfficePage
from tests.factories.directory import contact, offer, office, organisation, service_named
from tests.factories.people import editor
from tests.integration.directory.edit_form import office_form, page_of

pytestmark = pytest.mark.django_db


def edit_url(page: OfficePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_editor_corrects_opening_hours_and_the_visitor_sees_them(
    client: Client, set_clock: Callable[..., None]
) -> None:
    page = office(hours="Mo-Fr 09:00-12:00", languages=["uk"])
    offer(office=page, service="jmd", municipalities=["08215007"])
    page = OfficePage.objects.get(pk=page.pk)
    set_clock(2026, 3, 12, 15)  # a Thursday
    visitor = Client()
    assert "Jetzt geöffnet" not in page_of(visitor, page)
    client.force_login(editor(of=page.organisation))
    assert 'value="9:00–12:00"' in client.get(edit_url(page)).content.decode()
    hours = {"monday": "9-12", "thursday": "9-12, 14:00 bis 18 Uhr"}
    response = client.post(edit_url(page), office_form(page, hours=hours))
    assert response.status_code == 302
    seen = page_of(visitor, page)
    assert "Jetzt geöffnet, bis 18:00 Uhr" in seen
    assert "9:00–12:00 und 14:00–18:00 Uhr" in seen
    page = OfficePage.objects.get(pk=page.pk)
    assert page.hours == "Mo 09:00-12:00; Th 09:00-12:00,14:00-18:00"
    made = page.offers.get()
    assert made.service.code == "jmd"
    assert [town.ags for town in made.municipalities.all()] == ["08215007"]
    assert [language.code for language in page.languages.all()] == ["uk"]


def test_hours_that_cannot_be_read_are_refused_at_their_day_and_nothing_is_lost(
    client: Client,
) -> None:
    page = office(hours="Mo-Fr 09:00-12:00")
    client.force_login(editor(of=page.organisation))
    hours = {"monday": "9:00–12:00", "tuesday": "ab mittags"}
    data = office_form(page, hours=hours, street="Neuer Beispielweg 9")
    response = client.post(edit_url(page), data)
    assert response.status_code == 200
    form = unescape(response.content.decode())
    assert "Diese Tage konnten wir nicht lesen: Dienstag." in form
    assert "Dienstag: „ab mittags“ ist keine Zeit mit Beginn und Ende." in form
    for kept in ('value="9:00–12:00"', 'value="ab mittags"', 'value="Neuer Beispielweg 9"'):
        assert kept in form
    assert OfficePage.objects.get(pk=page.pk).hours == "Mo-Fr 09:00-12:00"


def test_a_draft_of_other_hours_is_not_seen_before_it_is_published(client: Client) -> None:
    page = office(hours="Mo-Fr 09:00-12:00")
    client.force_login(editor(of=page.organisation))
    data = office_form(page, hours={"monday": "7:00–8:00"})
    del data["action-publish"]
    assert client.post(edit_url(page), data).status_code == 302
    assert "7:00–8:00" not in page_of(Client(), page)
    assert 'value="7:00–8:00"' in client.get(edit_url(page)).content.decode()


def test_a_preview_shows_the_hours_and_services_of_the_draft(client: Client) -> None:
    page = office(hours="Mo-Fr 09:00-12:00")
    service = service_named("im")
    client.force_login(editor(of=page.organisation))
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = office_form(page, hours={"monday": "7:00–8:00"})
    data |= {
        "offers-TOTAL_FORMS": "1",
        "offers-0-service": str(service.pk),
        "offers-0-id": "",
        "offers-0-ORDER": "1",
    }
    assert client.post(url, data).json()["is_valid"]
    shown = client.get(url).content.decode()
    assert "7:00–8:00 Uhr" in shown
    assert "Dienst im" in shown
    assert "ganzer Landkreis" in shown


def new_office() -> OfficePage:
    return OfficePage(
        title="Neue Stelle",
        slug="neue-stelle",
        street="Beispielallee 3",
        postal_code="76684",
        town="Östringen",
    )


def test_a_new_office_is_previewed_before_it_is_saved(client: Client) -> None:
    house = organisation()
    client.force_login(editor(of=house))
    place = ["directory", "officepage", house.pk]
    url = reverse("wagtailadmin_pages:preview_on_add", args=place)
    data = office_form(new_office(), hours={"monday": "7:00–8:00"})
    assert client.post(url, data).json()["is_valid"]
    shown = client.get(url).content.decode()
    assert "Beispielallee 3" in shown
    assert "7:00–8:00 Uhr" in shown
    assert not OfficePage.objects.exists()


def test_an_editor_makes_an_office_for_his_organisation(client: Client) -> None:
    house = organisation()
    client.force_login(editor(of=house))
    draft = new_office()
    url = reverse("wagtailadmin_pages:add", args=["directory", "officepage", house.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, office_form(draft)).status_code == 302
    assert "Beispielallee 3" in page_of(Client(), OfficePage.objects.get(slug="neue-stelle"))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("postal_code", "7664", "Eine Postleitzahl hat fünf Ziffern"),
        ("phone", "anrufen", "Das ist keine Telefonnummer"),
        ("email", "keine", "E-Mail"),
    ],
)
def test_a_wrong_entry_is_answered_at_its_field(
    client: Client, field: str, value: str, sentence: str
) -> None:
    page = office()
    client.force_login(editor(of=page.organisation))
    response = client.post(edit_url(page), office_form(page) | {field: value})
    assert response.status_code == 200
    assert sentence in unescape(response.content.decode())


def test_an_offer_that_ends_before_it_begins_is_answered_at_its_field(client: Client) -> None:
    page = office()
    offer(office=page, service="im")
    page = OfficePage.objects.get(pk=page.pk)
    client.force_login(editor(of=page.organisation))
    data = office_form(page)
    data |= {"offers-0-valid_from": "2026-02-01", "offers-0-valid_until": "2026-01-01"}
    response = client.post(edit_url(page), data)
    assert response.status_code == 200
    assert "Das Ende liegt vor dem Beginn." in response.content.decode()


def contact_form(page: OfficePage, **changes: str) -> dict[str, str]:
    return {
        "office": str(page.pk),
        "function": "Beratungsteam JMD",
        "phone": "030 23125 222",
        "phone_audience": "public",
        "email": "",
        "email_audience": "network",
        "name_audience": "network",
        **changes,
    }


def test_an_editor_adds_changes_and_removes_a_contact_of_his_office(client: Client) -> None:
    page = office()
    client.force_login(editor(of=page.organisation))
    add = reverse("wagtailsnippets_directory_contact:add")
    assert client.post(add, contact_form(page)).status_code == 302
    made = Contact.objects.get()
    assert "030 23125 222" in page_of(Client(), page)
    edit = reverse("wagtailsnippets_directory_contact:edit", args=[made.pk])
    changed = contact_form(page, phone="030 23125 333")
    assert client.post(edit, changed).status_code == 302
    assert "030 23125 333" in page_of(Client(), page)
    delete = reverse("wagtailsnippets_directory_contact:delete", args=[made.pk])
    assert client.post(delete).status_code == 302
    assert not Contact.objects.exists()


def test_a_contact_that_nobody_can_reach_is_refused_with_a_sentence(client: Client) -> None:
    page = office()
    client.force_login(editor(of=page.organisation))
    add = reverse("wagtailsnippets_directory_contact:add")
    response = client.post(add, contact_form(page, phone=""))
    assert response.status_code == 200
    assert "Bitte geben Sie ein Telefon oder eine E-Mail-Adresse an." in response.content.decode()
    assert 'value="Beratungsteam JMD"' in response.content.decode()


def test_an_editor_is_offered_his_own_offices_and_contacts_only(client: Client) -> None:
    page, foreign = office(title="Eigene Stelle"), office(title="Fremde Stelle")
    contact(office=page, function="Eigenes Team")
    contact(office=foreign, function="Fremdes Team")
    client.force_login(editor(of=page.organisation))
    choices = client.get(reverse("wagtailsnippets_directory_contact:add")).content.decode()
    assert "Eigene Stelle" in choices
    assert "Fremde Stelle" not in choices
    listed = client.get(reverse("wagtailsnippets_directory_contact:list")).content.decode()
    assert "Eigenes Team" in listed
    assert "Fremdes Team" not in listed
