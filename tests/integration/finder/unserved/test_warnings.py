"""When an office goes while rules still lead there, its editors and the coordination are warned."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.archiving import archive_organisation
from directory.enums import Role
from directory.gazetteer import gazetteer
from directory.models import Membership, Offer, OfficePage, OrganisationPage, SpecialDays
from directory.people.group_sync import sync_groups
from portal.accounts.models import Notification, User
from portal.finder.unserved.finding import find_unserved
from portal.finder.unserved.telling import tell_of_unserved
from tests.factories.people import account, coordination, editor
from tests.integration.directory.edit_form import office_form
from tests.integration.finder.conftest import OESTRINGEN, WAGHAEUSEL, Network
from tests.integration.workplace.reading import home_of, logged_in

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.fixture
def today(agreement_in_force: Network) -> date:
    """Today, with rules in force and an office for each service."""
    return timezone.localdate()


def office(title: str) -> OfficePage:
    """Return an office of the network."""
    return OfficePage.objects.get(title=title)


def organisation(title: str) -> OrganisationPage:
    """Return an organisation of the network."""
    return OrganisationPage.objects.get(title=title)


def services(today: date) -> dict[str, tuple[int, date]]:
    """Return which services are missing: in how many towns, since when."""
    return {one.service: (len(one.municipalities), one.since) for one in find_unserved(today)}


def close(place: OfficePage, first: date, days: int, **fields: Any) -> SpecialDays:
    """Close an office for some days."""
    last = first + timedelta(days=days - 1)
    return SpecialDays.objects.create(office=place, first_day=first, last_day=last, **fields)


def test_nothing_is_missing_while_every_service_has_an_office(today: date) -> None:
    assert find_unserved(today) == []


def test_nothing_is_missing_without_rules_in_force(network: Network) -> None:
    network.organisation("Verein ohne Vereinbarung")

    assert find_unserved(timezone.localdate()) == []


def test_a_service_whose_last_office_is_gone_is_missing_everywhere(today: date) -> None:
    office("MBE Beispiel").unpublish()

    [one] = find_unserved(today)

    assert (one.service, one.since) == ("mbe", today)
    assert len(one.municipalities) == 32
    assert one.organisations == {str(organisation("Caritas Beispiel").uuid)}


def test_an_office_whose_organisation_is_not_shown_is_named_to_nobody(today: date) -> None:
    organisation("Caritas Beispiel").unpublish()

    assert "mbe" in services(today)


def test_another_office_that_serves_the_town_is_enough(today: date) -> None:
    office("JMD Beispiel Östringen").unpublish()

    assert find_unserved(today) == []


def test_only_the_towns_that_nobody_else_serves_are_missing(today: date) -> None:
    office("JMD Beispiel Bruchsal").unpublish()

    [one] = find_unserved(today)

    assert len(one.municipalities) == 31
    assert OESTRINGEN not in one.municipalities


def test_an_office_that_is_not_the_towns_provider_does_not_count(today: date) -> None:
    office("IM Beispiel Waghäusel").unpublish()

    [one] = find_unserved(today)

    assert one.municipalities == (WAGHAEUSEL,)
    assert str(organisation("Stadt Waghäusel Beispiel").uuid) in one.organisations


def test_an_offer_that_ends_within_a_month_is_told_with_its_day(today: date) -> None:
    last = today + timedelta(days=10)
    Offer.objects.filter(office=office("MBE Beispiel")).update(valid_until=last)

    assert services(today) == {"mbe": (32, last + timedelta(days=1))}
    Offer.objects.filter(office=office("MBE Beispiel")).update(valid_until=today + 2 * MONTH)
    assert services(today) == {}


def test_a_follow_up_that_begins_in_time_is_enough(today: date) -> None:
    last = today + timedelta(days=10)
    place = office("MBE Beispiel")
    row = Offer.objects.get(office=place)
    Offer.objects.filter(pk=row.pk).update(valid_until=last)
    Offer.objects.create(office=place, service=row.service, valid_from=last + timedelta(days=1))

    assert services(today) == {}


@pytest.mark.parametrize(("days", "is_told"), [(7, False), (8, True)])
def test_a_closure_of_more_than_a_week_leaves_people_alone(
    today: date, days: int, is_told: bool
) -> None:
    first = today + timedelta(days=5)
    close(office("MBE Beispiel"), first, days)

    assert services(today) == ({"mbe": (32, first)} if is_told else {})


def test_a_closure_during_which_another_office_helps_is_none(today: date) -> None:
    close(office("MBE Beispiel"), today, 20, substitute=office("JMD Beispiel Bruchsal"))
    close(office("JMD Beispiel Bruchsal"), today, 20, hours="Mo 09:00-12:00")

    assert services(today) == {}


def test_a_page_that_goes_offline_by_itself_is_told_before(today: date) -> None:
    moment = timezone.now() + timedelta(days=6)
    OfficePage.objects.filter(title="MBE Beispiel").update(expire_at=moment)

    assert services(today) == {"mbe": (32, timezone.localdate(moment))}


def test_archiving_the_organisation_is_noticed(today: date) -> None:
    archive_organisation(organisation("Caritas Beispiel"), coordination())

    assert set(services(today)) == {"jmd", "mbe"}


def test_moving_an_office_to_who_is_no_provider_is_noticed(today: date) -> None:
    office("IM Beispiel Landkreis").move(organisation("Caritas Beispiel"), pos="last-child")

    assert services(today) == {"im": (31, today)}


def test_those_concerned_are_told_once_a_month(today: date) -> None:
    people = {coordination().pk, editor(of=organisation("Caritas Beispiel")).pk}
    editor(of=organisation("Landkreis Beispiel"))
    office("MBE Beispiel").unpublish()

    assert tell_of_unserved() == 2
    assert tell_of_unserved() == 0
    assert set(Notification.objects.values_list("recipient", flat=True)) == people
    text = Notification.objects.values_list("text", flat=True)[0]
    assert text == (
        "Für „Migrationsberatung für erwachsene Zuwanderer (MBE)“ steht im ganzen Landkreis keine "
        "Beratungsstelle im Portal, obwohl die Vereinbarung dorthin verweist."
    )
    long_ago = timezone.now() - timedelta(days=31)
    Notification.objects.update(created_at=long_ago, sent_at=long_ago)
    assert tell_of_unserved() == 2


def test_the_daily_command_tells_of_it(today: date) -> None:
    coordination()
    office("MBE Beispiel").unpublish()

    call_command("send_reminders")

    assert Notification.objects.filter(kind="ohne-stelle").count() == 1


@pytest.mark.parametrize("way", ["unpublish", "delete", "close", "archive", "publish"])
def test_whatever_way_it_goes_the_coordination_is_told(
    today: date, way: str, django_capture_on_commit_callbacks: Any
) -> None:
    person = coordination()
    place = office("MBE Beispiel")

    with django_capture_on_commit_callbacks(execute=True):
        match way:
            case "unpublish":
                place.unpublish()
            case "delete":
                place.delete()
            case "close":
                close(place, today, 30)
            case "archive":
                archive_organisation(organisation("Caritas Beispiel"), person)
            case _publish:
                place.offers.set([])
                place.save_revision().publish()

    told = Notification.objects.filter(recipient=person, kind="ohne-stelle")
    assert any("Migrationsberatung" in notice.text for notice in told)


def caritas_editor() -> User:
    """Return an editor of the organisation whose office goes."""
    return editor(of=organisation("Caritas Beispiel"))


def test_who_unpublishes_the_last_office_is_warned_at_once(today: date) -> None:
    client, place = logged_in(caritas_editor()), office("MBE Beispiel")

    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[place.pk]), follow=True)

    html = answer.content.decode()
    assert "steht im ganzen Landkreis keine Beratungsstelle" in html
    assert "Die Koordination bekommt eine Nachricht." in html


def test_who_unpublishes_an_office_that_others_stand_for_is_not_warned(today: date) -> None:
    client, place = logged_in(caritas_editor()), office("JMD Beispiel Östringen")

    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[place.pk]), follow=True)

    assert "Die Koordination bekommt" not in answer.content.decode()


def test_who_ends_the_last_offer_by_publishing_the_page_is_warned_at_once(today: date) -> None:
    client, place = logged_in(caritas_editor()), office("MBE Beispiel")
    last = today + timedelta(days=3)
    form = office_form(place) | {"offers-0-valid_until": last.isoformat()}

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[place.pk]), form, follow=True)

    html = answer.content.decode()
    assert Offer.objects.get(office=place).valid_until == last
    assert "Ab " in html
    assert "keine Beratungsstelle mehr im Portal" in html
    assert "Die Koordination bekommt eine Nachricht." in html


def test_who_deletes_the_last_office_is_warned_at_once(today: date) -> None:
    client, place = logged_in(coordination()), office("MBE Beispiel")

    answer = client.post(reverse("wagtailadmin_pages:delete", args=[place.pk]), follow=True)

    assert not OfficePage.objects.filter(pk=place.pk).exists()
    assert "Die Koordination bekommt eine Nachricht." in answer.content.decode()


def test_who_takes_many_offices_away_at_once_is_warned(today: date) -> None:
    places = OfficePage.objects.filter(title__startswith="JMD")
    query = "&".join(f"id={place.pk}" for place in places)

    answer = logged_in(caritas_editor()).post(
        f"/admin/bulk/wagtailcore/page/unpublish/?{query}&next=/admin/", follow=True
    )

    assert not places.live().exists()
    assert "Jugendmigrationsdienst" in answer.content.decode()
    assert "Die Koordination bekommt eine Nachricht." in answer.content.decode()


def test_the_panel_shows_the_coordination_all_and_editors_their_own(today: date) -> None:
    office("MBE Beispiel").unpublish()
    elsewhere = editor(of=organisation("Landkreis Beispiel"))

    assert "Migrationsberatung" in home_of(coordination())["unserved"]
    assert "im ganzen Landkreis" in home_of(caritas_editor())["unserved"]
    assert "unserved" not in home_of(elsewhere)


def test_an_editor_who_is_also_coordination_sees_all(today: date) -> None:
    person = account()
    Membership.objects.create(user=person, role=Role.COORDINATION)
    land = organisation("Landkreis Beispiel")
    Membership.objects.create(user=person, role=Role.EDITOR, organisation=land)
    sync_groups(person)
    office("MBE Beispiel").unpublish()

    assert "Migrationsberatung" in home_of(person)["unserved"]


def test_looking_costs_the_same_however_many_offices(agreement_in_force: Network) -> None:
    today, counts = timezone.localdate(), []
    verein = organisation("Caritas Beispiel")
    find_unserved(today)  # reads what the version says, once a process
    for number in (1, 15):
        for each in range(number):
            place = agreement_in_force.office(verein, f"Weitere {number}/{each}", "mbe", OESTRINGEN)
            close(place, today + timedelta(days=each), 10)
        gazetteer()
        with CaptureQueriesContext(connection) as queries:
            find_unserved(today)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 8
