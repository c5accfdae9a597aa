"""`manage.py provision` brings back what is missing, takes what is too much, and says so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
)

from directory.groups import NETWORK
from directory.models import OrganisationPage
from directory.provisioning import provision_organisation
from portal.operations.site import ensure_site
from tests.factories.directory import office, organisation, partner_index
from tests.factories.news import article
from tests.factories.people import account, coordination, editor, lead_editor, staff

pytestmark = pytest.mark.django_db


def page_right(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)


def give(group: Group | None, page: Page, codename: str) -> None:
    GroupPagePermission.objects.create(group=group, page=page, permission=page_right(codename))


def rights(group: Group | None) -> set[tuple[int, str]]:
    rows = GroupPagePermission.objects.filter(group=group)
    return set(rows.values_list("page_id", "permission__codename"))


def fresh(house: OrganisationPage) -> OrganisationPage:
    return OrganisationPage.objects.get(pk=house.pk)


def test_staff_have_no_right_at_any_page_and_lead_editors_publish() -> None:
    house = organisation()
    assert rights(house.staff_group) == set()
    assert rights(house.lead_group) == {(house.pk, "publish_page")}
    person = staff(of=house)
    groups = GroupPagePermission.objects.filter(group__user=person)
    files = GroupCollectionPermission.objects.filter(group__user=person)
    assert not groups.exists()
    assert not files.exists()


def test_staff_read_the_internal_part_by_one_right_at_its_entrance(client: Client) -> None:
    house = organisation()
    client.force_login(staff(of=house))
    assert client.get("/intern/").status_code == 200
    entrance = Page.objects.get(slug="intern").get_view_restrictions().get()
    assert [group.name for group in entrance.groups.all()] == [NETWORK]


def test_rights_that_the_portal_never_gives_are_taken_and_named() -> None:
    house = organisation(short_name="Haus")
    news = article(house)
    give(house.staff_group, house, "change_page")
    give(house.group, house, "lock_page")
    give(house.group, news, "publish_page")
    GroupCollectionPermission.objects.create(
        group=house.staff_group,
        collection=house.collection,
        permission=Permission.objects.get(codename="add_image"),
    )
    said = provision_organisation(house)
    assert said == [
        "took change_page from “Mitarbeitende: Haus”",
        "took lock_page from “Redaktion: Haus”",
        "took publish_page from “Redaktion: Haus”",
        "took add_image from “Mitarbeitende: Haus”",
    ]
    assert rights(house.staff_group) == set()
    assert provision_organisation(house) == []


def test_what_an_administrator_gave_elsewhere_or_to_others_stays() -> None:
    house, other = organisation(), organisation()
    give(house.group, other, "change_page")
    extra = Group.objects.create(name="Lektorat")
    give(extra, house, "change_page")
    for each in (house, other):
        provision_organisation(fresh(each))
    assert (other.pk, "change_page") in rights(house.group)
    assert rights(extra) == {(house.pk, "change_page")}


def test_the_command_says_what_it_mended_and_nothing_the_second_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    house = organisation(short_name="Haus")
    person = lead_editor(of=house)
    person.groups.clear()
    stranger = account()
    stranger.groups.add(house.lead_group)  # type: ignore[arg-type]
    GroupPagePermission.objects.filter(group=house.group, permission__codename="add_page").delete()
    call_command("provision")
    said = capsys.readouterr().out
    assert "Haus: gave add_page to “Redaktion: Haus”" in said
    assert "People: put 2 into the groups that their roles give" in said
    assert person.email not in said
    assert person.groups.filter(pk=house.lead_group_id).exists()
    assert not stranger.groups.exists()
    call_command("provision")
    assert capsys.readouterr().out == "Provisioned 1 organisations.\n"


def test_a_draft_with_another_name_renames_nothing_yet() -> None:
    house = organisation(short_name="Alter Name")
    house.save_revision().publish()
    house = fresh(house)
    house.short_name = "Neuer Name"
    house.save_revision()
    assert Group.objects.filter(name="Redaktion: Alter Name").exists()
    revision = fresh(house).latest_revision
    assert revision is not None
    revision.publish()
    assert Group.objects.filter(name="Leitung der Redaktion: Neuer Name").exists()
    assert Group.objects.filter(name="Mitarbeitende: Neuer Name").exists()


def test_a_group_with_the_new_name_does_not_stand_in_the_way() -> None:
    house = organisation(short_name="Alt")
    Group.objects.create(name="Redaktion: Neu")
    house.short_name = "Neu"
    house.save()
    assert house.group is not None
    assert fresh(house).group.name == "Redaktion: Neu (2)"  # type: ignore[union-attr]


def test_wagtails_own_moderation_is_cleared_away_unless_somebody_uses_it() -> None:
    ensure_site()
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert not Task.objects.filter(name="Moderators approval").exists()
    used = Group.objects.create(name="Moderators")
    account().groups.add(used)
    root = Page.get_first_root_node()
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowPage.objects.create(page=root, workflow=workflow)
    own = Workflow.objects.create(name="Eigene Freigabe")
    ensure_site()
    assert Group.objects.filter(pk=used.pk).exists()
    assert not WorkflowPage.objects.exists()
    assert Workflow.objects.filter(pk=own.pk).exists()


def test_repairing_asks_the_database_no_more_with_more_organisations(
    django_assert_max_num_queries: Any,
) -> None:
    house = organisation(articles_need_approval=True)
    for _number in range(4):
        office(of=organisation())
    with django_assert_max_num_queries(16):
        provision_organisation(fresh(house))


def test_an_autosaved_draft_costs_no_provisioning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = organisation()
    house.save_revision().publish()
    asked: list[OrganisationPage] = []
    monkeypatch.setattr("directory.receivers.provision_organisation", asked.append)
    fresh(house).save_revision()
    assert asked == []


PAGES: dict[str, Callable[[OrganisationPage], str]] = {
    "home": lambda house: reverse("wagtailadmin_home"),
    "explorer": lambda house: reverse("wagtailadmin_explore", args=[house.pk]),
    "page chooser": lambda house: reverse("wagtailadmin_choose_page"),
    "organisations in the page chooser": lambda house: reverse(
        "wagtailadmin_choose_page_child", args=[partner_index().pk]
    ),
    "image chooser": lambda house: reverse("wagtailimages_chooser:choose"),
    "what waits for me": lambda house: (
        f"{reverse('wagtailadmin_reports:workflow')}?reviewable=true"
    ),
    "articles": lambda house: "/aktuelles/",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["editor", "coordination"])
def test_an_editors_pages_cost_no_more_queries_in_a_larger_network(
    client: Client, page: str, who: str
) -> None:
    house = organisation()
    article(house)
    client.force_login(editor(of=house) if who == "editor" else coordination())
    address = PAGES[page](house)
    for _round in range(2):
        client.get(address)
    counted = _queries(client, address)
    for _number in range(4):
        other = organisation(articles_need_approval=True)
        office(of=other)
        article(other)
    client.get(address)
    assert _queries(client, address) == counted


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
