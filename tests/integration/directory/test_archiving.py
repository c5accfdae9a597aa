"""An organisation leaves the network and comes back exactly as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, PageLogEntry

from directory.archiving import archive_organisation, consequences_of, restore_organisation
from directory.groups import NETWORK
from directory.models import OfficePage, OrganisationPage
from directory.people.group_sync import sync_groups
from directory.provisioning import provision_organisation
from portal.accounts.models import User
from tests.factories.directory import office, organisation
from tests.factories.news import article, image_file
from tests.factories.people import (
    administrator,
    coordination,
    editor,
    lead_editor,
    signatory,
    staff,
)

pytestmark = pytest.mark.django_db


def live_below(house: OrganisationPage) -> set[int]:
    """Return what is published of an organisation."""
    pages = Page.objects.descendant_of(house, inclusive=True).live()
    return set(pages.values_list("pk", flat=True))


def groups_of(person: User) -> set[str]:
    return set(person.groups.values_list("name", flat=True))


def address(house: OrganisationPage) -> str:
    return reverse("directory_archiving", args=[house.pk])


def fresh(house: OrganisationPage) -> OrganisationPage:
    return OrganisationPage.objects.get(pk=house.pk)


def test_an_archived_organisation_is_not_to_be_read_any_more(client: Client) -> None:
    house = organisation(slug="haus")
    place = office(of=house, slug="stelle")
    news = article(house)
    urls = [fresh(house).get_url(), place.get_url(), news.get_url()]
    assert {client.get(url).status_code for url in urls} == {200}
    archive_organisation(house, coordination())
    assert {client.get(url).status_code for url in urls} == {404}
    assert house.title not in client.get("/partner/").content.decode()


def test_its_offices_leave_the_finder() -> None:
    house = organisation()
    office(of=house, offers=["mbe"])
    offering = OfficePage.objects.offering("mbe", None, timezone.localdate())
    assert offering.count() == 1
    archive_organisation(house, coordination())
    assert offering.count() == 0


def test_its_people_lose_its_rights_and_keep_those_elsewhere() -> None:
    house, other = organisation(), organisation(short_name="Anderswo")
    person, only_here = editor(of=house), lead_editor(of=house)
    person.memberships.create(organisation=other, role="editor")
    sync_groups(person)
    archive_organisation(house, coordination())
    assert groups_of(only_here) == set()
    assert groups_of(person) == {NETWORK, "Mitarbeitende: Anderswo", "Redaktion: Anderswo"}


def test_whoever_an_administrator_puts_into_its_group_by_hand_gets_nothing() -> None:
    house = organisation()
    archive_organisation(house, coordination())
    house = fresh(house)
    for rights in (GroupPagePermission, GroupCollectionPermission):
        assert not rights.objects.filter(group__in=[house.group, house.lead_group]).exists()


def test_an_open_session_cannot_edit_any_more(client: Client) -> None:
    house = organisation()
    place = office(of=house)
    client.force_login(editor(of=house))
    url = reverse("wagtailadmin_pages:edit", args=[place.pk])
    assert client.get(url).status_code == 200
    archive_organisation(house, coordination())
    assert client.get(url).status_code in (302, 403)


def test_files_and_drafts_stay() -> None:
    house = organisation()
    image = image_file()
    image.collection = house.collection
    image.save()
    draft = article(house, live=False)
    archive_organisation(house, coordination())
    image.refresh_from_db()
    assert image.collection == house.collection
    assert Page.objects.filter(pk=draft.pk).exists()


def test_restoring_brings_exactly_these_pages_and_rights_back() -> None:
    house = organisation()
    office(of=house)
    hidden = office(of=house, live=False)
    article(house)
    person = lead_editor(of=house)
    before, groups = live_below(house), groups_of(person)
    by = coordination()
    archive_organisation(house, by)
    assert live_below(house) == set()
    restore_organisation(house, by)
    assert live_below(house) == before
    assert hidden.pk not in live_below(house)
    assert groups_of(person) == groups
    house = fresh(house)
    rights = GroupPagePermission.objects.filter(group=house.group)
    codes = rights.values_list("permission__codename", flat=True)
    assert set(codes) == {"add_page", "change_page", "publish_page"}
    assert (house.archived_on, house.archived_pages) == (None, [])


def test_a_draft_that_was_newer_stays_a_draft() -> None:
    house = organisation()
    place = office(of=house, title="Beratung am Markt")
    place.save_revision().publish()
    place = OfficePage.objects.get(pk=place.pk)
    place.title = "Beratung am Bahnhof"
    place.save_revision()
    by = coordination()
    archive_organisation(house, by)
    restore_organisation(house, by)
    place = OfficePage.objects.get(pk=place.pk)
    assert place.title == "Beratung am Markt"
    assert place.has_unpublished_changes
    assert place.get_latest_revision_as_object().title == "Beratung am Bahnhof"


def test_what_was_published_without_a_revision_comes_back_beside_a_newer_draft() -> None:
    house = organisation()
    place = office(of=house, title="Beratung am Markt")
    assert place.live_revision is None
    place.title = "Beratung am Bahnhof"
    place.save_revision()
    by = coordination()
    archive_organisation(house, by)
    restore_organisation(house, by)
    place = OfficePage.objects.get(pk=place.pk)
    assert (place.live, place.title) == (True, "Beratung am Markt")
    assert place.get_latest_revision_as_object().title == "Beratung am Bahnhof"


def test_a_published_text_comes_back_although_its_revision_was_purged() -> None:
    house = organisation()
    place = office(of=house, title="Beratung am Markt")
    place.save_revision().publish()
    by = coordination()
    archive_organisation(house, by)
    place.revisions.all().delete()
    restore_organisation(house, by)
    place = OfficePage.objects.get(pk=place.pk)
    assert (place.live, place.title) == (True, "Beratung am Markt")


def test_nothing_is_published_by_the_clock_meanwhile() -> None:
    house = organisation()
    draft = office(of=house, live=False)
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    assert consequences_of(house).scheduled == 1
    archive_organisation(house, coordination())
    assert consequences_of(fresh(house)).scheduled == 0


def test_provisioning_again_does_not_restore() -> None:
    house = organisation()
    archive_organisation(house, coordination())
    assert provision_organisation(fresh(house)) == []
    assert not GroupPagePermission.objects.filter(group=fresh(house).group).exists()


def test_archiving_twice_keeps_what_was_remembered() -> None:
    house = organisation()
    office(of=house)
    before, by = live_below(house), coordination()
    archive_organisation(house, by)
    archive_organisation(house, by)
    restore_organisation(house, by)
    restore_organisation(house, by)
    assert live_below(house) == before


def test_only_coordination_and_administrators_archive(client: Client) -> None:
    house = organisation()
    for person in (staff(of=house), editor(of=house), lead_editor(of=house), signatory(of=house)):
        with pytest.raises(PermissionDenied):
            archive_organisation(house, person)
        with pytest.raises(PermissionDenied):
            restore_organisation(house, person)
        client.force_login(person)
        for answer in (client.get(address(house)), client.post(address(house), {"archive": "1"})):
            assert answer.status_code in (302, 403)
        assert fresh(house).archived_on is None
    archive_organisation(house, administrator())
    assert fresh(house).archived_on is not None


def test_the_page_says_what_will_happen_and_does_it(client: Client) -> None:
    house = organisation(title="Beispielhaus")
    office(of=house, title="Beratung am Markt")
    staff(of=house)
    client.force_login(coordination())
    page = client.get(address(house)).content.decode()
    assert "Beratung am Markt" in page
    assert "1 Person verliert" in page
    assert "1 Beratungsstelle wird nicht mehr gefunden" in page
    assert fresh(house).archived_on is None
    client.post(address(house), {"archive": "1"})
    assert fresh(house).archived_on == timezone.localdate()
    assert "1 Person bekommt" in client.get(address(house)).content.decode()
    client.post(address(house), {"restore": "1"})
    assert fresh(house).live


def test_the_way_to_it_stands_on_the_organisations_page_for_the_coordination(
    client: Client,
) -> None:
    house = organisation()
    url = reverse("wagtailadmin_pages:edit", args=[house.pk])
    client.force_login(editor(of=house))
    assert address(house) not in client.get(url).content.decode()
    client.force_login(coordination())
    assert address(house) in client.get(url).content.decode()
    archive_organisation(house, administrator())
    assert "ist seit dem" in client.get(url).content.decode()


def test_both_acts_stand_in_the_pages_log() -> None:
    house, by = organisation(), coordination()
    archive_organisation(house, by)
    restore_organisation(house, by)
    actions = PageLogEntry.objects.filter(page=house.pk, user=by).values_list("action", flat=True)
    assert {"portal.organisation.archive", "portal.organisation.restore"} <= set(actions)


def test_an_older_draft_does_not_restore_an_archived_organisation() -> None:
    house = organisation()
    revision = house.save_revision()
    archive_organisation(house, coordination())
    revision.refresh_from_db()
    revision.publish()
    assert fresh(house).archived_on is not None
    assert not GroupPagePermission.objects.filter(group=fresh(house).group).exists()
