"""Special days in the admin: entered beside the page, they hold at once, for one's own offices."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from directory.freshness.actions import close_today
from directory.models import OfficePage, OrganisationLogEntry, SpecialDays
from portal.accounts.models import User
from tests.factories.directory import office, special_days
from tests.factories.people import coordination, editor, staff

pytestmark = pytest.mark.django_db

LIST = "/admin/special-days/"
ADD = f"{LIST}new/"


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def answers(page: OfficePage, first: int = 10, last: int = 12, **changes: Any) -> dict[str, Any]:
    return {
        "office": page.pk,
        "first_day": day(first).isoformat(),
        "last_day": day(last).isoformat(),
        "hours": "",
        "reason": "Betriebsferien",
        "substitute": "",
        **changes,
    }


@pytest.fixture
def page() -> OfficePage:
    return office(title="Stelle am Markt", hours="Mo-Th 09:00-12:00")


@pytest.fixture
def person(client: Client, page: OfficePage) -> User:
    user = editor(of=page.organisation)
    client.force_login(user)
    return user


def refused(client: Client, data: dict[str, Any], address: str = ADD) -> str:
    response = client.post(address, data)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_a_closure_holds_at_once_and_is_in_the_log(
    client: Client, page: OfficePage, person: User
) -> None:
    nearby = office(of=page.organisation, title="Stelle am Bahnhof")
    page.title = "Ein Entwurf, den niemand sieht"
    page.save_revision()
    response = client.post(ADD, answers(page, 0, 3, substitute=nearby.pk))
    assert response.status_code == 302
    text = unescape(client.get(page.get_url()).content.decode())
    assert f"Geschlossen bis {date_format(day(3), 'MONTH_DAY_FORMAT')}" in text
    assert "Heute geschlossen (Betriebsferien)" in text
    assert "Stelle am Bahnhof" in text
    assert "Entwurf" not in text
    entry = OrganisationLogEntry.objects.get(action="wagtail.create")
    assert entry.user == person
    assert entry.organisation == page.organisation


def test_one_line_of_hours_holds_on_the_days_the_office_is_open_anyway(
    client: Client, page: OfficePage, person: User
) -> None:
    client.post(ADD, answers(page, 10, 30, hours="10 bis 11 Uhr"))
    assert SpecialDays.objects.get().hours == "Mo-Th 10:00-11:00"
    single = day(40) + timedelta(days=(5 - day(40).weekday()) % 7)  # a Saturday
    ahead = (single - day(0)).days
    client.post(ADD, answers(page, ahead, ahead, hours="10-14"))
    assert SpecialDays.objects.get(first_day=single).hours == "Sa 10:00-14:00"
    edit = client.get(f"{LIST}edit/{SpecialDays.objects.get(first_day=single).pk}/")
    assert 'value="10:00–14:00"' in edit.content.decode()


def test_days_that_differ_keep_the_form_of_a_week(
    client: Client, page: OfficePage, person: User
) -> None:
    row = special_days(office=page, hours="Mo 09:00-10:00; Tu 14:00-15:00")
    address = f"{LIST}edit/{row.pk}/"
    assert 'name="hours_monday"' in client.get(address).content.decode()
    data = {**answers(page), "hours_monday": "9-11", "hours_tuesday": "14-15"}
    assert client.post(address, data).status_code == 302
    row.refresh_from_db()
    assert row.hours == "Mo 09:00-11:00; Tu 14:00-15:00"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hours": "morgens"}, "„morgens“ ist keine Zeit mit Beginn und Ende."),
        ({"hours": "25-26"}, "„25“ ist keine Uhrzeit."),
        ({"hours": "12-9"}, "liegt nicht nach dem Beginn"),
        ({"first_day": "31.02.2027"}, "Datum"),
        ({"first_day": ""}, "Dieses Feld muss ausgefüllt werden."),
        ({"last_day": "2020-01-01"}, "Das Ende liegt vor dem Beginn."),
        ({"first_day": "2020-01-01", "last_day": "2020-01-03"}, "Diese Tage sind schon vorbei."),
        ({"first_day": "2126-01-01", "last_day": "2126-01-03"}, "mehr als drei Jahre voraus"),
        ({"last_day": "2035-01-03"}, "Das ist mehr als ein Jahr."),
        ({"substitute": "999999"}, "lässt sich nicht auswählen"),
        ({"office": "999999"}, "Dies ist keine gültige Auswahl."),
        ({"reason": "x" * 151}, "höchstens 150"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, page: OfficePage, person: User, changes: dict[str, Any], sentence: str
) -> None:
    text = refused(client, answers(page, **changes))
    assert sentence in text
    assert not SpecialDays.objects.exists()
    assert changes.get("reason", "Betriebsferien") in text
    assert changes.get("hours", "") in text


def test_an_office_cannot_stand_in_for_itself(
    client: Client, page: OfficePage, person: User
) -> None:
    text = refused(client, answers(page, substitute=page.pk))
    assert "Eine Beratungsstelle kann sich nicht selbst vertreten." in text


def test_a_second_entry_for_a_day_is_refused_and_the_first_one_named(
    client: Client, page: OfficePage, person: User
) -> None:
    first = special_days(office=page, first_day=day(8), last_day=day(11), reason="Umzug")
    text = refused(client, answers(page, 10, 12, reason="Fortbildung"))
    assert f"Für den {date_format(day(10))} gibt es schon einen Eintrag" in text
    assert "Umzug" in text
    assert "Fortbildung" in text
    special_days(office=office(), first_day=day(10), last_day=day(12))
    assert client.post(ADD, answers(page, 12, 14)).status_code == 302
    edit = f"{LIST}edit/{first.pk}/"
    assert client.post(edit, answers(page, 8, 11)).status_code == 302
    assert "gibt es schon einen Eintrag" in refused(client, answers(page, 8, 13), edit)


def test_an_entry_is_still_changed_after_one_of_its_days_was_closed_with_a_tap(
    client: Client, page: OfficePage, person: User
) -> None:
    row = special_days(office=page, first_day=day(0), last_day=day(4), hours="Mo-Su 09:00-10:00")
    close_today(person, page, "Wasserschaden")
    response = client.post(f"{LIST}edit/{row.pk}/", answers(page, 0, 4, reason="Umbau"))
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.reason == "Umbau"


def test_past_days_may_get_another_reason(client: Client, page: OfficePage, person: User) -> None:
    row = special_days(office=page, first_day=day(-9), last_day=day(-8))
    edit = f"{LIST}edit/{row.pk}/"
    assert client.post(edit, answers(page, -9, -8, reason="Wasserschaden")).status_code == 302
    row.refresh_from_db()
    assert row.reason == "Wasserschaden"


def test_the_list_tells_what_comes_from_what_is_over(
    client: Client, page: OfficePage, person: User
) -> None:
    special_days(office=page, first_day=day(1), last_day=day(2), reason="Demnächst")
    special_days(office=page, first_day=day(-2), last_day=day(0), reason="Heute noch")
    special_days(office=page, first_day=day(-5), last_day=day(-4), reason="Vorbei")
    coming = client.get(LIST).content.decode()
    assert "Demnächst" in coming
    assert "Heute noch" in coming
    assert "Vorbei" not in coming
    past = client.get(LIST, {"tage": "vergangene"}).content.decode()
    assert "Vorbei" in past
    assert "Demnächst" not in past
    everything = client.get(LIST, {"tage": "alle"}).content.decode()
    assert all(word in everything for word in ("Demnächst", "Heute noch", "Vorbei"))
    assert "Demnächst" in client.get(LIST, {"office": page.pk}).content.decode()
    for wrong in ({"tage": "morgen"}, {"office": "x"}, {"office": office().pk}):
        assert client.get(LIST, wrong).status_code == 200


def test_another_organisations_days_are_neither_seen_nor_touched(
    client: Client, page: OfficePage
) -> None:
    row = special_days(office=page, reason="Geheimer Umzug")
    client.force_login(editor(of=office().organisation))
    assert "Geheimer Umzug" not in client.get(LIST, {"tage": "alle"}).content.decode()
    for address in (f"{LIST}{act}/{row.pk}/" for act in ("edit", "delete", "history", "usage")):
        for response in (client.get(address), client.post(address, answers(page))):
            assert response.status_code in (302, 403, 405), address
            assert "Geheimer Umzug" not in response.content.decode()
    assert "Dies ist keine gültige Auswahl." in refused(client, answers(page))
    assert SpecialDays.objects.get() == row
    row.refresh_from_db()
    assert row.reason == "Geheimer Umzug"


def test_a_hidden_office_cannot_be_named_as_substitute(
    client: Client, page: OfficePage, person: User
) -> None:
    draft = office(title="Geheime neue Stelle", live=False)
    text = refused(client, answers(page, substitute=draft.pk))
    assert "lässt sich nicht auswählen" in text
    assert client.post(ADD, answers(page, substitute=office().pk)).status_code == 302


@pytest.mark.parametrize("maker", [staff, lambda of: coordination()])
def test_staff_change_nothing_and_the_coordination_may(
    client: Client, page: OfficePage, maker: Callable[..., User]
) -> None:
    client.force_login(maker(of=page.organisation))
    client.post(ADD, answers(page))
    assert SpecialDays.objects.exists() is (maker is not staff)


def test_who_has_one_office_need_not_choose_it(
    client: Client, page: OfficePage, person: User
) -> None:
    chosen = f'<option value="{page.pk}" selected>'
    assert chosen in client.get(ADD).content.decode()
    office(of=page.organisation)
    assert chosen not in client.get(ADD).content.decode()
    assert chosen in client.get(ADD, {"office": page.pk}).content.decode()
    assert client.get(ADD, {"office": "x" * 5000}).status_code == 200
    assert chosen not in client.get(ADD, {"office": office().pk}).content.decode()


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, page: OfficePage, person: User
) -> None:
    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    other = office(of=page.organisation)
    special_days(office=page, first_day=day(1), last_day=day(1), substitute=other)
    few = queries()
    for ahead in range(2, 9):
        special_days(office=page, first_day=day(ahead), last_day=day(ahead), substitute=other)
        special_days(office=other, first_day=day(ahead), last_day=day(ahead), substitute=page)
    assert queries() == few
