"""Every organisation gets its group, rights and collection, and keeps them."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from directory.groups import COORDINATION, NETWORK
from directory.models import OrganisationPage
from directory.provisioning import provision_organisation
from directory.signals import organisation_provisioned
from tests.factories.directory import organisation, partner_index
from tests.factories.people import coordination, editor, staff

pytestmark = pytest.mark.django_db


def page_rights(group: Group) -> set[tuple[int, str]]:
    rights = GroupPagePermission.objects.filter(group=group)
    return set(rights.values_list("page_id", "permission__codename"))


def file_rights(group: Group) -> set[tuple[int, str]]:
    rights = GroupCollectionPermission.objects.filter(group=group)
    return set(rights.values_list("collection_id", "permission__codename"))


def model_rights(group: Group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


def test_a_new_organisation_gets_rights_at_its_own_subtree_only() -> None:
    house = organisation(short_name="Beispielhaus")
    group = Group.objects.get(name="Redaktion: Beispielhaus")
    assert house.group == group
    assert page_rights(group) == {
        (house.pk, "add_page"),
        (house.pk, "change_page"),
        (house.pk, "publish_page"),
    }
    assert "access_admin" in model_rights(group)


def test_a_new_organisation_gets_a_collection_for_its_files_only() -> None:
    house = organisation(short_name="Beispielhaus")
    collection = Collection.objects.get(name="Beispielhaus")
    assert house.collection == collection
    assert house.group is not None
    assert file_rights(house.group) == {
        (collection.pk, f"{act}_{kind}")
        for act in ("add", "change", "choose")
        for kind in ("image", "document")
    }


def test_the_coordination_makes_an_organisation_in_the_admin(client: Client) -> None:
    client.force_login(coordination())
    index = partner_index()
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["directory", "organisationpage", index.pk]),
        {
            "title": "Neues Beispielhaus",
            "slug": "neues-beispielhaus",
            "short_name": "Neuhaus",
            "kind": "welfare",
            "about": "",
            "phone": "",
            "email": "",
            "website": "",
            "action-publish": "1",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert response.status_code == 302
    house = OrganisationPage.objects.get(short_name="Neuhaus")
    assert house.live
    assert house.group is not None
    assert house.group.name == "Redaktion: Neuhaus"
    assert client.get("/partner/neues-beispielhaus/").status_code == 200


def test_provisioning_again_changes_nothing_and_keeps_the_members() -> None:
    house = organisation()
    person = editor(of=house)
    house.refresh_from_db()
    assert house.group is not None
    before = (page_rights(house.group), file_rights(house.group), model_rights(house.group))
    counts = (Group.objects.count(), Collection.objects.count())
    provision_organisation(house)
    assert (page_rights(house.group), file_rights(house.group), model_rights(house.group)) == before
    assert (Group.objects.count(), Collection.objects.count()) == counts
    assert person in house.group.user_set.all()


def test_a_renamed_organisation_renames_its_group_and_collection() -> None:
    house = organisation(short_name="Alter Name")
    group, collection = house.group, house.collection
    house.short_name = "Neuer Name"
    house.save_revision().publish()
    house.refresh_from_db()
    assert (house.group, house.collection) == (group, collection)
    assert house.group is not None
    assert house.collection is not None
    assert house.group.name == "Redaktion: Neuer Name"
    assert house.collection.name == "Neuer Name"


def test_two_organisations_of_one_name_get_two_groups() -> None:
    first, second = organisation(short_name="Doppelt"), organisation(short_name="Doppelt")
    assert first.group != second.group
    assert second.group is not None
    assert second.group.name == "Redaktion: Doppelt (2)"


def test_a_copy_gets_a_group_and_an_identity_of_its_own() -> None:
    house = organisation(short_name="Vorlage")
    copy = house.copy(update_attrs={"slug": "kopie"})
    assert copy.uuid != house.uuid
    assert copy.group_id not in (None, house.group_id)
    assert copy.collection_id not in (None, house.collection_id)
    published = copy.get_latest_revision_as_object()
    assert published.uuid == copy.uuid


def test_an_older_draft_does_not_take_the_group_away() -> None:
    house = organisation()
    revision = house.save_revision()
    content = {**revision.content, "group": None, "collection": None, "uuid": str(house.pk)}
    revision.content = {**content, "uuid": "00000000-0000-4000-8000-000000000000"}
    revision.save()
    group, collection, uuid = house.group_id, house.collection_id, house.uuid
    revision.publish()
    house.refresh_from_db()
    assert (house.group_id, house.collection_id, house.uuid) == (group, collection, uuid)


def test_the_command_repairs_what_was_taken_away() -> None:
    house = organisation(short_name="Beispielhaus")
    assert house.group is not None
    GroupPagePermission.objects.filter(group=house.group).delete()
    GroupCollectionPermission.objects.filter(group=house.group).delete()
    house.group.permissions.clear()
    Group.objects.filter(name__in=[NETWORK, COORDINATION]).delete()
    said = StringIO()
    call_command("provision", stdout=said)
    assert "Provisioned 1 organisations." in said.getvalue()
    assert (house.pk, "publish_page") in page_rights(house.group)
    assert (house.collection_id, "add_image") in file_rights(house.group)
    assert "access_admin" in model_rights(house.group)
    assert Group.objects.filter(name__in=[NETWORK, COORDINATION]).count() == 2


def test_a_group_that_was_deleted_comes_back() -> None:
    house = organisation(short_name="Beispielhaus")
    Group.objects.filter(pk=house.group_id).delete()
    house.refresh_from_db()
    provision_organisation(house)
    house.refresh_from_db()
    assert house.group is not None
    assert house.group.name == "Redaktion: Beispielhaus"


def test_the_apps_above_are_told() -> None:
    told: list[OrganisationPage] = []

    def listener(organisation: OrganisationPage, **kwargs: object) -> None:
        told.append(organisation)

    organisation_provisioned.connect(listener)
    try:
        house = organisation()
    finally:
        organisation_provisioned.disconnect(listener)
    assert told == [house]


def test_staff_have_no_way_into_the_admin(client: Client) -> None:
    client.force_login(staff())
    assert client.get(reverse("wagtailadmin_home")).status_code in (302, 403)


def test_the_short_name_of_another_organisation_is_refused_with_a_sentence(client: Client) -> None:
    organisation(short_name="Vergeben")
    house = organisation(short_name="Eigen")
    client.force_login(coordination())
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[house.pk]),
        {
            "title": house.title,
            "slug": house.slug,
            "short_name": "vergeben",
            "kind": "welfare",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert response.status_code == 200
    assert "Es gibt schon eine Organisation „vergeben“." in response.content.decode()
