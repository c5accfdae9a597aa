"""What becomes of groups, people and files when an organisation's page is deleted."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Page, Workflow

from directory.approval import set_approval
from directory.groups import NETWORK
from directory.models import Invitation, Membership, OrganisationPage
from directory.people.group_sync import sync_groups
from tests.factories.directory import office, organisation
from tests.factories.news import article, folder, image_file
from tests.factories.people import administrator, coordination, editor, lead_editor, staff

pytestmark = pytest.mark.django_db


def delete(house: OrganisationPage) -> None:
    Page.objects.get(pk=house.pk).delete()


def test_its_groups_workflow_and_empty_collection_go() -> None:
    house = organisation(short_name="Beispielhaus")
    set_approval(house, None, needed=True)
    delete(house)
    assert not Group.objects.filter(name__endswith="Beispielhaus").exists()
    assert not Workflow.objects.filter(name__endswith="Beispielhaus").exists()
    assert not Collection.objects.filter(name__contains="Beispielhaus").exists()


def test_its_files_stay_in_a_collection_that_says_whose_they_were() -> None:
    house = organisation(short_name="Beispielhaus")
    image = image_file()
    image.collection = house.collection
    image.save()
    delete(house)
    image.refresh_from_db()
    assert image.collection.name == "Beispielhaus (aufgelöst)"
    assert not image.collection.group_permissions.exists()


def test_roles_and_invitations_end_and_people_keep_what_they_have_elsewhere() -> None:
    house, other = organisation(), organisation(short_name="Anderswo")
    both, only = editor(of=house), staff(of=house)
    Membership.objects.create(user=both, organisation=other, role="staff")
    sync_groups(both)
    Invitation.objects.create(
        email="neu@example.org",
        organisation=house,
        token_sha256="0" * 64,
        expires_at=timezone.now(),
    )
    delete(house)
    assert set(both.groups.values_list("name", flat=True)) == {NETWORK, "Mitarbeitende: Anderswo"}
    assert not only.groups.exists()
    assert not Membership.objects.filter(user=only).exists()
    assert not Invitation.objects.exists()


def test_only_an_administrator_deletes_an_organisation(client: Client) -> None:
    house = organisation()
    folder(house).delete()  # with a page below it Wagtail refuses by itself
    url = reverse("wagtailadmin_pages:delete", args=[house.pk])
    for person in (editor(of=house), lead_editor(of=house), coordination()):
        client.force_login(person)
        client.post(url)
        assert OrganisationPage.objects.filter(pk=house.pk).exists()
    client.force_login(administrator())
    client.post(url)
    assert not OrganisationPage.objects.filter(pk=house.pk).exists()


def test_deleting_it_in_the_admin_takes_everything_below_it(client: Client) -> None:
    house = organisation()
    office(of=house)
    article(house)
    client.force_login(administrator())
    client.post(reverse("wagtailadmin_pages:delete", args=[house.pk]))
    assert not Page.objects.filter(path__startswith=house.path).exists()


@pytest.mark.parametrize("action", ["delete", "move"])
def test_bulk_actions_do_not_delete_or_move_an_organisation(client: Client, action: str) -> None:
    house = organisation()
    organisation()  # an only child moved to the end would stay where it is
    if action == "delete":
        folder(house).delete()
    client.force_login(coordination() if action == "move" else editor(of=house))
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client.post(f"{path}?id={house.pk}", {"chooser": str(house.get_parent().pk)})
    assert OrganisationPage.objects.get(pk=house.pk).path == house.path
