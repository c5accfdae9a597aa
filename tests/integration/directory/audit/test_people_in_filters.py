"""Filters of Wagtail's lists name no people of other organisations."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page

from directory.models import OfficePage, OrganisationPage
from portal.accounts.models import User
from tests.factories.directory import office
from tests.factories.people import administrator, editor

pytestmark = pytest.mark.django_db


def edited_by_its_owner(place: OfficePage) -> User:
    house = OrganisationPage.objects.get(pk=place.get_parent().pk)
    who = editor(of=house)
    Page.objects.filter(pk=place.pk).update(owner=who)
    log(place, "wagtail.edit", user=who)
    return who


def lists_of(place: OfficePage) -> list[str]:
    house = place.get_parent().pk
    office_type = ["directory", "officepage"]
    return [
        reverse("wagtailadmin_explore", args=[house]),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_pages:history", args=[place.pk]),
        reverse("wagtailadmin_pages:type_use", args=office_type),
        reverse("wagtailadmin_reports:aging_pages"),
    ]


def test_an_editor_is_offered_colleagues_alone(client: Client) -> None:
    here, there = office(), office()
    own, stranger = edited_by_its_owner(here), edited_by_its_owner(there)
    client.force_login(own)
    for address in lists_of(here):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert stranger.email not in answer.content.decode(), address
    assert own.email in client.get(lists_of(here)[0]).content.decode()


def test_an_administrator_is_offered_everybody(client: Client) -> None:
    here, there = office(), office()
    people = {edited_by_its_owner(here).email, edited_by_its_owner(there).email}
    client.force_login(administrator())
    text = client.get(lists_of(here)[0]).content.decode()
    assert all(email in text for email in people)
