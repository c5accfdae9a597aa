"""Acts are written into the log of the organisation they belong to."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import Collection, PageLogEntry

from directory.audit import organisation_of, record
from directory.enums import Role
from directory.models import Membership, OrganisationLogEntry, OrganisationPage
from tests.factories.directory import contact, office, organisation
from tests.factories.people import administrator, coordination, editor, lead_editor, staff

pytestmark = pytest.mark.django_db


def test_an_act_says_who_did_what_to_whom() -> None:
    house = organisation()
    lead, newcomer = lead_editor(of=house), staff(of=house)
    membership = Membership.objects.get(user=newcomer)
    record(membership, "portal.people.grant", user=lead, person=newcomer, data={"role": "staff"})
    entry = OrganisationLogEntry.objects.get()
    assert (entry.user, entry.person, entry.organisation) == (lead, newcomer, house)
    assert entry.action == "portal.people.grant"
    assert entry.object_id == str(membership.pk)
    assert entry.data == {"role": "staff"}
    assert entry.message == "Rolle gegeben"


def test_an_act_of_the_portal_itself_has_no_person() -> None:
    membership = Membership.objects.get(user=staff(of=organisation()))
    record(membership, "portal.people.expire", user=None)
    assert OrganisationLogEntry.objects.get().user is None


def test_an_act_on_an_organisation_is_read_in_its_pages_history() -> None:
    house, admin = organisation(), administrator()
    record(house, "portal.organisation.archive", user=admin)
    assert PageLogEntry.objects.filter(page=house, action="portal.organisation.archive").exists()


def test_an_act_nobody_has_named_is_refused() -> None:
    membership = Membership.objects.get(user=staff(of=organisation()))
    with pytest.raises(ValidationError):
        record(membership, "portal.people.unheard_of", user=None)


def test_contacts_groups_and_collections_belong_to_their_organisation() -> None:
    place = office()
    house = OrganisationPage.objects.get(pk=place.get_parent().pk)
    below = house.collection.add_child(name="Fotos")
    things = (contact(office=place), house.group, house.staff_group, house.lead_group, below)
    assert {organisation_of(thing) for thing in things} == {house}
    others = (Group.objects.create(name="Andere"), Collection.get_first_root_node())
    assert {organisation_of(thing) for thing in others} == {None}


def test_wagtails_own_form_logs_a_contact_for_its_organisation(client: Client) -> None:
    place = office()
    who = editor(of=OrganisationPage.objects.get(pk=place.get_parent().pk))
    client.force_login(who)
    form = {
        "office": place.pk,
        "function": "Beratungsteam Beispiel",
        "phone": "030 23125 210",
        "phone_audience": "network",
        "email_audience": "network",
        "name_audience": "network",
    }
    answer = client.post(reverse("wagtailsnippets_directory_contact:add"), form)
    assert answer.status_code == 302
    entry = OrganisationLogEntry.objects.get(action="wagtail.create")
    assert (entry.user, entry.organisation_id) == (who, place.get_parent().pk)
    assert entry.label == "Beratungsteam Beispiel"


def test_editors_read_the_entries_of_their_own_organisation_only() -> None:
    here, there = office(), office()
    for place in (here, there):
        record(contact(office=place, function=place.title), "wagtail.edit", user=None)
    house = OrganisationPage.objects.get(pk=here.get_parent().pk)
    for who in (editor(of=house), lead_editor(of=house)):
        labels = [e.label for e in OrganisationLogEntry.objects.viewable_by_user(who)]
        assert labels == [here.title]
    assert not OrganisationLogEntry.objects.viewable_by_user(staff(of=house)).exists()
    for who in (coordination(), administrator()):
        assert OrganisationLogEntry.objects.viewable_by_user(who).count() == 2


def test_an_editor_whose_role_has_ended_reads_nothing() -> None:
    house = organisation()
    who = editor(of=house)
    record(Membership.objects.get(user=who), "portal.people.grant", user=None)
    assert OrganisationLogEntry.objects.viewable_by_user(who).exists()
    Membership.objects.filter(user=who).update(until="2020-01-01")
    assert not OrganisationLogEntry.objects.viewable_by_user(who).exists()


def test_the_history_of_an_object_holds_its_own_entries_only() -> None:
    place = office()
    one, other = contact(office=place), contact(office=place)
    mine = record(one, "wagtail.edit", user=None)
    record(other, "wagtail.edit", user=None)
    assert list(registry.get_logs_for_instance(one)) == [mine]


def test_an_entry_outlives_the_role_it_tells_of() -> None:
    house = organisation()
    membership = Membership.objects.get(user=staff(of=house), role=Role.STAFF)
    record(membership, "portal.people.end", user=None)
    membership.delete()
    entry = OrganisationLogEntry.objects.get()
    assert entry.organisation == house
    assert [
        instance for _entry, instance in OrganisationLogEntry.objects.all().with_instances()
    ] == [None]
