"""Editors close their pages for the network, the coordination or their own people."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from directory.groups import COORDINATION, NETWORK
from tests.factories.directory import office, organisation
from tests.factories.people import administrator, coordination, editor
from tests.factories.site import close

pytestmark = pytest.mark.django_db


def address(page: Any) -> str:
    return reverse("wagtailadmin_pages:set_privacy", args=[page.pk])


def offered(client: Client, page: Any) -> str:
    return str(json.loads(client.get(address(page)).content)["html"])


def test_an_editor_is_offered_the_network_and_his_own_people(client: Client) -> None:
    house, other = organisation(title="Eigenes Haus"), organisation(title="Fremdes Haus")
    client.force_login(editor(of=house))
    shown = offered(client, office(of=house))
    for name in (NETWORK, COORDINATION, "Mitarbeitende: Eigenes Haus"):
        assert name in shown
    assert "Fremdes Haus" not in shown
    assert "Redaktion" not in shown
    assert client.get(address(other)).status_code in {302, 403}


def test_he_cannot_close_his_page_for_other_peoples_groups(client: Client) -> None:
    house, other = organisation(), organisation()
    page = office(of=house)
    client.force_login(editor(of=house))
    for group, is_taken in ((other.staff_group, False), (house.staff_group, True)):
        assert group is not None
        client.post(address(page), {"restriction_type": "groups", "groups": [str(group.pk)]})
        taken = PageViewRestriction.objects.filter(page=page, groups=group)
        assert taken.exists() is is_taken


@pytest.mark.parametrize("who", [coordination, administrator])
def test_the_coordination_is_offered_everybodys_people(client: Client, who: Any) -> None:
    organisation(title="Fremdes Haus")
    client.force_login(who())
    shown = offered(client, office())
    assert "Mitarbeitende: Fremdes Haus" in shown
    assert "Redaktion: Fremdes Haus" not in shown


def test_a_group_that_was_chosen_stays_chosen(client: Client) -> None:
    house = organisation()
    page = office(of=house)
    other = Group.objects.create(name="Arbeitskreis (Beispiel)")
    close(page, [other])
    client.force_login(editor(of=house))
    assert "Arbeitskreis (Beispiel)" in offered(client, page)
    client.post(address(page), {"restriction_type": "groups", "groups": [str(other.pk)]})
    assert PageViewRestriction.objects.get(page=page).groups.get() == other
