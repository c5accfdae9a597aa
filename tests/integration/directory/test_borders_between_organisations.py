"""What belongs to one organisation stays out of reach of another's editors."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import Contact, OfficePage, OrganisationPage
from tests.factories.directory import contact, office, organisation
from tests.factories.people import editor, staff
from tests.integration.directory.edit_form import office_form

pytestmark = pytest.mark.django_db

SECRET = "Geheimer Entwurf"


@dataclass
class Neighbours:
    """An editor's own office, and the office of somebody else with a draft."""

    own: OfficePage
    foreign: OfficePage
    foreign_contact: Contact
    foreign_house: OrganisationPage


@pytest.fixture
def neighbours(client: Client) -> Neighbours:
    """Two organisations; the client is logged in as an editor of the first."""
    own, foreign = office(title="Eigene Stelle"), office(title="Fremde Stelle")
    draft = OfficePage.objects.get(pk=foreign.pk)
    draft.title = SECRET
    draft.save_revision()
    client.force_login(editor(of=own.organisation))
    made = contact(office=foreign, function="Fremdes Team")
    return Neighbours(own, draft, made, OrganisationPage.objects.get(pk=foreign.organisation.pk))


def refused(response: Any) -> bool:
    """Whether an answer refuses: 403, 404, or Wagtail's way back to the admin's start."""
    if response.status_code in (403, 404):
        return True
    return response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")


PAGE_VIEWS = (
    "edit",
    "view_draft",
    "delete",
    "unpublish",
    "move",
    "copy",
    "history",
    "usage",
    "set_page_position",
    "set_privacy",
    "lock",
    "unlock",
    "preview_on_edit",
    "convert_alias",
    "workflow_history",
    "add_subpage",
)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PAGE_VIEWS)
def test_an_editor_cannot_reach_another_organisations_page(
    client: Client, neighbours: Neighbours, name: str, method: str
) -> None:
    url = reverse(f"wagtailadmin_pages:{name}", args=[neighbours.foreign.pk])
    response = getattr(client, method)(url)
    assert response.status_code == 405 or refused(response)
    assert SECRET not in response.content.decode()


def test_an_editor_cannot_change_another_organisations_hours(
    client: Client, neighbours: Neighbours
) -> None:
    foreign = neighbours.foreign
    url = reverse("wagtailadmin_pages:edit", args=[foreign.pk])
    response = client.post(url, office_form(foreign, hours={"monday": "7:00–8:00"}))
    assert refused(response)
    assert OfficePage.objects.get(pk=foreign.pk).hours == "Mo-Fr 09:00-12:00"


def test_an_editor_cannot_publish_revert_or_compare_another_organisations_drafts(
    client: Client, neighbours: Neighbours
) -> None:
    foreign = neighbours.foreign
    revision = foreign.latest_revision_id
    for name in ("revisions_view", "revisions_revert", "revisions_unschedule"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[foreign.pk, revision])
        for response in (client.get(url), client.post(url)):
            assert refused(response), name
            assert SECRET not in response.content.decode()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[foreign.pk, "live", "latest"])
    assert refused(client.get(url))


def test_an_editor_cannot_move_pages_between_organisations(
    client: Client, neighbours: Neighbours
) -> None:
    own_house = neighbours.own.get_parent()
    moves = (
        (neighbours.own.pk, neighbours.foreign_house.pk),
        (neighbours.foreign.pk, own_house.pk),
    )
    for page, destination in moves:
        url = reverse("wagtailadmin_pages:move_confirm", args=[page, destination])
        for response in (client.get(url), client.post(url)):
            assert refused(response)
            assert SECRET not in response.content.decode()
    assert OfficePage.objects.get(pk=neighbours.own.pk).get_parent() == own_house
    assert OfficePage.objects.child_of(own_house).count() == 1


def test_an_editor_cannot_copy_a_page_into_another_organisation(
    client: Client, neighbours: Neighbours
) -> None:
    url = reverse("wagtailadmin_pages:copy", args=[neighbours.own.pk])
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": str(neighbours.foreign_house.pk),
        "publish_copies": "1",
    }
    client.post(url, data)
    assert not OfficePage.objects.filter(slug="kopie").exists()


