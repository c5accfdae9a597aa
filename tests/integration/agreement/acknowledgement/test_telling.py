"""On the day a version takes effect everybody hears what it changes for the own organisation."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreement.acknowledgement.actions import forget_acknowledgements, tell_changes
from agreement.acknowledgement.notices import CHANGES
from agreement.actions import commence as decide
from agreement.actions import seal_legacy
from agreement.models import Acknowledgement, AgreementVersion, ChangesTold, WorkingTextPage
from directory.models import Membership, Offer, OrganisationPage
from portal.accounts.models import Notification, User
from portal.accounts.own_data import own_data
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.integration.agreement.acknowledgement.conftest import Commence
from tests.integration.agreement.impact.conftest import change_rules

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(person: User) -> list[str]:
    found = Notification.objects.filter(recipient=person, kind=CHANGES).order_by("pk")
    return [one.text for one in found]


def asked(person: User) -> list[str]:
    return [row.organisation_name for row in Acknowledgement.objects.filter(user=person)]


def test_whom_it_touches_is_asked_and_everybody_else_hears_that_nothing_changes(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
    other: OrganisationPage,
) -> None:
    touched, untouched, office = people.staff(of=jmd), people.staff(of=other), people.coordination()
    commence()
    assert tell_changes() == 1
    (asking,) = told(touched)
    assert "Fassung 2 gilt ab heute. Sie ändert etwas für Beispielwerk Jugend." in asking
    (calming,) = told(untouched)
    assert "Für Beispielverein ohne Dienst ändert sich nichts." in calming
    assert told(office) == ["Vereinbarung (Beispiel): Fassung 2 gilt ab heute."]
    assert (asked(touched), asked(untouched), asked(office)) == (["Beispielwerk Jugend"], [], [])


def test_everybody_is_told_once_however_often_the_round_comes(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    person = people.staff(of=jmd)
    commence()
    assert [tell_changes() for _round in range(3)] == [1, 0, 0]
    assert len(told(person)) == 1
    assert Acknowledgement.objects.filter(user=person).count() == 1


def test_a_version_to_come_is_told_on_its_day_and_not_before(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    person, today = people.staff(of=jmd), timezone.localdate()
    commence(today + 10 * DAY)
    assert tell_changes(today) == 0
    assert told(person) == []
    assert tell_changes(today + 10 * DAY) == 1
    assert len(told(person)) == 1


def test_a_portal_that_was_off_for_days_makes_up_for_it(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    person, today = people.staff(of=jmd), timezone.localdate()
    commence(today + DAY)
    assert tell_changes(today + 5 * DAY) == 1
    assert len(told(person)) == 1


def test_what_came_and_went_while_it_was_off_is_told_with_the_next(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    coordination: Any,
    jmd: OrganisationPage,
) -> None:
    person, today = people.staff(of=jmd), timezone.localdate()
    commence(today + DAY)
    third = texts.sealed(rewritten, coordination)
    texts.in_force(third, today + 2 * DAY, coordination)
    tell_changes(today + 3 * DAY)
    assert ChangesTold.objects.get(version=third).compared_with == in_force
    assert asked(person) == ["Beispielwerk Jugend"]


def test_of_a_text_from_before_the_portal_nobody_is_told(
    text: WorkingTextPage, coordination: Any, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    decide(seal_legacy(text, coordination), timezone.localdate(), coordination)
    assert tell_changes() == 0
    assert told(person) == []


def test_the_first_version_is_new_for_everybody_it_is_about(
    text: WorkingTextPage, commence: Commence, jmd: OrganisationPage, other: OrganisationPage
) -> None:
    person, stranger = people.staff(of=jmd), people.staff(of=other)
    commence()
    tell_changes()
    assert (asked(person), asked(stranger)) == (["Beispielwerk Jugend"], [])


def test_editorial_changes_are_told_and_need_no_confirmation(
    in_force: AgreementVersion, text: WorkingTextPage, commence: Commence, jmd: OrganisationPage
) -> None:
    section = text.sections()[0]
    stored = [dict(one) for one in section.clauses.raw_data]
    stored[0]["value"] = {
        **stored[0]["value"],
        "text": "<p>Derselbe Sinn, andere Worte (Beispiel).</p>",
        "change": "editorial",
        "change_reason": "Nur die Schreibweise.",
    }
    texts.set_clauses(section, stored)
    section.save_revision().publish()
    person = people.staff(of=jmd)
    commence()
    tell_changes()
    (notice,) = told(person)
    assert "ändert sich nur die Formulierung" in notice
    assert asked(person) == []


def test_somebody_of_two_organisations_is_asked_for_each(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
    mbe: OrganisationPage,
) -> None:
    person = people.staff(of=jmd)
    Membership.objects.create(user=person, organisation=mbe, role="staff")
    commence()
    tell_changes()
    assert sorted(asked(person)) == ["Beispielwerk Beratung", "Beispielwerk Jugend"]


def test_who_joins_later_is_asked_the_next_day_and_who_left_no_more(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    leaving, today = people.staff(of=jmd), timezone.localdate()
    commence()
    tell_changes(today)
    newcomer = people.staff(of=jmd)
    Membership.objects.filter(user=leaving).delete()
    tell_changes(today)
    assert asked(newcomer) == []
    tell_changes(today + DAY)
    assert asked(newcomer) == ["Beispielwerk Jugend"]
    assert "Sie gehören jetzt zu Beispielwerk Jugend." in told(newcomer)[0]
    assert asked(leaving) == []


def test_reminders_come_after_two_weeks_and_four_and_then_no_more(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    person, today = people.staff(of=jmd), timezone.localdate()
    commence()
    tell_changes(today)
    Notification.objects.all().delete()
    heard = []
    for number in range(1, 60):
        tell_changes(today + number * DAY)
        heard += [number] * len(told(person))
        Notification.objects.all().delete()
    assert heard == [14, 28]


def test_who_has_confirmed_is_not_reminded(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    person, today = people.staff(of=jmd), timezone.localdate()
    commence()
    tell_changes(today)
    Notification.objects.all().delete()
    Acknowledgement.objects.update(read_at=timezone.now())
    tell_changes(today + 20 * DAY)
    assert told(person) == []


def test_who_confirmed_something_else_is_asked_again_the_next_day(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    person, today = people.staff(of=jmd), timezone.localdate()
    commence()
    tell_changes(today)
    Acknowledgement.objects.update(read_at=timezone.now())
    directory.offer(office=directory.office(of=jmd), service="mbe")
    tell_changes(today + DAY)
    assert Acknowledgement.objects.get(user=person).read_at is None
    assert "noch einmal" in told(person)[-1]


def test_what_touches_an_organisation_no_more_waits_for_nobody(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    mbe: OrganisationPage,
) -> None:
    person, today = people.staff(of=mbe), timezone.localdate()
    commence()
    tell_changes(today)
    assert asked(person) == ["Beispielwerk Beratung"]
    Offer.objects.all().delete()
    tell_changes(today + DAY)
    assert asked(person) == []


def test_rows_of_versions_long_superseded_go_and_those_in_force_stay(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    coordination: Any,
    jmd: OrganisationPage,
    settings: Any,
) -> None:
    settings.ACKNOWLEDGEMENT_DAYS = 30
    people.staff(of=jmd)
    commence()
    tell_changes()
    today, now = timezone.localdate(), timezone.now()
    assert forget_acknowledgements(now + 400 * DAY) == 0
    change_rules(
        rewritten.sections()[0],
        texts.rule(age_from=12, age_to=26),
        texts.rule(mode="not", age_from=21, age_to=26, statuses=["duldung"]),
    )
    texts.in_force(texts.sealed(rewritten, coordination), today + DAY, coordination)
    assert forget_acknowledgements(now + 20 * DAY) == 0
    assert forget_acknowledgements(now + 40 * DAY) == 1
    assert not Acknowledgement.objects.exists()


def test_it_goes_with_the_account_and_stands_in_the_copy_of_ones_data(
    in_force: AgreementVersion,
    rewritten: WorkingTextPage,
    commence: Commence,
    jmd: OrganisationPage,
) -> None:
    person = people.staff(of=jmd)
    commence()
    tell_changes()
    (row,) = own_data(person)["acknowledgements"]
    assert (row["version"], row["organisation"]) == (2, "Beispielwerk Jugend")
    person.delete()
    assert not Acknowledgement.objects.exists()
