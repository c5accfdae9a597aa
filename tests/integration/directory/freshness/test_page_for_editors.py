"""On "Stimmt das noch?" editors confirm, close and go away in one tap or two, and take it back."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from directory.models import Contact, OfficePage, OrganisationLogEntry, SpecialDays, Verification
from tests.factories.directory import contact, offer, office, organisation, special_days
from tests.factories.people import coordination, editor, staff
from tests.integration.workplace.reading import logged_in, words

pytestmark = pytest.mark.django_db
UNDO = re.compile(r'name="undo" value="([^"]+)"')


def page(client: Client, **query: Any) -> str:
    """Return the page's HTML."""
    answer = client.get(reverse("freshness"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, act: str, **data: Any) -> str:
    """Do an act, and return the page that follows, or the one with the errors."""
    answer = client.post(reverse("freshness"), {"act": act, **data}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def undo(client: Client, html: str) -> str:
    """Press the button that takes the act back."""
    found = UNDO.search(html)
    assert found, "nothing is offered to be undone"
    return send(client, "undo", undo=unescape(found[1]))


def confirmed(place: OfficePage, *, days_ago: int) -> None:
    """Let an office have been confirmed some days ago."""
    day = timezone.localdate() - timedelta(days=days_ago)
    Verification.objects.update_or_create(office=place, defaults={"verified_on": day})


def test_an_editor_confirms_with_one_click_and_everybody_reads_it() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    confirmed(place, days_ago=400)
    assert "Seit mehr als 6 Monaten nicht bestätigt" in page(client)

    html = send(client, "confirm", office=place.pk)

    assert "ist bestätigt" in html
    known = Verification.objects.get(office=place)
    assert known.verified_on == timezone.localdate()
    assert known.verified_by is not None
    assert PageLogEntry.objects.filter(page=place, action="portal.office.confirm").exists()


def test_a_confirmation_is_taken_back() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    confirmed(place, days_ago=400)

    html = undo(client, send(client, "confirm", office=place.pk))

    assert "wieder wie vorher" in html
    known = Verification.objects.get(office=place)
    assert known.verified_on == timezone.localdate() - timedelta(days=400)
    assert PageLogEntry.objects.filter(page=place, action="portal.office.undo").exists()


def test_the_first_confirmation_is_taken_back_to_none() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))

    undo(client, send(client, "confirm", office=place.pk))

    assert not Verification.objects.filter(office=place).exists()


def test_closed_today_holds_at_once_and_opens_again() -> None:
    verein = organisation()
    place, other = office(of=verein), office(of=verein)
    client = logged_in(editor(of=verein))
    prefix = f"stelle{place.pk}"

    html = send(
        client,
        "close",
        office=place.pk,
        **{f"{prefix}-reason": "Fortbildung", f"{prefix}-substitute": other.pk},
    )

    assert "Heute geschlossen: Fortbildung" in html
    day = SpecialDays.objects.get(office=place)
    assert (day.first_day, day.last_day) == (timezone.localdate(), timezone.localdate())
    assert day.is_closed
    assert day.substitute == other
    reopened = send(client, "open", office=place.pk)
    assert not SpecialDays.objects.filter(office=place).exists()
    undo(client, reopened)
    assert SpecialDays.objects.get(office=place).reason == "Fortbildung"


def test_closed_today_is_undone_by_the_button_that_follows() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))

    undo(client, send(client, "close", office=place.pk))

    assert not SpecialDays.objects.exists()


def test_closing_twice_is_refused_with_a_sentence() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    send(client, "close", office=place.pk)

    html = send(client, "close", office=place.pk)

    assert "Für heute steht schon da" in html
    assert SpecialDays.objects.count() == 1


def test_a_reason_too_long_is_refused_and_kept() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    long = "Umbau " * 40

    html = send(client, "close", office=place.pk, **{f"stelle{place.pk}-reason": long})

    assert "Das sind mehr als 150 Zeichen" in html
    assert long.strip() in html
    assert not SpecialDays.objects.exists()