def test_an_editor_cannot_copy_another_organisations_page_to_his_own(
    client: Client, neighbours: Neighbours
) -> None:
    url = reverse("wagtailadmin_pages:copy", args=[neighbours.foreign.pk])
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": str(neighbours.own.get_parent().pk),
    }
    assert refused(client.post(url, data))
    assert not OfficePage.objects.filter(slug="kopie").exists()


def test_an_editor_cannot_add_an_office_to_another_organisation_nor_an_organisation(
    client: Client, neighbours: Neighbours
) -> None:
    places = (("officepage", neighbours.foreign_house), ("organisationpage", None))
    for model, parent in places:
        below = (parent or neighbours.foreign_house.get_parent()).pk
        url = reverse("wagtailadmin_pages:add", args=["directory", model, below])
        assert refused(client.get(url))
        assert refused(client.post(url, office_form(neighbours.own, slug="neu")))
    assert OfficePage.objects.count() == 2
    assert OrganisationPage.objects.count() == 2


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_bulk_actions_leave_another_organisations_pages_alone(
    client: Client, neighbours: Neighbours, action: str
) -> None:
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    url = f"{path}?id={neighbours.foreign.pk}"
    for response in (client.get(url), client.post(url, {"include_descendants": "1"})):
        for title in (SECRET, "Fremde Stelle"):
            assert title not in response.content.decode()
    page = OfficePage.objects.get(pk=neighbours.foreign.pk)
    assert page.live
    assert page.title == "Fremde Stelle"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["edit", "delete", "history", "history_results", "usage"])
def test_an_editor_cannot_reach_another_organisations_contact(
    client: Client, neighbours: Neighbours, name: str, method: str
) -> None:
    foreign = neighbours.foreign_contact
    url = reverse(f"wagtailsnippets_directory_contact:{name}", args=[foreign.pk])
    response = getattr(client, method)(url)
    assert response.status_code == 405 or refused(response)
    assert "Fremdes Team" not in response.content.decode()
    foreign.refresh_from_db()


def test_an_editor_cannot_give_a_contact_to_another_organisations_office(
    client: Client, neighbours: Neighbours
) -> None:
    own = contact(office=neighbours.own)
    data = {
        "office": str(neighbours.foreign.pk),
        "function": "Untergeschoben",
        "phone": "030 23125 222",
        "phone_audience": "public",
        "email_audience": "public",
        "name_audience": "network",
    }
    for url in (
        reverse("wagtailsnippets_directory_contact:add"),
        reverse("wagtailsnippets_directory_contact:edit", args=[own.pk]),
    ):
        assert client.post(url, data).status_code == 200
    assert not Contact.objects.filter(function="Untergeschoben").exists()


def test_bulk_deletion_leaves_another_organisations_contacts_alone(
    client: Client, neighbours: Neighbours
) -> None:
    url = reverse("wagtail_bulk_action", args=["directory", "contact", "delete"])
    client.post(f"{url}?id={neighbours.foreign_contact.pk}")
    assert Contact.objects.filter(pk=neighbours.foreign_contact.pk).exists()


def test_files_of_another_organisation_stay_out_of_reach(
    client: Client, neighbours: Neighbours
) -> None:
    form = client.get(reverse("wagtailimages:add")).content.decode()
    assert neighbours.foreign_house.short_name not in form
    documents = client.get(reverse("wagtaildocs:add")).content.decode()
    assert neighbours.foreign_house.short_name not in documents


def test_reference_data_is_the_coordinations(client: Client, neighbours: Neighbours) -> None:
    for model in ("service", "topic", "language", "municipality", "postalcode", "locality"):
        assert refused(client.get(reverse(f"wagtailsnippets_directory_{model}:add"))), model


def test_staff_edit_nothing(client: Client) -> None:
    page = office()
    client.force_login(staff())
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, office_form(page, hours={"monday": "7:00–8:00"}))
    assert response.status_code in (302, 403)
    assert OfficePage.objects.get(pk=page.pk).hours == "Mo-Fr 09:00-12:00"


def test_who_leaves_the_group_loses_the_pages_at_once(client: Client) -> None:
    house = organisation()
    page = office(of=house)
    person = editor(of=house)
    client.force_login(person)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(url).status_code == 200
    assert house.group is not None
    person.groups.remove(house.group)
    assert client.get(url).status_code in (302, 403)
