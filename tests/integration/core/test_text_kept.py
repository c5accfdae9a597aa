"""What somebody typed is given back when the form is refused, with the reason."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.enums import Role
from directory.models import Membership, OfficePage, OrganisationPage
from directory.people.actions import remove_person
from directory.people.group_sync import sync_groups
from tests.factories.directory import office, organisation
from tests.factories.news import article
from tests.factories.people import administrator, coordination, editor, lead_editor, staff

pytestmark = pytest.mark.django_db
KEPT = "Ihr Text ist noch da"
TYPED = {
    "title": "Neue Öffnungszeiten ab Montag",
    "street": "Beispielstraße 7",
    "comments-TOTAL_FORMS": "0",
    "action-publish": "action-publish",
    "password": "geheim-geheim",
}


@pytest.fixture
def house() -> OrganisationPage:
    return organisation()


@pytest.fixture
def page(house: OrganisationPage) -> OfficePage:
    return office(of=house, title="Alter Titel")


def sent(client: Client, page: Any, typed: dict[str, str] = TYPED, headers: Any = None) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, typed, headers=headers)


def test_rights_that_end_while_the_form_is_open_cost_no_text(
    client: Client, house: OrganisationPage, page: OfficePage
) -> None:
    person = editor(of=house)
    elsewhere = organisation()
    Membership.objects.create(user=person, organisation=elsewhere, role=Role.EDITOR)
    client.force_login(person)
    Membership.objects.filter(organisation=house, user=person).delete()
    person.groups.clear()
    sync_groups(person)
    answer = sent(client, page)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert KEPT in text
    assert "Sie dürfen das nicht oder nicht mehr ändern" in text
    assert "Neue Öffnungszeiten ab Montag" in text
    assert "Beispielstraße 7" in text
    assert "geheim" not in text
    assert "action-publish" not in text
    assert "Cache-Control" in answer
    assert "no-store" in answer["Cache-Control"]
    page.refresh_from_db()
    assert page.title == "Alter Titel"
    # The refusal was told here: the next page does not tell it again.
    assert "help-critical" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_somebody_removed_reads_that_the_log_in_has_ended(
    client: Client, house: OrganisationPage, page: OfficePage
) -> None:
    person = editor(of=house)
    client.force_login(person)
    remove_person(lead_editor(of=house), person, house)
    answer = sent(client, page)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Sie sind nicht mehr angemeldet" in text
    assert "Beispielstraße 7" in text
    assert "/konto/anmelden/?next=" in text


def test_a_log_in_that_ran_out_costs_no_text(client: Client, page: OfficePage) -> None:
    answer = sent(client, page)
    assert answer.status_code == 403
    assert "Neue Öffnungszeiten ab Montag" in answer.content.decode()


def test_somebody_who_may_no_more_enter_the_admin_keeps_the_text(
    client: Client, page: OfficePage
) -> None:
    client.force_login(staff())
    answer = sent(client, page)
    assert answer.status_code == 403
    assert "Beispielstraße 7" in answer.content.decode()


def test_rich_text_comes_back_as_text(client: Client, house: OrganisationPage) -> None:
    story = article(of=house)
    blocks = [{"key": "a", "text": "Erster Absatz"}, {"key": "b", "text": "Zweiter Absatz"}]
    rich = json.dumps({"blocks": blocks, "entityMap": {}})
    text = sent(client, story, {"body": rich}).content.decode()
    assert "Erster Absatz\nZweiter Absatz" in text
    assert "entityMap" not in text


@pytest.mark.parametrize("broken", ["{", '{"blocks": 1, "a": "b"}', '{"blocks": [1, {"x": "y"}]}'])
def test_a_broken_rich_text_is_no_error(client: Client, page: OfficePage, broken: str) -> None:
    answer = sent(client, page, {"body": broken, "title": "Bleibt erhalten"})
    assert answer.status_code == 403
    assert "Bleibt erhalten" in answer.content.decode()


def test_the_text_cannot_bring_markup_along(client: Client, page: OfficePage) -> None:
    text = sent(client, page, {"title": "</textarea><script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in text


def test_the_field_is_called_as_in_the_form(client: Client, page: OfficePage) -> None:
    text = sent(client, page).content.decode()
    label = str(OfficePage._meta.get_field("street").verbose_name)
    assert f">{label}</label>" in text


def test_the_text_of_a_new_page_is_kept_too(client: Client, house: OrganisationPage) -> None:
    address = reverse("wagtailadmin_pages:add", args=["directory", "officepage", house.pk])
    text = client.post(address, {"street": "Beispielstraße 7"}).content.decode()
    assert "Beispielstraße 7" in text
    missing = reverse("wagtailadmin_pages:add", args=["nichts", "nirgends", house.pk])
    assert client.post(missing, {"street": "Beispielstraße 7"}).status_code == 403


def test_a_page_that_is_gone_keeps_the_text(client: Client, page: OfficePage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk + 1000])
    assert "Beispielstraße 7" in client.post(address, TYPED).content.decode()


def test_scripts_get_the_answer_they_expect(client: Client, page: OfficePage) -> None:
    client.force_login(staff())
    answer = sent(client, page, headers={"X-Requested-With": "XMLHttpRequest"})
    assert KEPT not in answer.content.decode()
    answer = sent(client, page, headers={"Accept": "application/json"})
    assert KEPT not in answer.content.decode()


def test_a_form_without_text_leads_on_as_before(client: Client, page: OfficePage) -> None:
    answer = sent(client, page, {"comments-TOTAL_FORMS": "0", "locked": "on"})
    assert answer.status_code == 302


def test_the_doors_to_the_log_in_stay_doors(client: Client) -> None:
    typed = {"login": "name@example.org", "password": "geheim-geheim"}
    for door in ("/admin/login/", "/admin/password_reset/"):
        assert client.post(door, typed).status_code == 302


@pytest.mark.parametrize("name", ["password1", "new_password", "otp", "credential", "auth-code"])
def test_no_secret_is_repeated(client: Client, page: OfficePage, name: str) -> None:
    text = sent(client, page, TYPED | {name: "streng-geheim"}).content.decode()
    assert KEPT in text
    assert "streng-geheim" not in text


def test_forms_that_are_taken_are_left_alone(client: Client) -> None:
    client.force_login(coordination())
    answer = client.post(reverse("people_invite"), {"email": "kein-at"})
    assert answer.status_code == 200
    assert KEPT not in answer.content.decode()


def test_what_another_site_sends_is_not_shown(page: OfficePage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator())
    assert KEPT not in sent(strict, page).content.decode()
    forged = sent(strict, page, headers={"Sec-Fetch-Site": "cross-site"})
    assert KEPT not in forged.content.decode()


def test_a_form_from_before_a_new_log_in_keeps_its_text(page: OfficePage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator())
    answer = sent(strict, page, headers={"Sec-Fetch-Site": "same-origin"})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Das Formular ist abgelaufen" in text
    assert "Beispielstraße 7" in text