def test_a_contact_is_away_until_a_day_with_somebody_who_stands_in() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    who = contact(office=place, function="Frau im Beispiel")
    other = contact(office=office(of=verein), function="Herr im Beispiel")
    until = timezone.localdate() + timedelta(days=5)
    prefix = f"kontakt{who.pk}"

    html = send(
        client,
        "away",
        contact=who.pk,
        **{f"{prefix}-until": until.isoformat(), f"{prefix}-substitute": other.pk},
    )

    assert "Vertretung: Herr im Beispiel" in words(html)
    who.refresh_from_db()
    assert (who.away_until, who.substitute) == (until, other)
    log = OrganisationLogEntry.objects.filter(action="portal.contact.away")
    assert log.get().organisation.pk == verein.pk
    undo(client, html)
    who.refresh_from_db()
    assert (who.away_until, who.substitute) == (None, None)


def test_who_is_away_comes_back_with_one_click() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    who = contact(office=place, away_until=timezone.localdate())

    undone = send(client, "back", contact=who.pk)

    who.refresh_from_db()
    assert who.away_until is None
    undo(client, undone)
    who.refresh_from_db()
    assert who.away_until == timezone.localdate()


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("", "Bitte wählen Sie einen Tag."),
        ("morgen", "Das ist kein Datum."),
        ("2020-01-31", "Dieser Tag ist schon vorbei."),
        ("2099-01-31", "Das ist mehr als ein Jahr."),
        ("٢٠٢٦-٠١-٣١", "Das ist kein Datum."),
    ],
)
def test_an_impossible_day_is_told_at_the_field_and_kept(until: str, sentence: str) -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    who = contact(office=place)

    html = send(client, "away", contact=who.pk, **{f"kontakt{who.pk}-until": until})

    assert sentence in html
    assert f'value="{until}"' in html or not until
    who.refresh_from_db()
    assert who.away_until is None


def test_nobody_stands_in_who_is_away_as_long() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    today = timezone.localdate()
    who, other = contact(office=place), contact(office=place, away_until=today)
    prefix = f"kontakt{who.pk}"

    html = send(
        client,
        "away",
        contact=who.pk,
        **{f"{prefix}-until": today.isoformat(), f"{prefix}-substitute": other.pk},
    )

    assert "selbst so lange abwesend" in html


@pytest.mark.parametrize("act", ["confirm", "close", "open"])
def test_an_editor_does_nothing_to_another_organisations_office(act: str) -> None:
    place, client = office(), logged_in(editor(of=organisation()))
    if act == "open":
        today = timezone.localdate()
        special_days(office=place, first_day=today, last_day=today)
    before = list(SpecialDays.objects.values())

    client.post(reverse("freshness"), {"act": act, "office": place.pk})

    assert not Verification.objects.exists()
    assert list(SpecialDays.objects.values()) == before


@pytest.mark.parametrize("act", ["away", "back"])
def test_an_editor_does_nothing_to_another_organisations_contact(act: str) -> None:
    today = timezone.localdate()
    who = contact(office=office(), away_until=today)
    client = logged_in(editor(of=organisation()))
    later = (today + timedelta(days=3)).isoformat()

    client.post(
        reverse("freshness"), {"act": act, "contact": who.pk, f"kontakt{who.pk}-until": later}
    )

    assert Contact.objects.get(pk=who.pk).away_until == today


def test_a_stand_in_of_another_organisation_is_no_choice() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))
    stranger = office()

    html = send(client, "close", office=place.pk, **{f"stelle{place.pk}-substitute": stranger.pk})

    assert "Diese Auswahl gibt es nicht mehr" in html
    assert not SpecialDays.objects.exists()


def test_another_editors_undo_reaches_no_foreign_office() -> None:
    verein = organisation()
    place = office(of=verein)
    mine = logged_in(editor(of=verein))
    token = UNDO.search(send(mine, "confirm", office=place.pk))
    assert token
    stranger = logged_in(editor(of=organisation()))

    stranger.post(reverse("freshness"), {"act": "undo", "undo": token[1]})

    assert Verification.objects.filter(office=place).exists()


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", "é" * 500])
def test_a_forged_undo_is_refused_with_a_sentence(forged: str) -> None:
    client = logged_in(editor(of=organisation()))

    assert "lässt sich nicht mehr zurücknehmen" in send(client, "undo", undo=forged)


def test_what_somebody_has_changed_since_is_not_undone() -> None:
    verein = organisation()
    place = office(of=verein)
    first, second = logged_in(editor(of=verein)), logged_in(editor(of=verein))
    html = send(first, "confirm", office=place.pk)
    send(second, "confirm", office=place.pk)

    assert "hat inzwischen jemand geändert" in undo(first, html)
    assert Verification.objects.filter(office=place).exists()


@pytest.mark.parametrize("key", ["", "0", "99999999", "-1", "1e3", "٣", "9" * 40])
def test_an_office_that_does_not_exist_is_no_crash(key: str) -> None:
    client = logged_in(editor(of=organisation()))

    for name, act in (("office", "confirm"), ("contact", "away")):
        answer = client.post(reverse("freshness"), {"act": act, name: key})
        assert answer.status_code == 404


def test_an_unknown_act_is_told_so() -> None:
    assert "unvollständig" in send(logged_in(editor(of=organisation())), "explode")


def test_looking_at_the_page_changes_nothing() -> None:
    verein = organisation()
    place, client = office(of=verein), logged_in(editor(of=verein))

    page(client, act="confirm", office=place.pk)

    assert not Verification.objects.exists()


def test_editors_see_their_own_offices_and_the_coordination_all() -> None:
    verein = organisation()
    office(of=verein, title="Hier")
    office(title="Dort")

    mine, all_of_them = page(logged_in(editor(of=verein))), page(logged_in(coordination()))

    assert "Hier" in mine
    assert "Dort" not in mine
    assert "Hier" in all_of_them
    assert "Dort" in all_of_them


def test_staff_are_not_let_in() -> None:
    client = logged_in(staff(of=organisation()))

    assert client.get(reverse("freshness")).status_code == 302


def test_the_coordination_narrows_the_list() -> None:
    verein = organisation()
    fresh, old = office(of=verein, title="Frisch"), office(of=verein, title="Liegen geblieben")
    office(title="Anderswo")
    confirmed(fresh, days_ago=3)
    confirmed(old, days_ago=300)
    client = logged_in(coordination())

    overdue, here = page(client, overdue="on"), page(client, organisation=verein.pk)

    assert "Liegen geblieben</h2>" in overdue
    assert "Frisch</h2>" not in overdue
    assert "Frisch</h2>" in here
    assert "Anderswo</h2>" not in here
    assert "Diese Auswahl gibt es nicht mehr" in page(client, organisation="999999")


def test_the_one_that_waits_longest_stands_first() -> None:
    verein = organisation()
    fresh, never = office(of=verein, title="A Frisch"), office(of=verein, title="Z Nie bestätigt")
    confirmed(fresh, days_ago=3)
    html = page(logged_in(editor(of=verein)))

    assert html.index(never.title) < html.index(fresh.title)


def test_the_list_costs_the_same_however_long() -> None:
    verein = organisation()
    client, counts = logged_in(editor(of=verein)), []
    client.get("/admin/")
    for number in (2, 10):
        for _each in range(number):
            place = office(of=verein, offers=["mbe"], languages=["uk"])
            offer(office=place, service="jmd", municipalities=["08215009"])
            contact(office=place, languages=["ru"])
            confirmed(place, days_ago=1)
        with CaptureQueriesContext(connection) as queries:
            page(client)
        counts.append(len(queries))

    assert counts[1] <= counts[0]
